import { allCases } from "./cases";
import { createClientDriver } from "./drivers/client-driver";
import { runCases } from "./run-cases";

runCases(createClientDriver(), allCases);
