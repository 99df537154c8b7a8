import { createServer, request as httpRequest } from "node:http";
import { type AddressInfo } from "node:net";
import { mgobe } from "tencentcloud-sdk-nodejs/tencentcloud/services/mgobe";
import { registerMgobe } from "../../../adapters/colyseus";
import { createCloudApiEndpoint } from "../../../adapters/node-server/cloud-api-endpoint";
import { takeRequestsFirst } from "../../../adapters/node-server/requests-first";
import { CloudApi, ManualClock } from "../../../src/engine";
import { Inbox, startTestServer, type TestServer } from "../../servers/colyseus-server";
import { roomPara } from "../../servers/room-para";

/** The whole way: the unmodified Node.js SDK of Tencent Cloud, pointed at a server of ours (spec mgobe-cloud-api). */
const gameId = "obg-cloud";
const playerInfo = { name: "Ann", customPlayerStatus: 3, customProfile: "p" };
const lines: string[] = [];
let app: TestServer;

beforeAll(async () => {
  app = await startTestServer((server) =>
    registerMgobe(server, {
      settings: { gameId, cloudApi: { "AKID-1": "cloud-key" } },
      log: ({ message }) => void lines.push(message),
    }),
  );
});

afterAll(() => app.stop());

function options(secretKey = "cloud-key", secretId = "AKID-1") {
  const endpoint = new URL(app.url).host;
  return {
    credential: { secretId, secretKey },
    region: "ap-guangzhou",
    profile: { httpProfile: { endpoint, protocol: "http://" as const } },
  };
}

const newest = (secretKey?: string, secretId?: string) =>
  new mgobe.v20201014.Client(options(secretKey, secretId));

async function openRoom(openId: string) {
  const session = await app.client().joinOrCreate("mgobe_session", { gameId, openId });
  const inbox = new Inbox(session);
  const { playerId } = (await session.request("login")).data;
  const created = await session.request("createRoom", { ...roomPara, playerInfo });
  return { session, inbox, playerId, roomId: created.data.roomInfo.id as string };
}

test("a room and its players are described, with the openIds that players never see", async () => {
  const { roomId, playerId, inbox } = await openRoom("open-1");
  const client = newest();
  const expected = {
    Id: roomId,
    Name: "r",
    Type: "t",
    MaxPlayers: 4,
    Owner: playerId,
    OwnerOpenId: "open-1",
    CreateType: 0,
    Teams: [{ Id: "0", Name: "", MinPlayers: 1, MaxPlayers: 4 }],
    Players: [
      {
        PlayerId: playerId,
        OpenId: "open-1",
        Name: "Ann",
        TeamId: "0",
        IsRobot: false,
        CustomPlayerStatus: 3,
        CustomProfile: "p",
      },
    ],
  };
  expect((await client.DescribeRoom({ GameId: gameId, RoomId: roomId })).Room).toMatchObject(expected);
  expect((await client.DescribeRoom({ GameId: gameId, PlayerId: playerId })).Room).toMatchObject(expected);
  const [player] = expected.Players;
  expect((await client.DescribePlayer({ GameId: gameId, OpenId: "open-1" })).Player).toEqual(player);
  expect((await client.DescribePlayer({ GameId: gameId, PlayerId: playerId })).Player).toEqual(player);
  expect(JSON.stringify(inbox.all("onJoinRoom"))).not.toContain("open-1");
});

test("a room is changed by the options that the list names, and the game hears of it", async () => {
  const { roomId, playerId, inbox } = await openRoom("open-2");
  const { Room } = await newest().ModifyRoom({
    GameId: gameId,
    RoomId: roomId,
    PlayerId: playerId,
    ChangeRoomOptionList: [0, 6],
    RoomName: "renamed",
    IsForbidJoin: true,
    CustomProperties: "not on the list",
  });
  expect(Room).toMatchObject({ Name: "renamed", IsForbidJoin: true, CustomProperties: "" });
  const { roomInfo } = (await inbox.next("onChangeRoom")).data;
  expect(roomInfo).toMatchObject({ name: "renamed", isForbidJoin: true, customProperties: "" });
});

test("status and profile of a player are set, the player is removed, each with its event", async () => {
  const { playerId, inbox } = await openRoom("open-3");
  const client = newest();
  await client.ChangeRoomPlayerStatus({ GameId: gameId, PlayerId: playerId, CustomStatus: 4294967295 });
  const status = (await inbox.next("onChangeCustomPlayerStatus")).data;
  expect(status).toMatchObject({ changePlayerId: playerId, customPlayerStatus: 4294967295 });
  await client.ChangeRoomPlayerProfile({ GameId: gameId, PlayerId: playerId, CustomProfile: "new" });
  const profile = (await inbox.next("onChangeRoomPlayerProfile")).data;
  expect(profile).toMatchObject({ changePlayerId: playerId, customProfile: "new" });
  await client.RemoveRoomPlayer({ GameId: gameId, RemovePlayerId: playerId });
  expect((await inbox.next("onRemovePlayer")).data.removePlayerId).toBe(playerId);
  const described = await client.DescribePlayer({ GameId: gameId, OpenId: "open-3" });
  expect(described.Player).toMatchObject({ PlayerId: playerId, Name: "", TeamId: "", CustomProfile: "" });
});

test.each(["v20201014", "v20190929"] as const)("a room is dismissed in version %s", async (version) => {
  const { roomId, session, inbox } = await openRoom(`open-${version}`);
  const client = new mgobe[version].Client(options());
  await client.DismissRoom({ GameId: gameId, RoomId: roomId });
  expect((await inbox.next("onDismissRoom")).data.roomInfo.id).toBe(roomId);
  expect((await session.request("getRoomByRoomId", { roomId: "" })).code).toBe(20011);
});

const room = { GameId: gameId, RoomId: "none" };
const someone = { GameId: gameId, PlayerId: "none" };

test.each<[string, () => Promise<unknown>, string]>([
  ["a forged key", () => newest("wrong").DescribeRoom(room), "AuthFailure.SignatureFailure"],
  [
    "an unknown SecretId",
    () => newest("cloud-key", "AKID-2").DescribeRoom(room),
    "AuthFailure.SecretIdNotFound",
  ],
  ["an unknown room", () => newest().DescribeRoom(room), "ResourceNotFound.RoomNotExist"],
  ["dismissing an unknown room", () => newest().DismissRoom(room), "ResourceNotFound.RoomNotExist"],
  [
    "a player in no room",
    () => newest().ChangeRoomPlayerProfile({ ...someone, CustomProfile: "" }),
    "FailedOperation.RoomPlayerNotInRoom",
  ],
  ["a stranger", () => newest().DescribePlayer(someone), "FailedOperation.PlayerQueryPlayerFail"],
  ["neither room nor player", () => newest().DescribeRoom({ GameId: gameId }), "MissingParameter"],
  [
    "another game",
    () => newest().DescribeRoom({ ...room, GameId: "other" }),
    "FailedOperation.InvalidParamsGameId",
  ],
  [
    "a parameter that is not known",
    () => newest().DescribeRoom({ ...room, Roomid: "x" } as typeof room),
    "UnknownParameter",
  ],
  [
    "a status that no player can have",
    () => newest().ChangeRoomPlayerStatus({ ...someone, CustomStatus: -1 }),
    "InvalidParameterValue",
  ],
  [
    "an option for spectators, whom nobody ever had",
    () =>
      newest().ModifyRoom({
        GameId: gameId,
        RoomId: "r",
        PlayerId: "p",
        ChangeRoomOptionList: [2],
        IsViewed: true,
      }),
    "FailedOperation.InvalidChangeRoomOption",
  ],
])("%s is refused with its code", async (_what, call, code) => {
  await expect(call()).rejects.toMatchObject({ code, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(lines.some((line) => line.includes(`refused, ${code}`))).toBe(true);
});

test("an action that is not known is refused with those that are", async () => {
  const client = newest() as unknown as { request(action: string, parameters: object): Promise<unknown> };
  await expect(client.request("Frobnicate", {})).rejects.toMatchObject({
    code: "InvalidAction",
    message: expect.stringMatching(/there are DescribeRoom, .*DismissRoom/),
  });
});

test("an API that is off says so, and leaves what may be anybody's", async () => {
  const api = new CloudApi({
    games: [],
    clock: new ManualClock(),
    log: () => undefined,
    newRequestId: () => "",
  });
  const server = createServer((_request, response) => response.end("mine"));
  takeRequestsFirst(server, createCloudApiEndpoint(api));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const headers = { "X-TC-Action": "DescribeRoom" };
    const refused = await fetch(url, { method: "POST", headers, body: "{}" });
    expect(await refused.json()).toMatchObject({
      Response: { Error: { Code: "AuthFailure.SecretIdNotFound", Message: expect.stringMatching(/is off/) } },
    });
    expect(await (await fetch(`${url}?Action=DescribeRoom`)).text()).toBe("mine");
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

/** A request as somebody without an SDK would send it. */
function post(headers: Record<string, string>, body: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(app.url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, method: "POST", path: "/", headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

test("a body of 10 MB is refused, and whoever sends all of it hears so", async () => {
  const headers = { "X-TC-Action": "DescribeRoom" };
  const { status, text } = await post(headers, "x".repeat(10_000_000));
  expect(status).toBe(200);
  expect(JSON.parse(text).Response.Error.Code).toBe("RequestSizeLimitExceeded");
});

test("a request without a proof is refused, and says nothing of the game", async () => {
  const { text } = await post({ "X-TC-Action": "DescribeRoom" }, "{}");
  expect(JSON.parse(text).Response.Error.Code).toBe("AuthFailure.SignatureFailure");
});

test("matchmaking goes on beside it", async () => {
  const answer = await fetch(`${app.url.replace("ws", "http")}/matchmake/joinOrCreate/none`, {
    method: "POST",
    body: "{}",
  });
  expect((await answer.json()).code).toBe(520);
});
