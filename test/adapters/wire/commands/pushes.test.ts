import { WirePush } from "../../../../adapters/wire/schema/wire-command";
import { type ClientEventName, type ClientEvents } from "../../../../src/contract";
import { type Outlet } from "../../../../src/engine/room/outlet";
import { type WireClient } from "../../../wire/wire-client";
import { makeWireWorld } from "../../../wire/wire-game";

const roomInfo = {
  id: "R1",
  name: "r",
  isForbidJoin: true,
  playerList: [{ id: "P1", isRobot: true, matchAttributes: [{ name: "x", value: -1 }] }],
} as any;
const groupInfo = { id: "G1", name: "g", groupPlayerList: [{ id: "P1", customGroupPlayerStatus: 3 }] } as any;
const room = expect.objectContaining({ id: "R1", name: "r" });
const group = expect.objectContaining({ id: "G1" });
const versions = ["1.3.9", "1.3.0", "1.2.7", "1.0.3"];

interface Case<E extends ClientEventName> {
  data: ClientEvents[E];
  type: WirePush;
  fields: object;
  /** First of {@link versions} that gets it; all when left out. */
  since?: string;
}

const cases: { [E in ClientEventName]: Case<E> } = {
  onRecvFrame: {
    data: {
      frame: {
        id: 4,
        items: [{ playerId: "P1", data: { a: 1 }, timestamp: 5 }],
        ext: { seed: 6 },
        roomId: "R1",
      },
    },
    type: WirePush.RECV_FRAME,
    fields: {
      frame: { id: 4, items: [{ playerId: "P1", data: '{"a":1}', timestamp: 5 }], ext: { seed: 6 } },
    },
  },
  onRecvFromGameSvr: {
    data: { roomId: "R1", recvPlayerIdList: ["P1"], data: [1] },
    type: WirePush.RECV_FROM_GAME_SVR,
    fields: { roomId: "R1", recvPlayerIdList: ["P1"], data: "[1]" },
  },
  onJoinRoom: {
    data: { roomInfo, joinPlayerId: "P1" },
    type: WirePush.JOIN_ROOM,
    fields: { roomInfo: room, joinPlayerId: "P1" },
  },
  onLeaveRoom: {
    data: { roomInfo, leavePlayerId: "P1" },
    type: WirePush.LEAVE_ROOM,
    fields: { roomInfo: room, leavePlayerId: "P1" },
  },
  onDismissRoom: { data: { roomInfo }, type: WirePush.DISMISS_ROOM, fields: { roomInfo: room } },
  onChangeRoom: { data: { roomInfo }, type: WirePush.CHANGE_ROOM, fields: { roomInfo: room } },
  onRemovePlayer: {
    data: { roomInfo, removePlayerId: "P1" },
    type: WirePush.REMOVE_PLAYER,
    fields: { roomInfo: room, removePlayerId: "P1" },
  },
  onRecvFromClient: {
    data: { roomId: "R1", sendPlayerId: "P1", msg: "hi" },
    type: WirePush.RECV_FROM_CLIENT,
    fields: { roomId: "R1", sendPlayerId: "P1", msg: "hi" },
  },
  onChangePlayerNetworkState: {
    data: { roomInfo, changePlayerId: "P1", networkState: 2 },
    type: WirePush.CHANGE_PLAYER_NETWORK_STATE,
    fields: { roomInfo: room, changePlayerId: "P1", networkState: 2 },
  },
  onChangeCustomPlayerStatus: {
    data: { roomInfo, changePlayerId: "P1", customPlayerStatus: 9 },
    type: WirePush.CHANGE_CUSTOM_PLAYER_STATUS,
    fields: { roomInfo: room, changePlayerId: "P1", customPlayerStatus: 9 },
  },
  onChangeRoomPlayerProfile: {
    data: { roomInfo, changePlayerId: "P1", customProfile: "p" },
    type: WirePush.CHANGE_ROOM_PLAYER_PROFILE,
    fields: { roomInfo: room, changePlayerId: "P1", customProfile: "p" },
    since: "1.3.9",
  },
  onStartFrameSync: { data: { roomInfo }, type: WirePush.START_FRAME_SYNC, fields: { roomInfo: room } },
  onStopFrameSync: { data: { roomInfo }, type: WirePush.STOP_FRAME_SYNC, fields: { roomInfo: room } },
  onMatch: {
    data: { roomInfo, errCode: 0 },
    type: WirePush.MATCH_PLAYERS,
    fields: { matchType: 2, roomInfo: room },
  },
  onCancelMatch: {
    data: { matchCode: "m", playerId: "P1" },
    type: WirePush.CANCEL_MATCH,
    fields: { matchCode: "m", playerId: "P1" },
    since: "1.2.7",
  },
  onJoinGroup: {
    data: { groupInfo, joinPlayerId: "P1" },
    type: WirePush.JOIN_GROUP,
    fields: { groupInfo: group, joinPlayerId: "P1" },
    since: "1.3.0",
  },
  onLeaveGroup: {
    data: { groupInfo, leavePlayerId: "P1" },
    type: WirePush.LEAVE_GROUP,
    fields: { groupInfo: group, leavePlayerId: "P1" },
    since: "1.3.0",
  },
  onDismissGroup: {
    data: { groupInfo },
    type: WirePush.DISMISS_GROUP,
    fields: { groupInfo: group },
    since: "1.3.0",
  },
  onChangeGroup: {
    data: { groupInfo },
    type: WirePush.CHANGE_GROUP,
    fields: { groupInfo: group },
    since: "1.3.0",
  },
  onRemoveGroupPlayer: {
    data: { groupInfo, removePlayerId: "P1" },
    type: WirePush.REMOVE_GROUP_PLAYER,
    fields: { groupInfo: group, removePlayerId: "P1" },
    since: "1.3.0",
  },
  onChangeGroupPlayerNetworkState: {
    data: { groupInfo, changePlayerId: "P1", networkState: 1 },
    type: WirePush.CHANGE_PLAYER_NETWORK_STATE,
    fields: { changePlayerId: "P1", networkState: 1, roomInfo: null, groupIdList: ["G1"] },
    since: "1.3.0",
  },
  onChangeCustomGroupPlayerStatus: {
    data: { groupInfo, changePlayerId: "P1", customGroupPlayerStatus: 3 },
    type: WirePush.CHANGE_CUSTOM_GROUP_PLAYER_STATUS,
    fields: { groupInfo: group, changePlayerId: "P1", customGroupPlayerStatus: 3 },
    since: "1.3.0",
  },
  onChangeGroupPlayerProfile: {
    data: { groupInfo, changePlayerId: "P1", customProfile: "p" },
    type: WirePush.CHANGE_GROUP_PLAYER_PROFILE,
    fields: { groupInfo: group, changePlayerId: "P1", customProfile: "p" },
    since: "1.3.9",
  },
  onRecvFromGroupClient: {
    data: { groupId: "G1", sendPlayerId: "P1", msg: "hi" },
    type: WirePush.RECV_FROM_GROUP_CLIENT,
    fields: { groupId: "G1", sendPlayerId: "P1", msg: "hi" },
    since: "1.3.0",
  },
};

/** One client of each version, and the outlet that reaches them. Frames need a room, so they are in one. */
async function connectAll(): Promise<{ clients: WireClient[]; outlet: Outlet; playerIds: string[] }> {
  let outlet: Outlet | undefined;
  const world = makeWireWorld({
    overrides: () => ({
      connect: (_playerId, given) => {
        outlet = given;
        return () => {};
      },
      getRoomIdOfPlayer: () => "R1",
      attachToRoom: () => () => {},
    }),
  });
  const clients: WireClient[] = [];
  for (const version of versions) {
    const client = await world.login(version, { version });
    await client.checkLogin("R1");
    clients.push(client);
  }
  return { clients, outlet: outlet!, playerIds: clients.map(({ playerId }) => playerId) };
}

describe.each(Object.entries(cases))("%s", (name, { data, type, fields, since }) => {
  it(`is push ${type} with all of its fields, for clients that know it`, async () => {
    const { clients, outlet, playerIds } = await connectAll();
    outlet.deliver({ name: name as ClientEventName, data: data as any, seq: "7" }, playerIds);
    const knowing = since ? versions.indexOf(since) + 1 : versions.length;
    clients.forEach((client, index) => {
      expect(client.errors).toEqual([]);
      expect(client.pushes).toEqual(
        index < knowing
          ? [{ type, seq: "7", over: expect.any(String), data: expect.objectContaining(fields) }]
          : [],
      );
    });
  });
});

describe("a match that failed", () => {
  it.each([
    [30001, 30001],
    [30010, 30010],
    [0, 30001],
  ])("with code %i is told with code %i", async (errCode, told) => {
    const { clients, outlet, playerIds } = await connectAll();
    outlet.deliver({ name: "onMatch", data: { roomInfo: null as any, errCode }, seq: "1" }, playerIds);
    for (const client of clients) {
      expect(client.pushes).toMatchObject([
        { type: WirePush.MATCH_TIMEOUT, data: { matchType: 2, errCode: told } },
      ]);
    }
  });
});

it("ignores players that have no socket here", async () => {
  const { clients, outlet } = await connectAll();
  outlet.deliver({ name: "onDismissRoom", data: { roomInfo }, seq: "1" }, ["somebody", clients[0]!.playerId]);
  expect(clients[0]!.pushTypes).toEqual([WirePush.DISMISS_ROOM]);
});
