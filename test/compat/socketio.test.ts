import { allCases } from "./cases";
import { SocketIoDriver } from "./drivers/socketio-driver";
import { runCases } from "./run-cases";

runCases(new SocketIoDriver(), allCases);
