import { createMgobeServer, type MgobeServerOptions } from "../../../adapters/colyseus";

const cluster = { redis: "redis://127.0.0.1:1", publicAddress: "localhost:7001" };
const settings = { serverKey: "key" };

/** Why a server does not start, in English. */
async function refusal(options: MgobeServerOptions): Promise<string> {
  try {
    const server = await createMgobeServer({ hostname: "127.0.0.1", log: () => undefined, ...options });
    await server.close();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it started");
}

test.each<[what: string, options: MgobeServerOptions, words: RegExp]>([
  ["no server key", { cluster }, /needs a serverKey/],
  ["a file of groups", { cluster, settings, groupFile: "groups.sqlite" }, /no groupFile/],
  ["a record", { cluster, settings, recordFile: "record.jsonl" }, /no recordFile/],
  ["a bad public address", { cluster: { ...cluster, publicAddress: "a b" }, settings }, /a b is no address/],
  ["port 0", { cluster: { ...cluster, publicAddress: "game:0" }, settings }, /game:0 is no address/],
  ["no such port", { cluster: { ...cluster, publicAddress: "game:70010" }, settings }, /game:70010 is no/],
  ["a database's name", { cluster: { ...cluster, redis: `${cluster.redis}/abc` }, settings }, /\/abc is no/],
  ["a url that is not Redis'", { cluster: { ...cluster, redis: "nonsense" }, settings }, /nonsense is no/],
])("a cluster with %s does not start", async (_what, options, words) => {
  expect(await refusal(options)).toMatch(words);
});

test("a Redis that is away is told once, and its password is not", async () => {
  const printed = jest.spyOn(console, "error").mockImplementation(() => undefined);
  // Nobody listens on port 1.
  const redis = "redis://me:secret@127.0.0.1:1";
  const message = await refusal({ cluster: { ...cluster, redis }, settings });
  expect(message).toMatch(/cannot be used: nobody listens there \(connect ECONNREFUSED/);
  expect(message).not.toContain("secret");
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
});
