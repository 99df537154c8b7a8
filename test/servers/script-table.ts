import { type IGameServer, type IRoomInfo, type MgobexsCode } from "../../src/contract/index";

/** A push of the script: who gets it (empty = all) and what. */
export interface Push {
  readonly to: readonly string[];
  readonly data: any;
}

/**
 * A game server script without a host: its hooks are called by hand, what it pushes and asks of the queue is recorded.
 * For rules of one script; what a host does with a script is tested with the host.
 */
export class ScriptTable {
  readonly pushes: Push[] = [];
  readonly dispatched: any[] = [];
  exits = 0;
  readonly gameData: any;
  readonly room: IRoomInfo;
  private readonly gameServer: IGameServer;

  constructor(code: MgobexsCode, playerIds: readonly string[], customProperties = "") {
    this.gameServer = code.gameServer;
    const playerList = playerIds.map((id) => ({ id, name: id, commonNetworkState: 1, relayNetworkState: 3 }));
    this.room = { id: "1", customProperties, playerList } as IRoomInfo;
    this.gameData = this.gameServer.onInitGameData({ room: this.room });
    this.call("onCreateRoom", { roomInfo: this.room });
  }

  /** Calls a hook if the script has it. */
  call(hook: Exclude<keyof IGameServer, "mode" | "onInitGameData">, actionData: unknown, sender = ""): void {
    this.gameServer[hook]?.({
      sender,
      actionData: actionData as any,
      gameData: this.gameData,
      room: this.room,
      exports: { data: this.gameData },
      SDK: this.sdk,
    });
  }

  /** A message of a player, and what the script pushed because of it. */
  say(sender: string, actionData: unknown): Push[] {
    const before = this.pushes.length;
    this.call("onRecvFromClient", actionData, sender);
    return this.pushes.slice(before);
  }

  /** The latest push of a kind. */
  last(cmd: string): any {
    return this.pushes.findLast(({ data }) => data.cmd === cmd)?.data;
  }

  private readonly sdk = {
    sendData: ({ playerIdList, data }: { playerIdList: string[]; data: unknown }) => {
      this.pushes.push({ to: playerIdList, data: JSON.parse(JSON.stringify(data)) });
    },
    exitAction: () => void this.exits++,
    dispatchAction: (data: unknown) => void this.dispatched.push(data),
    logger: {
      debug: () => undefined,
      info: () => undefined,
      error: (error: unknown) => console.error(error),
    },
  } as any;
}
