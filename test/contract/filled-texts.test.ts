import { type Braces, ToolError } from "../../src/contract";

/** Whether two types are the same. */
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;

test("a text's braces are known to the compiler, and code in it is none", () => {
  const names: Same<Braces<"{path} has { a: 1 } and {found}.">, "path" | "found"> = true;
  const none: Same<Braces<"nothing">, never> = true;
  expect([names, none]).toEqual([true, true]);
});

test("an error cannot be made without what its texts want to be told", () => {
  // @ts-expect-error: `found` would be shown as {found}
  expect(new ToolError("PACKAGE_NO_EXPORT", { path: "a.js" }).what("en")).toContain("{found}");
  expect(new ToolError("PACKAGE_NO_EXPORT", { path: "a.js", found: "" }).what("en")).toBe(
    "a.js does not export mgobexsCode.",
  );
});
