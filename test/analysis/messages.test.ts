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
});
