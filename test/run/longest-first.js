const { readFileSync } = require("node:fs");
const { default: Sequencer } = require("@jest/test-sequencer");

/** Imports that tell of files that take long, the longest first: a Windows, browsers and whole installations, clusters. */
const signs = [
  /\/wine\//,
  /\/installed-package"/,
  /\/on-cluster"/,
  /\/browser\/browser"/,
  /\/run-cases"/,
  /\/built-cli"/,
];

/**
 * Where Jest has no times yet, on a clean clone, it begins with the largest files, and the longest of all may come last, beside
 * an idle worker. Here what a file imports comes before its size.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.every(({ duration }) => duration !== undefined)) return sorted;
    const ranks = new Map(sorted.map((test) => [test, getRank(test.path)]));
    return sorted.toSorted((a, b) => ranks.get(a) - ranks.get(b));
  }
};

function getRank(file) {
  const text = readFileSync(file, "utf8");
  const rank = signs.findIndex((sign) => sign.test(text));
  return rank === -1 ? signs.length : rank;
}
