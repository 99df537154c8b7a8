import { allCases } from "./cases";
import { WireDriver } from "./drivers/wire-driver";
import { runCases } from "./run-cases";

runCases(new WireDriver(), allCases);
