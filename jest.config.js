/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  setupFiles: ["<rootDir>/test/support/quiet-sdk.ts"],
  testMatch: ["**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "/fixtures/"],
  // test/package installs from the npm registry: `npm run test:package`.
  testPathIgnorePatterns: ["/node_modules/", "/fixtures/", "<rootDir>/test/package/"],
  transform: {
    "^.+\\.(ts|mjs)$": [
      "@swc/jest",
      {
        jsc: { target: "es2022", parser: { syntax: "typescript" }, keepClassNames: true },
        module: { type: "commonjs" },
      },
    ],
  },
  // rou3 (below @colyseus/better-call) is the only ESM-only package that Colyseus 0.18 pulls in.
  transformIgnorePatterns: ["/node_modules/(?!rou3/)"],
};
