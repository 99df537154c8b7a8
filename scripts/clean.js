// Removes build output; a script of ours because `rm -rf` does not exist on Windows.
const { rmSync } = require("node:fs");

for (const folder of process.argv.slice(2)) rmSync(folder, { recursive: true, force: true });
