import { allCases } from "./cases";
import { createSocketIoClientDriver } from "./drivers/client-driver";
import { SocketIoCluster } from "./drivers/socketio-cluster";
import { describeOnCluster, onCluster } from "./on-cluster";
import { runCases } from "./run-cases";

describeOnCluster((chooseFor) => {
  runCases(
    createSocketIoClientDriver(() => SocketIoCluster.start(chooseFor)),
    allCases,
    onCluster,
  );
});
