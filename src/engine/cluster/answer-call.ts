import { ErrCode } from "../../contract";
import { type Reply } from "../game/game-options";
import { Refusal } from "../room/answer";
import { type ClusterGame } from "./cluster-game";
import { type Answer } from "./messages";

/** Replies with a refusal where `work` ended with one, and did not reply itself. */
export async function answerCall(
  game: ClusterGame,
  reply: Reply,
  seq: string,
  work: () => Promise<Answer>,
): Promise<void> {
  try {
    reply(await work());
  } catch (error) {
    if (!(error instanceof Refusal)) game.log("error", String(error));
    reply((error instanceof Refusal ? error : new Refusal(ErrCode.EC_INNER_ERROR)).toAnswer(seq));
  }
}
