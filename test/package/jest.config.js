// The packed package, in projects of its own: installs from the npm registry, so `npm test` leaves it out.
const common = require("../../jest.config.js");

/** @type {import('jest').Config} */
module.exports = {
  ...common,
  rootDir: "../..",
  roots: ["<rootDir>/test/package"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalSetup: "<rootDir>/test/package/pack.ts",
  testTimeout: 300_000,
};
