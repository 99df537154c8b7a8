import { type ActionArgs } from "../../../src/contract";
import { defineCases, ok, seat } from "../case";

type Call = [hook: string, args: ActionArgs & { room: Record<string, any> }];

/** A script of server API V1.0.0 that records its calls. */
function legacyScript(calls: Call[], onClientData: (args: any) => unknown = () => undefined) {
  const record = (hook: string) => (args: any) => void calls.push([hook, args]);
  return {
    gameServer: {
      mode: "async",
      onInitGameData: () => ({}),
      onClientData: (args: any) => {
        record("onClientData")(args);
        return onClientData(args);
      },
      onCreateRoom: record("onCreateRoom"),
      onJoinRoom: record("onJoinRoom"),
      onRemovePlayer: record("onRemovePlayer"),
      onChangeRoom: record("onChangeRoom"),
      onChangeCustomPlayerStatus: record("onChangeCustomPlayerStatus"),
      onChangedPlayerNetworkState: record("onChangedPlayerNetworkState"),
      onMessageRelay: record("onMessageRelay"),
      onDestroyRoom: record("onDestroyRoom"),
    },
  };
}

const argsOf = (calls: Call[], hook: string): Call[1][] =>
  calls.filter(([name]) => name === hook).map(([, args]) => args);

export const legacyCases = defineCases("server API V1.0.0", [
  {
    name: "onClientData gets the messages of clients and answers them as ever",
    proves: ["gameServer.onRecvFromClient", "SDK.sendData"],
    statement: "onClientData is onRecvFromClient (mgobe-server §5.2).",
    async run({ start }) {
      const calls: Call[] = [];
      const code = legacyScript(calls, ({ SDK, actionData, sender }) =>
        SDK.sendData({ playerIdList: [sender], data: { echo: actionData } }),
      );
      const { b } = await seat(await start({ mgobexsCode: code }), 2);
      ok(await b.call("sendToGameSvr", { data: { cmd: 1 } }));
      expect((await b.next("onRecvFromGameSvr")).data.data).toEqual({ echo: { cmd: 1 } });
      expect(argsOf(calls, "onClientData")[0]).toMatchObject({ sender: b.id, actionData: { cmd: 1 } });
    },
  },
  {
    name: "room and players carry the old names beside the new ones",
    proves: ["ActionArgs.room"],
    statement:
      "roomId, roomName, roomType, frameStatus, teams; playerId, playerName, networkStatus (mgobe-server §5.2).",
    async run({ start }) {
      const calls: Call[] = [];
      const game = await start({ mgobexsCode: legacyScript(calls) });
      const { a, b, roomId } = await seat(game, 2);
      await game.settle();
      const { room, actionData } = argsOf(calls, "onJoinRoom")[0]!;
      expect(room).toMatchObject({
        id: roomId,
        roomName: "room",
        roomType: "type",
        frameStatus: 0,
        teams: [{ teamId: "0", id: "0", name: "", minPlayers: 1, maxPlayers: 4 }],
        isViewed: false,
        isInvited: false,
        viewerList: [],
        owner: a.id,
      });
      expect(room.playerList[1]).toMatchObject({
        id: b.id,
        playerId: b.id,
        playerName: "b",
        networkStatus: 1,
      });
      expect(actionData).toMatchObject({ joinPlayerId: b.id, roomInfo: { roomName: "room" } });
    },
  },
  {
    name: "roomId is a number, the same in every hook, and the room calls take it as well as the id",
    proves: ["ActionArgs.room", "SDK.getRoomByRoomId"],
    statement:
      "A stable 31-bit number derived by the host and id as string; accept both in SDK parameters (mgobe-server Q42).",
    async run({ start }) {
      const calls: Call[] = [];
      const game = await start({ mgobexsCode: legacyScript(calls) });
      const { roomId } = await seat(game, 2);
      await game.settle();
      const [{ room, SDK }] = argsOf(calls, "onCreateRoom") as [Call[1]];
      const number: number = room.roomId;
      expect(Number.isInteger(number) && number > 0 && number < 2 ** 31).toBe(true);
      expect(argsOf(calls, "onJoinRoom")[0]!.room.roomId).toBe(number);
      for (const id of [number, roomId]) {
        const answer: any = await new Promise((resolve) =>
          SDK.getRoomByRoomId({ roomId: id as string }, resolve),
        );
        expect(answer).toMatchObject({ code: 0, data: { roomInfo: { id: roomId, roomId: number } } });
      }
    },
  },
  {
    name: "onMessageRelay runs at the start and at the stop of frame sync, told apart by frameStatus",
    proves: ["gameServer.onStartFrameSync", "gameServer.onStopFrameSync"],
    statement: "onMessageRelay fired on both start and stop; { roomId, roomInfo } (mgobe-server §5.2).",
    async run({ start }) {
      const calls: Call[] = [];
      const game = await start({ mgobexsCode: legacyScript(calls) });
      const { a } = await seat(game, 1);
      ok(await a.call("startFrameSync", {}));
      ok(await a.call("stopFrameSync", {}));
      await game.settle();
      const relay = argsOf(calls, "onMessageRelay");
      expect(relay.map(({ actionData }) => actionData.roomInfo.frameStatus)).toEqual([1, 0]);
      expect(relay[0]!.actionData.roomId).toBe(relay[0]!.room.roomId);
    },
  },
  {
    name: "the other old events carry their old fields",
    proves: [
      "gameServer.onChangePlayerNetworkState",
      "gameServer.onRemovePlayer",
      "gameServer.onChangeRoom",
      "gameServer.onChangeCustomPlayerStatus",
      "gameServer.onDestroyRoom",
    ],
    statement:
      "onChangedPlayerNetworkState and status with roomId; remove and change with owner; destroy with roomId (mgobe-server §5.2).",
    async run({ start }) {
      const calls: Call[] = [];
      const game = await start({ mgobexsCode: legacyScript(calls) });
      const { a, b } = await seat(game, 2);
      ok(await b.call("changeCustomPlayerStatus", { customPlayerStatus: 4 }));
      ok(await a.call("changeRoom", { roomName: "x" }));
      await b.drop();
      await a.next("onChangePlayerNetworkState", ({ data }) => data.networkState === 0);
      ok(await a.call("removePlayer", { removePlayerId: b.id }));
      ok(await a.call("dismissRoom", {}));
      await game.settle();
      const { roomId } = argsOf(calls, "onCreateRoom")[0]!.room;
      const data = (hook: string): any => argsOf(calls, hook)[0]!.actionData;
      expect(data("onChangeCustomPlayerStatus")).toMatchObject({ roomId, customPlayerStatus: 4 });
      expect(data("onChangeRoom")).toMatchObject({ owner: a.id, roomInfo: { roomName: "x" } });
      expect(data("onChangedPlayerNetworkState")).toMatchObject({
        roomId,
        changePlayerId: b.id,
        networkState: 2,
      });
      expect(data("onRemovePlayer")).toMatchObject({ owner: a.id, removePlayerId: b.id });
      expect(data("onDestroyRoom")).toMatchObject({ roomId });
    },
  },
  {
    name: "an old hook name works in a newer script that has no hook of the new name",
    proves: ["gameServer.onStartFrameSync", "gameServer.onStopFrameSync"],
    statement: "Accept the old hook names as aliases when the new one is absent (mgobe-patterns S9).",
    async run({ start }) {
      let relayed = 0;
      const gameServer = {
        onInitGameData: () => ({}),
        onRecvFromClient: () => undefined,
        onMessageRelay: () => void (relayed += 1),
      };
      const game = await start({ mgobexsCode: { gameServer } });
      const { a } = await seat(game, 1);
      ok(await a.call("startFrameSync", {}));
      ok(await a.call("stopFrameSync", {}));
      await game.settle();
      expect(relayed).toBe(2);
    },
  },
]);
