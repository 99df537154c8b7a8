import { allCases } from "./cases";
import { createClientDriver } from "./drivers/client-driver";
import { ClusterServer } from "./drivers/cluster-game";
import { describeOnCluster, onCluster } from "./on-cluster";
import { runCases } from "./run-cases";

describeOnCluster((choose) => {
  runCases(
    createClientDriver(() => ClusterServer.start(choose)),
    allCases,
    onCluster,
  );
});
