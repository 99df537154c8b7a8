/**
 * Runs command lines of mgobe-migrate one after the other in this process, and keeps what each one said: starting Node
 * for each of them would take most of the time, above all under Wine.
 *
 *     node run-jobs.js <src/cli/program.js> <jobs.json> <results.json>
 *
 * A job is `{ folder, args }` with a folder relative to the one that the jobs lie in, a result
 * `{ exitCode, stdout, stderr }`.
 */
const fs = require("node:fs");
const path = require("node:path");

const [program, jobsFile, resultsFile] = process.argv.slice(2).map((each) => path.resolve(each));
const { runCli } = require(program);
const { createProcessContext } = require(path.join(path.dirname(program), "process-context.js"));

/** What is written to a stream goes into a text until `stop` is called, which returns it. */
function capture(stream) {
  const { write } = stream;
  let text = "";
  stream.write = (chunk) => {
    text += chunk;
    return true;
  };
  return () => {
    stream.write = write;
    return text;
  };
}

async function runJob({ folder, args }) {
  process.chdir(path.resolve(path.dirname(jobsFile), folder));
  // Commands tell how they were called.
  process.argv = ["node", "mgobe-migrate", ...args];
  const stops = [capture(process.stdout), capture(process.stderr)];
  const exitCode = await runCli(process.argv, createProcessContext());
  const [stdout, stderr] = stops.map((stop) => stop());
  return { exitCode, stdout, stderr };
}

async function run() {
  const results = [];
  for (const job of JSON.parse(fs.readFileSync(jobsFile, "utf8"))) results.push(await runJob(job));
  fs.writeFileSync(resultsFile, JSON.stringify(results));
  process.exit(0);
}

void run();
