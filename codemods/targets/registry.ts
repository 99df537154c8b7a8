import { ToolError } from "../../src/contract";
import { colyseusTarget } from "./colyseus-target";
import { socketIoTarget } from "./socketio-target";
import { type Target } from "./target";

/** Every target, the default first. */
const targets: readonly Target[] = [colyseusTarget, socketIoTarget];

/** Target by its id. Throws `ToolError` UNKNOWN_TARGET. */
export function requireTarget(id: string): Target {
  const target = targets.find((each) => each.id === id);
  if (!target) {
    throw new ToolError("UNKNOWN_TARGET", { name: id, known: targets.map((each) => each.id).join(", ") });
  }
  return target;
}
