import { type MgobexsLogLevel } from "../../../src/contract";
import { defineCases, ok, seat } from "../case";
import { Script } from "../script";

export const logCases = defineCases("log streams", [
  {
    name: "SDK.logger writes what reaches logLevel, error+ unless said otherwise",
    proves: ["SDK.logger.debug", "SDK.logger.info", "SDK.logger.error", "mgobexsCode.logLevel"],
    statement: "debug+ = all, info+ = info and error, error+ = error; default error+ (mgobe-server §2, Q39).",
    async run({ start }) {
      const levels: [MgobexsLogLevel | undefined, string[]][] = [
        ["debug+", ["debug", "info", "error"]],
        ["info+", ["info", "error"]],
        ["error+", ["error"]],
        [undefined, ["error"]],
        ["verbose" as MgobexsLogLevel, ["error"]],
      ];
      for (const [logLevel, written] of levels) {
        const script = new Script({}, { logLevel });
        const game = await start({ mgobexsCode: script.mgobexsCode });
        const { roomId } = await seat(game, 1);
        const { logger } = (await script.next("onCreateRoom")).SDK;
        logger.debug("d");
        logger.info("i");
        logger.error("e");
        const lines = game.log.filter(({ stream }) => stream === "custom");
        expect(lines.map(({ level }) => level)).toEqual(written);
        for (const line of lines) expect(line.roomId).toBe(roomId);
      }
    },
  },
  {
    name: "SDK.logger takes any values, objects and broken ones included",
    proves: ["SDK.logger.info"],
    statement: "console-like varargs, objects included (mgobe-server §4.1).",
    async run({ start }) {
      const script = new Script({}, { logLevel: "debug+" });
      const game = await start({ mgobexsCode: script.mgobexsCode });
      await seat(game, 1);
      const { logger } = (await script.next("onCreateRoom")).SDK;
      const circular: Record<string, unknown> = { score: 41 };
      circular.self = circular;
      logger.info("text", 7, circular, undefined, 5n, new Error("reason"));
      logger.info();
      const [line] = game.log.filter(({ stream }) => stream === "custom");
      for (const part of ["text", "7", "score", "41", "undefined", "reason"])
        expect(line!.message).toContain(part);
    },
  },
  {
    name: "logLevelSDK is the level of the host's own lines about the script",
    proves: ["mgobexsCode.logLevelSDK"],
    statement: "logLevelSDK: level of the platform's own log lines; default error+ (mgobe-server §2, Q39).",
    async run({ start }) {
      const counts: number[] = [];
      for (const logLevelSDK of ["error+", "debug+"] as const) {
        const script = new Script(
          {
            onInitGameData: () => Promise.resolve({}),
            onJoinRoom: () => {
              throw new Error("boom");
            },
          },
          { logLevelSDK },
        );
        const game = await start({ mgobexsCode: script.mgobexsCode });
        const { a } = await seat(game, 2);
        ok(await a.call("getRoomDetail"));
        await game.settle();
        const lines = game.log.filter(({ stream }) => stream === "system");
        expect(lines.filter(({ level }) => level === "error")).toHaveLength(1);
        counts.push(lines.filter(({ level }) => level !== "error").length);
      }
      expect(counts[0]).toBe(0);
      expect(counts[1]).toBeGreaterThan(0);
    },
  },
]);
