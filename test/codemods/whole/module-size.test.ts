import { gzipSync } from "node:zlib";
import { transformSync } from "esbuild";
import { createGame, gameKinds } from "../games/game-kinds";
import { convertGame, type GameFiles } from "../native/convert-game";

// What a game pays for its room module, minified and gzipped, without the SDK below it: only what it uses.

const bar = 4096;

/** All code of the module in one text. */
function joinModule(game: GameFiles): string {
  const texts = [...game].filter(([name]) => /-room(?:-line|-frames|-types|-codes)?\.ts$/.test(name));
  return texts.map(([, text]) => text.replace(/^(?:import|export \{|export \*)[^;]*;\n/gm, "")).join("\n");
}

function measure(code: string): number {
  const settings = {
    loader: "ts",
    minify: true,
    target: "es2018",
    format: "iife",
    treeShaking: false,
  } as const;
  const tsconfigRaw = { compilerOptions: { useDefineForClassFields: false } };
  return gzipSync(transformSync(code, { ...settings, tsconfigRaw }).code, { level: 9 }).length;
}

describe.each(["colyseus", "socket.io"])("for %s", (target) => {
  test.each(gameKinds)("a game with %s has a module of at most 4 KB", (kind) => {
    const module = joinModule(convertGame(createGame(kind), target));
    // Calls of a game server, and what only a game with frames needs.
    expect(module).not.toMatch(/\b(?:removePlayer|matchGroup|retryAutoRequestFrame)\(/);
    expect(/\bFrames\b/.test(module)).toBe(kind === "frames" || kind === "everything");
    const bytes = measure(module);
    expect(bytes).toBeLessThanOrEqual(bar);
  });
});
