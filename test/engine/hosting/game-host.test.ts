import { GameHost } from "../../../src/engine";
import { type PartialGameSettings } from "../../../src/engine";

const host = (settings: object): GameHost =>
  new GameHost(undefined, { settings: settings as PartialGameSettings, log: () => undefined });

test.each([
  [{ frameRate: -1 }, "settings: /frameRate must be from"],
  [{ frameRate: "15" }, "settings: /frameRate must be a whole number"],
  [{ framerate: 15 }, "settings: /framerate there is no such key (did you mean frameRate?)"],
  [{ limits: { rooms: NaN } }, "settings: /limits/rooms must be a whole number"],
  [{ roomPolicy: { emptySeconds: 901 } }, "settings: /roomPolicy/emptySeconds must be from"],
  [{ secretKey: "" }, "settings: /secretKey must not be empty"],
  [{ secretKey: null }, "settings: /secretKey must be a text"],
  [{ matchRules: { code: { teams: [] } } }, 'matchRules["code"]'],
])("settings from code are held to the rules of the file: %j", (settings, message) => {
  expect(() => host(settings)).toThrow(message);
});

test("what code may say and a file cannot is taken: no limit, and nothing", async () => {
  const game = host({ limits: { rooms: Infinity, messagesPerSecond: Infinity }, gameId: undefined });
  expect(game.game.settings.limits.messagesPerSecond).toBe(Infinity);
  await game.close();
});
