// The pages of docs as a site: `npm run test:site`, which builds them, so `npm test` leaves them out.
const common = require("../../jest.config.js");

/** @type {import('jest').Config} */
module.exports = {
  ...common,
  rootDir: "../..",
  roots: ["<rootDir>/test/site"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalSetup: "<rootDir>/test/site/build-site.ts",
};
