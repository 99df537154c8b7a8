import { allCases } from "./cases";
import { EngineDriver } from "./drivers/engine-driver";
import { runCases } from "./run-cases";

runCases(new EngineDriver(), allCases);
