import { allCases } from "./cases";
import { createSocketIoClientDriver } from "./drivers/client-driver";
import { runCases } from "./run-cases";

runCases(createSocketIoClientDriver(), allCases);
