import { allCases } from "./cases";
import { SocketIoCluster } from "./drivers/socketio-cluster";
import { SocketIoDriver } from "./drivers/socketio-driver";
import { describeOnCluster, onCluster } from "./on-cluster";
import { runCases } from "./run-cases";

describeOnCluster((chooseFor) => {
  runCases(new SocketIoDriver(() => SocketIoCluster.start(chooseFor)), allCases, onCluster);
});
