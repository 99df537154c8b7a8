import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "../..");

/** Where Socket.IO may be named besides its own folders: the choices of the command line, and the library's connection. */
const allowed = [
  /^adapters\/socketio\//,
  /^codemods\/targets\//,
  /^src\/client\/.*socketio/,
  /^src\/cli\/(choose-connection|codemod\/codemod-settings|serve\/[a-z-]+)\.ts$/,
];

test("a backend is a folder, a target and a choice: nothing else names Socket.IO", () => {
  const files = ["adapters", "codemods", "src"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  );
  // A text may name the choice itself.
  const read = (file: string): string =>
    readFileSync(path.join(root, file), "utf8").replaceAll("--backend socket.io", "");
  const naming = files.filter((file) => /socket\.?io/i.test(read(file)));
  expect(naming.length).toBeGreaterThan(0);
  expect(naming.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
  expect(allowed.filter((pattern) => !naming.some((file) => pattern.test(file)))).toEqual([]);
});
