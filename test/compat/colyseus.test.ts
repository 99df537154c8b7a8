import { allCases } from "./cases";
import { ColyseusDriver } from "./drivers/colyseus-driver";
import { runCases } from "./run-cases";

runCases(new ColyseusDriver(), allCases);
