import { LocalDriver, LocalPresence, Server, setDevMode } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { registerMgobe } from "../../../adapters/colyseus";

/** Not a local one by its class; what it does is never asked. */
class SharedDriver {
  boot(): Promise<void> {
    return Promise.resolve();
  }
}

class SharedPresence extends (LocalPresence as new () => object) {}
Object.setPrototypeOf(
  SharedPresence.prototype,
  Object.create(Object.prototype, Object.getOwnPropertyDescriptors(LocalPresence.prototype)),
);

const servers: Server[] = [];

// One of them is enough: the matchmaker is the process' own.
afterAll(() => servers[0]?.gracefullyShutdown(false));

function register(options: object): void {
  const transport = new WebSocketTransport({ maxPayload: 1024 * 1024 });
  const server = new Server({ transport, greet: false, gracefullyShutdown: false, ...options });
  servers.push(server);
  registerMgobe(server, { log: () => undefined }).game.shutDown();
}

test("a driver or a presence that is not local is refused at once, in words", () => {
  const presence = new LocalPresence();
  expect(() => register({ presence, driver: new SharedDriver() })).toThrow(
    /a driver or presence for several processes.*cluster mode/s,
  );
  expect(() => register({ presence: new SharedPresence(), driver: new LocalDriver() })).toThrow(
    /a driver or presence for several processes/,
  );
  expect(() => register({ presence, driver: new LocalDriver() })).not.toThrow();
});

test("devMode, which restores rooms without their players, is refused", () => {
  try {
    expect(() =>
      register({ presence: new LocalPresence(), driver: new LocalDriver(), devMode: true }),
    ).toThrow(/devMode is on/);
  } finally {
    setDevMode(false);
  }
});
