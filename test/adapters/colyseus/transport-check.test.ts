import { Server } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { MgobeRoom, type MgobeOptions, registerMgobe } from "../../../adapters/colyseus";
import { describeSmallMessages, getAmplePayload } from "../../../adapters/colyseus/transport-check";

let server: Server | undefined;

// One of them is enough: the matchmaker is the process' own.
afterAll(() => server?.gracefullyShutdown(false));

/** What the log says of a transport at the moment of registering. */
function register(transport: WebSocketTransport, options: MgobeOptions = {}): string[] {
  const lines: string[] = [];
  server = new Server({ transport, greet: false, gracefullyShutdown: false });
  const host = registerMgobe(server, { ...options, log: ({ message }) => void lines.push(message) });
  host.game.shutDown();
  return lines.filter((line) => line.includes("maxPayload"));
}

test("registerMgobe tells of Colyseus' default at once, and of what to set", () => {
  expect(register(new WebSocketTransport())).toEqual([
    "the transport closes the connection of who sends a message of more than 4096 bytes, and limits.messageBytes allows 65536: " +
      "make the server with transport: new WebSocketTransport({ maxPayload: 1048576 })",
  ]);
});

test("nothing is told of a transport that takes enough, by its options or by the game's", () => {
  expect(register(new WebSocketTransport({ maxPayload: 65536 }))).toEqual([]);
  expect(register(new WebSocketTransport({ maxPayload: 0 }))).toEqual([]);
  const settings = { limits: { messageBytes: 1024 } };
  expect(register(new WebSocketTransport(), { settings })).toEqual([]);
});

test("the class of a game with larger messages asks for more", () => {
  const roomClass = MgobeRoom.host(undefined, {
    settings: { limits: { messageBytes: 1_000_000 } },
    log: () => undefined,
  });
  const said = describeSmallMessages(new WebSocketTransport({ maxPayload: 65536 }), roomClass.hostOptions);
  expect(said).toContain("allows 1000000: ");
  expect(said).toContain(`maxPayload: ${getAmplePayload(1_000_000)} `);
  expect(getAmplePayload(1_000_000)).toBe(2_000_000);
});

test("a transport of another make, which does not say how much it takes, is no reason for a line", () => {
  expect(describeSmallMessages({})).toBeUndefined();
  expect(describeSmallMessages(undefined)).toBeUndefined();
});
