import { quoteArgument } from "../../src/cli/quote-argument";

test.each([
  ["linux", "game", "game"],
  ["linux", "my game", '"my game"'],
  ["linux", "a$b", '"a\\$b"'],
  ["win32", "game", "game"],
  ["win32", "C:\\game\\assets", "C:\\game\\assets"],
  ["win32", "C:\\my game\\", '"C:\\my game\\\\"'],
  ["win32", "a&b", '"a&b"'],
  ["win32", "游戏", '"游戏"'],
] as const)("on %s, %s is typed as %s", (platform, text, expected) => {
  expect(quoteArgument(text, platform)).toBe(expected);
});
