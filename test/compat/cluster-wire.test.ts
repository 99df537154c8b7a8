import { allCases } from "./cases";
import { ClusterServer } from "./drivers/cluster-game";
import { WireDriver } from "./drivers/wire-driver";
import { describeOnCluster, onCluster } from "./on-cluster";
import { runCases } from "./run-cases";

describeOnCluster((choose) => {
  runCases(new WireDriver(() => ClusterServer.start(choose)), allCases, onCluster);
});
