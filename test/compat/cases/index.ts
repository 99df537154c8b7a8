import { type CaseFile } from "../case";
import { enteringCases } from "./entering";
import { roomChangeCases } from "./room-changes";
import { leavingCases } from "./leaving";
import { networkCases } from "./network";
import { messageCases } from "./messages";
import { frameSyncCases } from "./frame-sync";
import { badInputCases } from "./bad-input";
import { gameDataCases } from "./game-data";
import { gameMessageCases } from "./game-messages";
import { groupCases } from "./groups";
import { hostOptionCases } from "./host-options";
import { hookCases } from "./hooks";
import { legacyCases } from "./legacy";
import { logCases } from "./logs";
import { matchingCases } from "./matching";
import { refusalCases } from "./refusals";
import { roomCallCases } from "./room-calls";
import { sendDataCases } from "./send-data";

/** The whole suite. */
export const allCases: readonly CaseFile[] = [
  enteringCases,
  roomChangeCases,
  leavingCases,
  networkCases,
  messageCases,
  frameSyncCases,
  badInputCases,
  refusalCases,
  matchingCases,
  groupCases,
  hookCases,
  gameDataCases,
  gameMessageCases,
  hostOptionCases,
  sendDataCases,
  roomCallCases,
  logCases,
  legacyCases,
];
