import { type Report } from "../../src/analysis";
import { reportOf } from "./write-game";

function server(body: string, more = ""): string {
  return `${more}
exports.mgobexsCode = { gameServer: { onInitGameData: () => ({}), onRecvFromClient: function ({ actionData, SDK }) {
${body}
} } };`;
}

function pairs({ messages }: Report): string[] {
  return messages.map(
    ({ direction, key, value, status }) =>
      `${direction === "client-to-server" ? "up" : "down"} ${key}=${value} ${status}`,
  );
}

function game(client: string, body: string, more = ""): string[] {
  return pairs(
    reportOf({
      "client.js": `const room = new MGOBE.Room();\n${client}`,
      "mgobexs/index.js": server(body, more),
    }),
  );
}

describe("pairs of client and server", () => {
  test("tell numbers from text", () => {
    expect(game('room.sendToGameSvr({ data: { cmd: "1" } });', "if (actionData.cmd === 1) work();")).toEqual([
      'up cmd="1" unhandled',
      "up cmd=1 unsent",
    ]);
  });

  test("find the key below another property", () => {
    const client = "room.sendToGameSvr({ data: { msg: { type: 7 } } });";
    expect(game(client, "const { msg } = actionData; switch (msg.type) { case 7: work(); }")).toEqual([
      "up msg.type=7 paired",
    ]);
  });

  test("follow constants, enums, wrappers and payloads kept in fields", () => {
    const client = `
      const Cmd = { HELLO: "hello", BYE: "bye" };
      class Net {
        ready = { data: { cmd: "ready" } };
        sendReady() { room.sendToGameSvr(this.ready); }
        ask(type) { room.sendToGameSvr({ data: { cmd: type } }, () => {}); }
        hello() { this.ask(Cmd.HELLO); }
        bye() { this.ask(Cmd["BYE"]); }
      }`;
    const table = "const table = { hello() {}, bye() {}, ready() {} };";
    expect(game(client, "table[actionData.cmd](arguments[0]);", table)).toEqual([
      'up cmd="bye" paired',
      'up cmd="hello" paired',
      'up cmd="ready" paired',
    ]);
  });

  test("see maps, lists of values and helpers that dispatch", () => {
    const more = `
      const map = new Map(); map.set("a", () => {}); map.set("b", () => {});
      function second(data) { if (["c"].includes(data.cmd)) work(); }`;
    const client = ["a", "b", "c"]
      .map((cmd) => `room.sendToGameSvr({ data: { cmd: "${cmd}" } });`)
      .join("\n");
    expect(game(client, "map.get(actionData.cmd)(); second(actionData);", more)).toEqual([
      'up cmd="a" paired',
      'up cmd="b" paired',
      'up cmd="c" paired',
    ]);
  });

  test("say what is pushed and not listened to, through destructuring and casts", () => {
    const client = `
      room.onRecvFromGameSvr = ({ data: { data } }) => { switch (data.type) { case "a": break; case "z": break; } };
      room.sendToGameSvr({ data: { cmd: 1 } });`;
    const body = `if (actionData.cmd === 1) SDK.sendData({ playerIdList: [], data: { type: "a" } });
      SDK.sendData({ playerIdList: [], data: { type: "b" } });`;
    expect(game(client, body)).toEqual([
      "up cmd=1 paired",
      'down type="a" paired',
      'down type="b" unhandled',
      'down type="z" unsent',
    ]);
  });

  test("do not accuse anyone of a value that is only known at run time", () => {
    const made = reportOf({
      "client.js":
        "const room = new MGOBE.Room();\nfunction f(x) { room.sendToGameSvr({ data: { cmd: x.next() } }); }",
      "mgobexs/index.js": server("if (actionData.cmd === 1) work();"),
    });
    expect(pairs(made)).toEqual(["up cmd=* dynamic", "up cmd=1 dynamic"]);
    expect(made.findings.filter(({ rule }) => rule.startsWith("message-"))).toEqual([]);
  });

  test("do not accuse a client whose server was not given", () => {
    const made = reportOf({ "client.js": 'new MGOBE.Room().sendToGameSvr({ data: { cmd: "x" } });' });
    expect(pairs(made)).toEqual(['up cmd="x" dynamic']);
  });

  const send = 'room.sendToGameSvr({ data: { cmd: "a" } }); room.sendToGameSvr({ data: { cmd: "b" } });';
  const table = "const table = { a() {} }; function other(data) { work(data); } function idle() {}";

  test.each([
    ["default", 'switch (actionData.cmd) { case "a": work(); break; default: relay(actionData); }'],
    ["default first", 'switch (actionData.cmd) { default: case "a": relay(actionData); break; case "z": }'],
    ["else", 'if (actionData.cmd === "a") work(); else if (actionData.cmd === "z") work(); else relay();'],
    ["not the one", 'const { cmd } = actionData; if (cmd !== "a") { gameData.other++; } else work();'],
    ["after all returns", 'if (actionData.cmd === "a") { return work(); }\nrelay(actionData);'],
    [
      "after a switch that returns",
      'switch (actionData.cmd) { case "z": case "a": return work(); }\nrelay();',
    ],
    ["or", "(table[actionData.cmd] || other)(actionData);"],
    ["or in a variable", "const handler = table[actionData.cmd] ?? other; handler(actionData);"],
    [
      "no handler",
      "const handler = table[actionData.cmd]; if (!handler) return other(actionData); handler();",
    ],
    ["typeof", 'if (typeof table[actionData.cmd] === "function") table[actionData.cmd](); else other(1);'],
    ["in", "if (actionData.cmd in table) table[actionData.cmd](); else other(actionData);"],
    ["conditional", "table[actionData.cmd] ? table[actionData.cmd]() : other(actionData);"],
    ["list", 'if (["a"].indexOf(actionData.cmd) < 0) relay(actionData);'],
    ["switch over true", 'switch (true) { case actionData.cmd === "a": work(); break; default: relay(); }'],
  ])("are whole where a default branch takes the rest: %s", (_name, body) => {
    expect(game(send, body, table).filter((each) => !each.endsWith("unsent"))).toEqual([
      'up cmd="a" paired',
      'up cmd="b" paired',
    ]);
  });

  test.each([
    ["nothing", 'switch (actionData.cmd) { case "a": work(); break; default: break; }'],
    [
      "a word to the log",
      'switch (actionData.cmd) { case "a": work(); break; default: SDK.logger.warn("?"); }',
    ],
    ["an error", 'if (actionData.cmd === "a") work(); else throw new Error("unknown");'],
    ["an end", 'if (actionData.cmd === "a") work(); else SDK.exitAction();'],
    ["an idle fallback", "(table[actionData.cmd] || idle)(actionData);"],
    ["an empty function", "(table[actionData.cmd] || (() => {}))(actionData);"],
    ["a guard", 'if (!actionData.cmd) return relay(); if (actionData.cmd === "a") work();'],
    [
      "a guard with a value",
      'if (actionData.cmd === undefined) return; relay(); if (actionData.cmd === "a") work();',
    ],
    ["another dispatch", 'if (actionData.cmd === "z") work(); else { table[actionData.cmd](actionData); }'],
    [
      "a dispatch in its turn",
      'if (actionData.cmd === "z") work(); else switch (actionData.cmd) { case "a": work(); }',
    ],
    [
      "more cases",
      'if (actionData.cmd === "z") return work(); const me = find(1); if (actionData.cmd === "a") work(me);',
    ],
    ["a tail that all share", 'if (actionData.cmd === "a") work(); relay();'],
    [
      "a choice within a case",
      'switch (actionData.cmd) { case "a": case "z": if (actionData.cmd === "a") work(); else relay(); }',
    ],
  ])("are not whole where the rest comes to %s", (_name, body) => {
    expect(game(send, body, table)).toContain('up cmd="b" unhandled');
  });

  test("are whole where a client's default branch takes what is pushed", () => {
    const client = `room.onRecvFromGameSvr = (event) => {
      switch (event.data.data.type) { case "a": show(); break; default: this.emit(event.data.data); }
    };`;
    const body =
      'SDK.sendData({ playerIdList: [], data: { type: "a" } }); SDK.sendData({ data: { type: "b" } });';
    expect(game(client, body)).toEqual(['down type="a" paired', 'down type="b" paired']);
  });
});
