import { createMgobeServer, type MgobeServer } from "../../adapters/colyseus";
import { closeMgobe, createMgobe, ErrCode, parseEndpoint } from "../../src/client";
import { ask, createRoom } from "./call-client";

describe("parseEndpoint", () => {
  test.each([
    ["game.example.com", undefined, "wss", "game.example.com", 443, ""],
    ["game.example.com:2567", undefined, "wss", "game.example.com", 2567, ""],
    ["game.example.com:2567", "http:", "ws", "game.example.com", 2567, ""],
    ["ws://game.example.com", "https:", "ws", "game.example.com", 80, ""],
    ["https://game.example.com/", undefined, "wss", "game.example.com", 443, ""],
    ["WSS://game.example.com:8443/a/b//", undefined, "wss", "game.example.com", 8443, "/a/b"],
    ["  localhost:2567/mgobe \n", undefined, "ws", "localhost", 2567, "/mgobe"],
    ["localhost:443", undefined, "wss", "localhost", 443, ""],
    ["192.168.1.20:2567/mgobe/", undefined, "ws", "192.168.1.20", 2567, "/mgobe"],
    ["[::1]:2567", undefined, "ws", "[::1]", 2567, ""],
    ["游戏.example.com", undefined, "wss", "游戏.example.com", 443, ""],
    ["my_server:1", undefined, "ws", "my_server", 1, ""],
  ])("%j on a page %j is %s", (url, page, scheme, hostname, port, pathname) => {
    expect(parseEndpoint(url, page)).toEqual({ hostname, port, secure: scheme === "wss", pathname });
  });

  test("keeps the query, which a proxy may want, and drops what no server sees", () => {
    expect(parseEndpoint("ws://a.b/mgobe/?key=1&x=/2#top", undefined)).toEqual({
      hostname: "a.b",
      port: 80,
      secure: false,
      pathname: "/mgobe",
      searchParams: "key=1&x=/2",
    });
  });

  test.each([
    "",
    "/mgobe",
    ":2567",
    "tcp://localhost:2567",
    "ws:/localhost",
    "ws//localhost:2567",
    "localhost：2567",
    "localhost:port",
    "localhost:",
    "localhost:0",
    "localhost:99999",
    "localhost 2567",
    "me:secret@localhost",
    '"localhost:2567"',
    "http://",
    "localhost。com",
  ])("%j names no server", (url) => {
    expect(parseEndpoint(url, undefined)).toBeUndefined();
  });
});

describe("Listener.init", () => {
  let server: MgobeServer;

  beforeAll(async () => {
    server = await createMgobeServer({ hostname: "127.0.0.1", settings: { gameId: "game" } });
  });
  afterAll(() => server.close());

  test.each([
    ["", ""],
    ["", "/"],
    ["", "/mgobe"],
    ["", "/mgobe/"],
    ["ws://", "/mgobe"],
    ["http://", "/mgobe?from=the+banner#here"],
    ["http://", "/no/such/path"],
  ])("reaches the server by %s<host:port>%s, and its rooms too", async (scheme, path) => {
    const mgobe = createMgobe();
    const url = `${scheme}127.0.0.1:${server.port}${path}`;
    const event = await ask((done) =>
      mgobe.Listener.init({ gameId: "game", openId: scheme + path }, { url }, done),
    );
    expect(event).toMatchObject({ code: 0 });
    const room = await createRoom(mgobe);
    expect((await ask((done) => room.startFrameSync({}, done))).code).toBe(0);
    closeMgobe(mgobe);
  });

  test.each(["tcp://127.0.0.1", "127.0.0.1：2567", ""])("says that %j names no server", async (url) => {
    const event = await ask((done) =>
      createMgobe().Listener.init({ gameId: "game", openId: "o" }, { url }, done),
    );
    expect(event.code).toBe(90006);
    expect(event.msg).toContain(`config.url names no server: ${JSON.stringify(url)}`);
    expect(event.msg).toContain("host:port/path");
  });

  test("says which refusal came from the server, whatever the path", async () => {
    const mgobe = createMgobe();
    const url = `127.0.0.1:${server.port}/mgobe`;
    const event = await ask((done) =>
      mgobe.Listener.init({ gameId: "another game", openId: "o" }, { url }, done),
    );
    expect(event.code).toBe(ErrCode.EC_PLAYER_GAME_NOT_EXIST);
    closeMgobe(mgobe);
  });
});
