import { type Finding } from "../../finder";

/** Whether a use has to do with the connection and the room, as opposed to enums, imports and annotations. */
export function isConnection({ kind, owner }: Finding): boolean {
  return (
    !/^(import|alias|type|table-entry)$/.test(kind) &&
    /^(Listener|Room|Group|Player|DebuggerLog)$/.test(owner)
  );
}
