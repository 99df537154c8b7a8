import { openOverNetwork } from "../../adapters/wire/client/client-socket";
import { ErrCode, type RoomInfo } from "../../src/contract";
import { WireClient } from "../wire/wire-client";
import { toEvent, toRequest } from "../wire/wire-methods";

interface Answer {
  readonly code: number;
  readonly data?: unknown;
}
type Callback = (event: Answer) => void;

/** What {@link createOriginalMgobe} has of MGOBE's API: as much as the old game uses. */
export interface OriginalMgobe {
  readonly ErrCode: typeof ErrCode;
  readonly Room: new () => OldRoom;
  readonly Listener: {
    init(gameInfo: Record<string, string>, config: { url: string }, callback: Callback): void;
    add(room: OldRoom): void;
  };
}

interface OldRoom {
  roomInfo: RoomInfo | undefined;
  onRecvFromGameSvr: ((event: { data: unknown }) => void) | undefined;
}

/**
 * A stand-in for the original MGOBE.js of one page: it puts `wss://` before the game's `url` as that does, and
 * speaks MGOBE's wire protocol.
 *
 * @param ca certificate that it trusts, PEM, asked for when it connects
 * @param onOpen gets the client, for who closes it
 */
export function createOriginalMgobe(ca: () => string, onOpen: (client: WireClient) => void): OriginalMgobe {
  let client: WireClient | undefined;
  const rooms = new Set<OldRoom>();

  class Room implements OldRoom {
    roomInfo: RoomInfo | undefined;
    onRecvFromGameSvr: OldRoom["onRecvFromGameSvr"];

    matchRoom(para: object, callback: Callback): void {
      const { cmd, fields } = toRequest("matchRoom", para, undefined, "");
      void client?.request(cmd, fields).then(async (answer) => {
        if (answer.code === 0) {
          this.roomInfo = answer.data.roomInfo as RoomInfo;
          await client?.checkLogin(this.roomInfo.routeId);
        }
        callback(answer);
      });
    }

    sendToGameSvr(para: object, callback: Callback): void {
      const { cmd, fields, over } = toRequest("sendToGameSvr", para, this.roomInfo, client?.playerId ?? "");
      void client?.request(cmd, fields, over).then(callback);
    }
  }

  async function logIn(gameInfo: Record<string, string>, url: string): Promise<Answer> {
    const [, host = url, path = ""] = /^([^/]+)(\/.*)?$/.exec(url) ?? [];
    client = new WireClient({ ...gameInfo, path, open: openOverNetwork(`wss://${host}`, ca()) });
    onOpen(client);
    client.onPush((push) => {
      for (const room of rooms) {
        const { name, data } = toEvent(push, room.roomInfo?.id ?? "");
        if (name === "onRecvFromGameSvr") room.onRecvFromGameSvr?.({ data });
        else if ("roomInfo" in data) room.roomInfo = data.roomInfo as RoomInfo;
      }
    });
    return client.init();
  }

  return {
    ErrCode,
    Room,
    Listener: {
      init: (gameInfo, config, callback) => {
        void logIn(gameInfo, config.url)
          .catch(() => ({ code: ErrCode.EC_SDK_SOCKET_CLOSE }))
          .then(callback);
      },
      add: (room) => void rooms.add(room),
    },
  };
}
