import { ErrCode, type GameInfoPara, type Signature } from "../../contract/index";
import { type ClientClock } from "../clock";
import { ConnectionError, type LoginRequest } from "../connection/connection";
import { hmacSha1 } from "./hmac-sha1";

/** The text that MGOBE signs: the four values in the order of their names (spec mgobe-client §3.1). */
function signedText(login: { gameId: string; openId: string; nonce: number; timestamp: number }): string {
  return `game_id=${login.gameId}&nonce=${login.nonce}&open_id=${login.openId}&timestamp=${login.timestamp}`;
}

function askSigner(sign: NonNullable<GameInfoPara["createSignature"]>): Promise<Signature> {
  return new Promise((resolve, reject) => {
    sign((signature) => {
      if (signature && typeof signature === "object") resolve(signature);
      else reject(new ConnectionError(ErrCode.EC_INVALID_PARAMS_SIGN, "createSignature gave no signature"));
    });
  });
}

/**
 * The login of one attempt. It is signed anew each time: by `createSignature` when there is one, else with the
 * `secretKey`, else not at all, which only a server without configured keys accepts (spec mgobe-client §3.1).
 */
export async function createLogin(
  gameInfo: GameInfoPara,
  clock: ClientClock,
  random: () => number,
): Promise<LoginRequest> {
  const gameId = String(gameInfo.gameId ?? "");
  const openId = String(gameInfo.openId ?? "");
  if (typeof gameInfo.createSignature === "function") {
    const { sign, nonce, timestamp } = await askSigner(gameInfo.createSignature);
    return { gameId, openId, sign, nonce, timestamp };
  }
  if (!gameInfo.secretKey) return { gameId, openId };
  const nonce = Math.floor(random() * 0xffffffff) + 1;
  const timestamp = Math.floor(clock.now() / 1000);
  const sign = hmacSha1(gameInfo.secretKey, signedText({ gameId, openId, nonce, timestamp }));
  return { gameId, openId, sign, nonce, timestamp };
}
