import { emptyView, readView, type View, writeView } from "../../../src/report/page/view";

test("what a view chooses comes back from its address", () => {
  const view: View = {
    tab: "findings",
    query: "a&b=c?d#e %",
    rule: "send-to-game-svr",
    file: "场景/a b.ts",
    api: "Room.createRoom",
    severity: new Set(["mandatory", "info"]),
    state: new Set(["marker"]),
    sort: "effort",
    id: "0123456789ab",
  };
  expect(readView(writeView(view))).toEqual(view);
});

test.each(["", "#", "#nothing?severity=much&state=&sort=size", "#overview?a=1"])(
  "the address %p shows the overview",
  (hash) => expect(readView(hash)).toEqual(emptyView),
);

test("an address holds nothing that is not chosen", () => {
  expect(writeView({ tab: "files" })).toBe("#files");
});
