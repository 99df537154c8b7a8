import { MgobeRoom } from "../../../adapters/colyseus";
import { type ActionArgs } from "../../../src/contract";
import { Inbox, startTestServer, type TestServer } from "../../servers/colyseus-server";

/** Calls the SDK method that a client names, and sends the answer back. */
const caller = {
  gameServer: {
    mode: "async" as const,
    onInitGameData: () => ({}),
    onRecvFromClient: ({ actionData, SDK }: ActionArgs) => {
      const { method, para } = actionData as {
        method: "getRoomByRoomId" | "changeRoom";
        para: { roomId: string };
      };
      SDK[method](para, (answer) => SDK.sendData({ playerIdList: [], data: answer }));
    },
  },
};

let app: TestServer;

beforeAll(async () => {
  app = await startTestServer((server) => {
    server.define("caller", MgobeRoom.host({ mgobexsCode: caller }));
    // A host of its own shares nothing with the first but the matchmaker, as a host in another process does.
    server.define("elsewhere", MgobeRoom.host());
  });
});

afterAll(() => app.stop());

async function ask(data: unknown): Promise<any> {
  const room = await app.client().create("caller");
  const inbox = new Inbox(room);
  room.send("sendToGameSvr", { data });
  const { data: pushed } = await inbox.next("onRecvFromGameSvr");
  await room.leave();
  return pushed.data;
}

test("a script reads and changes a room that lives elsewhere, and its players hear of it", async () => {
  const far = await app.client().create("elsewhere", { roomName: "far" });
  const inbox = new Inbox(far);
  const read = await ask({ method: "getRoomByRoomId", para: { roomId: far.roomId } });
  expect(read).toMatchObject({ code: 0, data: { roomInfo: { id: far.roomId, name: "far" } } });
  const changed = await ask({ method: "changeRoom", para: { roomId: far.roomId, roomName: "renamed" } });
  expect(changed).toMatchObject({ code: 0, data: { roomInfo: { name: "renamed" } } });
  expect((await inbox.next("onChangeRoom")).data.roomInfo.name).toBe("renamed");
  await far.leave();
});

test("a room that nobody knows is answered with 20080", async () => {
  expect((await ask({ method: "getRoomByRoomId", para: { roomId: "nowhere" } })).code).toBe(20080);
});
