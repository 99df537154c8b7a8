/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: "node",
  // Jest would leave one core of two unused; each test file waits for timers and sockets most of its time.
  maxWorkers: "100%",
  // The cases of test/compat, which wait for timers and sockets, too.
  maxConcurrency: 10,
  // One for all: what waits for an event ends by it, and a busy machine is no failure.
  testTimeout: 300_000,
  testSequencer: "<rootDir>/test/run/longest-first.js",
  roots: ["<rootDir>/test"],
  globalSetup: "<rootDir>/test/run/make-temporary-folder.ts",
  globalTeardown: "<rootDir>/test/run/remove-temporary-folder.ts",
  setupFiles: ["<rootDir>/test/servers/quiet-sdk.ts"],
  testMatch: ["**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "/fixtures/"],
  // test/package installs from the npm registry, test/site builds the pages: `npm run test:package`, `npm run test:site`.
  testPathIgnorePatterns: ["/node_modules/", "/fixtures/", "<rootDir>/test/package/", "<rootDir>/test/site/"],
  transform: {
    "^.+\\.(ts|mjs|js)$": [
      "@swc/jest",
      {
        jsc: { target: "es2022", parser: { syntax: "typescript" }, keepClassNames: true },
        module: { type: "commonjs" },
      },
    ],
  },
  // ES modules alone: rou3 (below @colyseus/better-call) of Colyseus 0.18, and commander.
  transformIgnorePatterns: ["/node_modules/(?!(?:rou3|commander)/)"],
};
