import { type ErrCode } from "../../../src/contract";
import { clientCodes } from "./client-codes";
import { groupCodes } from "./group-codes";
import { matchCodes } from "./match-codes";
import { parameterCodes } from "./parameter-codes";
import { relayCodes } from "./relay-codes";
import { roomCodes } from "./room-codes";
import { serverCodes } from "./server-codes";
import { type CodeAdvice } from "./row";

/** Advice for every code that server, gateway or client library answer with, in the order of the page. */
export const codeAdvice: ReadonlyMap<ErrCode, CodeAdvice> = new Map([
  ...serverCodes,
  ...roomCodes,
  ...matchCodes,
  ...relayCodes,
  ...groupCodes,
  ...parameterCodes,
  ...clientCodes,
]);
