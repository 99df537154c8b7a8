import { type ts } from "ts-morph";
import { type NativeReason } from "../../targets/native-target";

/** Why a game keeps the drop-in client, and where that shows. */
export interface Reason {
  readonly node: ts.Node;
  readonly name: NativeReason;
}
