import { allCases } from "./cases";
import { ClientDriver } from "./drivers/client-driver";
import { runCases } from "./run-cases";

runCases(new ClientDriver(), allCases);
