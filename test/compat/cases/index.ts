import { type CaseFile } from "../case";
import { enteringCases } from "./entering";
import { roomChangeCases } from "./room-changes";
import { leavingCases } from "./leaving";
import { networkCases } from "./network";
import { messageCases } from "./messages";
import { frameSyncCases } from "./frame-sync";
import { badInputCases } from "./bad-input";

/** The whole suite. */
export const allCases: readonly CaseFile[] = [
  enteringCases,
  roomChangeCases,
  leavingCases,
  networkCases,
  messageCases,
  frameSyncCases,
  badInputCases,
];
