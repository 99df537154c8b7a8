import { allCases } from "./cases";
import { ColyseusCluster } from "./drivers/colyseus-cluster";
import { WireDriver } from "./drivers/wire-driver";
import { describeOnCluster, onCluster } from "./on-cluster";
import { runCases } from "./run-cases";

describeOnCluster((chooseFor) => {
  runCases(new WireDriver(() => ColyseusCluster.start(chooseFor)), allCases, onCluster);
});
