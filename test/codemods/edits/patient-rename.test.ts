import { renamePatiently, type RenameSystem } from "../../../codemods/edits/patient-rename";

/** A system on which the first attempts fail. */
function systemOf(platform: string, code: string, failures: number) {
  const waits: number[] = [];
  let attempts = 0;
  const system: RenameSystem = {
    platform,
    rename: () => {
      if (attempts++ < failures) throw Object.assign(new Error(`${code}: held`), { code });
    },
    wait: (duration) => waits.push(duration),
  };
  return { system, waits, getAttempts: () => attempts };
}

const move = ({ system }: { system: RenameSystem }): void => renamePatiently("a.tmp", "a.js", "a.js", system);

test.each(["EPERM", "EBUSY", "EACCES"])(
  "on Windows a file that is held for a moment (%s) is replaced after it",
  (code) => {
    const moving = systemOf("win32", code, 3);
    move(moving);
    expect(moving.getAttempts()).toBe(4);
    expect(moving.waits).toHaveLength(3);
  },
);

test("a file that stays held is named, with what to do, within two seconds", () => {
  const moving = systemOf("win32", "EBUSY", Infinity);
  expect(() => move(moving)).toThrow(
    /a\.js could not be replaced, as another program holds it \(EBUSY\)\..*Close/,
  );
  expect(moving.waits.reduce((sum, each) => sum + each)).toBeLessThan(2000);
});

test.each([
  ["elsewhere", "linux", "EACCES"],
  ["of another kind", "win32", "ENOSPC"],
])("a failure %s is told at once", (_what, platform, code) => {
  const moving = systemOf(platform, code, 1);
  expect(() => move(moving)).toThrow(`${code}: held`);
  expect(moving.waits).toEqual([]);
});
