import { JsonTextError, readJsonText } from "../../../src/engine/json/json-text";

function mistakeIn(text: string): { line: number; column: number; reason: string } {
  try {
    readJsonText(text);
  } catch (error) {
    if (error instanceof JsonTextError) return { ...error.position, reason: error.reason.en };
    throw error;
  }
  throw new Error(`${text} was read`);
}

describe("readJsonText", () => {
  test.each([
    '{"a":[1,-2.5e3,"\\u00e9\\n",true,false,null],"b":{}}',
    " [ ] ",
    '"text"',
    "0",
    '{"__proto__":{"x":1},"a/b":{"~":2}}',
  ])("reads %s as JSON.parse does", (text) => {
    expect(readJsonText(text).value).toEqual(JSON.parse(text));
  });

  test("takes no more levels than any other door", () => {
    const nest = (levels: number): string => '{"a":'.repeat(levels) + "1" + "}".repeat(levels);
    expect(readJsonText(nest(100)).value).toEqual(JSON.parse(nest(100)));
    for (const text of [nest(101), "[".repeat(1e5)]) {
      expect(mistakeIn(text).reason).toBe("nothing may be nested deeper than 100 levels");
    }
  });

  test("tells where keys and elements stand, by JSON pointer", () => {
    const { positions } = readJsonText('{\n  "a/b": [10,\r\n    20],\n\t"c": { "d": null }\n}');
    expect(positions.get("")).toEqual({ line: 1, column: 1 });
    expect(positions.get("/a~1b")).toEqual({ line: 2, column: 3 });
    expect(positions.get("/a~1b/1")).toEqual({ line: 3, column: 5 });
    expect(positions.get("/c/d")).toEqual({ line: 4, column: 9 });
  });

  test("skips a byte order mark without counting it", () => {
    expect(readJsonText('\uFEFF{"a":1}').value).toEqual({ a: 1 });
    expect(readJsonText('\uFEFF{"a":1}').positions.get("/a")).toEqual({ line: 1, column: 2 });
  });

  test.each([
    ['{\n  "a": 1,\n}', 3, 1, "a comma too many"],
    ['{ "a" 1 }', 1, 7, '":" was expected'],
    ['{ "a": 1 "b": 2 }', 1, 10, '"," or a closing bracket was expected'],
    ["{ a: 1 }", 1, 3, "there is no such word in JSON; keys and texts stand in double quotes"],
    ['{ "a": tru }', 1, 8, "there is no such word in JSON; keys and texts stand in double quotes"],
    ["{ 1: 1 }", 1, 3, "a key in double quotes was expected"],
    ['{ "a": 01 }', 1, 9, '"," or a closing bracket was expected'],
    ['{ "a": 1, // one\n }', 1, 11, "JSON has no comments"],
    ['{ "a": 1 # one\n }', 1, 10, "JSON has no comments"],
    ['{ "a": "\t" }', 1, 8, "a character that a text may only have as an escape"],
    ['{ "a": 1.}', 1, 8, "a number without its last digits"],
    ['{ "a": "x\n" }', 1, 8, "a text without its closing quote"],
    ['{ "a": "\\x" }', 1, 8, "a text with a bad escape sequence"],
    ['{ "a": 1 } 2', 1, 12, "nothing may follow the value"],
    ['{ "a": 1, "a": 2 }', 1, 11, 'the key "a" stands twice'],
    ['{ "a": [1', 1, 10, 'the text ends, "," or "]" was expected'],
    ["", 1, 1, "the text ends, a value was expected"],
  ])("refuses %j at line %d, column %d", (text, line, column, reason) => {
    expect(mistakeIn(text)).toEqual({ line, column, reason });
    // What JSON.parse takes as well is refused only for a key that stands twice.
    if (!reason.includes("twice")) expect(() => JSON.parse(text)).toThrow();
  });
});
