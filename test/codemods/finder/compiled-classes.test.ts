import { listUses } from "../games/memory-project";

describe("classes that a compiler turned into functions", () => {
  test("Babel: members in a table of keys and values, self for this", () => {
    const uses = listUses({
      "net.js": `var Net = function () { function Net() { _classCallCheck(this, Net); this.Listener = MGOBE.Listener; this.table = new MGOBE.Room(); }
_createClass(Net, [
  { key: "open", value: function open() { var self = this;
    this.Listener.init({ gameId: "g" }, { url: "a.example.com" }, function (e) { self.Listener.add(self.table); }); } },
  { key: "tell", value: function tell() { this.table.sendToGameSvr({ data: {} }); } },
  { key: "size", get: function get() { return this.table.roomInfo; } }]);
return Net; }();`,
    });
    expect(uses).toEqual([
      "net.js:1 construct Room.constructor",
      "net.js:4 call Listener.init",
      "net.js:4 call Listener.add",
      "net.js:5 call Room.sendToGameSvr",
      "net.js:6 read Room.roomInfo",
    ]);
  });

  test("TypeScript: __extends, _this, prototypes, and the instance from outside", () => {
    const uses = listUses({
      "net.js": `var Net = /** @class */ (function (_super) {
  __extends(Net, _super);
  function Net() { var _this = _super !== null && _super.apply(this, arguments) || this; _this.room = new MGOBE.Room(); _this.l = MGOBE.Listener; return _this; }
  Net.prototype.open = function () { var _this = this; this.l.init(a, b, function () { _this.l.add(_this.room); }); };
  Net.prototype.tell = function () { this.room.sendToGameSvr({ data: {} }); };
  Net.shared = function () { return this.instance || (this.instance = new Net()); };
  return Net;
}(cc.Component));
Net.shared().room.leaveRoom({});`,
    });
    expect(uses).toEqual([
      "net.js:3 construct Room.constructor",
      "net.js:4 call Listener.init",
      "net.js:4 call Listener.add",
      "net.js:5 call Room.sendToGameSvr",
      "net.js:9 call Room.leaveRoom",
    ]);
  });

  test("a bundle of SystemJS modules, prototypes by another name", () => {
    const uses = listUses({
      "bundle.js": `System.register("chunks:///_virtual/net.ts", ["cc"], function (exports) { var Component;
return { setters: [function (m) { Component = m.Component; }], execute: function () {
  var Net = exports("Net", function (_Component) {
    function Net() { var _this; _this = _Component.call.apply(_Component, [this].concat(args)) || this;
      _this.table = new MGOBE.Room(); return _this; }
    var _proto = Net.prototype;
    _proto.start = function start() { var self = this;
      this.table.onJoinRoom = function (e) { self.table.sendToClient({}); }; };
    return Net; }(Component));
} }; });`,
    });
    expect(uses).toEqual([
      "bundle.js:5 construct Room.constructor",
      "bundle.js:8 handler Room.onJoinRoom",
      "bundle.js:8 call Room.sendToClient",
    ]);
  });

  test("minified, with helpers and classes by one letter", () => {
    const uses = listUses({
      "net.js": `var q=function(){function t(){n(this,t),this.r=new MGOBE.Room}return r(t,[{key:"go",value:function(){var t=this;this.r.onJoinRoom=function(){t.r.leaveRoom({})}}}]),t}();`,
    });
    expect(uses).toEqual([
      "net.js:1 construct Room.constructor",
      "net.js:1 handler Room.onJoinRoom",
      "net.js:1 call Room.leaveRoom",
    ]);
  });

  test("another class's field of the same name proves nothing", () => {
    const uses = listUses({
      "a.js": `var Net = function () { function Net() { this.room = new MGOBE.Room(); } return Net; }();
var Web = function () { function Web() { this.room = new WebRoom(); }
_createClass(Web, [{ key: "go", value: function () { this.room.leaveRoom({}); } }], [{ key: "all", value: function () { this.room = new MGOBE.Room(); } }]);
return Web; }();`,
    });
    expect(uses.filter((use) => use.includes("leaveRoom"))).toEqual(["a.js:3 call Room.leaveRoom?"]);
  });

  test("this of a function that is bound to it", () => {
    const uses = listUses({
      "a.js": `cc.Class({ onLoad: function () { this.r = new MGOBE.Room();
setTimeout(function () { this.r.leaveRoom({}); }.bind(this), 1); } });`,
    });
    expect(uses).toEqual(["a.js:1 construct Room.constructor", "a.js:2 call Room.leaveRoom"]);
  });
});

describe("Listener.init of an unknown receiver", () => {
  test.each([
    ["by its receiver's name", "function go(listener) { listener.init(a, b, cb); }"],
    [
      "by the name of its settings",
      "function go(net, gameInfo) { net.init(gameInfo, conf, function () {}); }",
    ],
    ["by the keys of its settings", `function go(x) { x.init({ gameId: "g", openId: "o" }, conf, cb); }`],
  ])("is a guess %s", (_by, text) => {
    expect(listUses({ "a.js": `MGOBE;\n${text}` })).toContainEqual("a.js:2 call Listener.init?");
  });

  test.each([
    ["another library's init", "function go(audio) { audio.init(context, options, cb); }"],
    ["a game's own init", "var net = { init: function (gameInfo, b, cb) {} };\nnet.init(gameInfo, b, cb);"],
    ["an init of two", `function go(x) { x.init({ gameId: "g" }, conf); }`],
  ])("%s is not taken for it", (_what, text) => {
    expect(listUses({ "a.js": `MGOBE.Room;\n${text}` }).filter((use) => use.includes("init"))).toEqual([]);
  });
});
