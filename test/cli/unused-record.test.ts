import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { withoutUnusedRecord } from "../../src/cli/serve/unused-record";

let folder: string;
let record: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mgobe unused record-"));
  record = path.join(folder, "match.jsonl");
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Makes the record, as a server does, and fails afterwards, as for a script that does not load. */
async function startInVain(): Promise<never> {
  if (!fs.existsSync(record)) fs.writeFileSync(record, '{"type":"record"}\n');
  throw new Error("no such script");
}

test("a server that does not start leaves no record in the way of the next try", async () => {
  await expect(withoutUnusedRecord(record, startInVain)).rejects.toThrow("no such script");
  expect(fs.existsSync(record)).toBe(false);
});

test("a file that was there stays, and so does the record of a server that started", async () => {
  fs.writeFileSync(record, "mine");
  await expect(withoutUnusedRecord(record, startInVain)).rejects.toThrow("no such script");
  expect(fs.readFileSync(record, "utf8")).toBe("mine");
  fs.rmSync(record);
  const started = withoutUnusedRecord(record, async () => fs.writeFileSync(record, "new"));
  await started;
  expect(fs.readFileSync(record, "utf8")).toBe("new");
});
