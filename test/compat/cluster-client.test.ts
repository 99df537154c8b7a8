import { allCases } from "./cases";
import { createClientDriver } from "./drivers/client-driver";
import { ColyseusCluster } from "./drivers/colyseus-cluster";
import { describeOnCluster, onCluster } from "./on-cluster";
import { runCases } from "./run-cases";

describeOnCluster((chooseFor) => {
  runCases(
    createClientDriver(() => ColyseusCluster.start(chooseFor)),
    allCases,
    onCluster,
  );
});
