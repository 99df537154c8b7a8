import { getEncodingVariant, isAtLeast } from "../../../../adapters/wire/codec/client-version";
import { WireCodec } from "../../../../adapters/wire/codec/envelope";
import { encodePacket } from "../../../../adapters/wire/codec/packet";
import { WireSchema } from "../../../../adapters/wire/codec/wire-schema";

const current = new WireSchema("current");
const legacy = new WireSchema("legacy");
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("version gate", () => {
  it.each([
    ["1.3.9", "current"],
    ["1.2.4.1", "current"],
    ["1.2.0", "current"],
    ["1.10.0", "current"],
    ["1.1.1", "legacy"],
    ["1.0.3", "legacy"],
    ["1", "legacy"],
    ["", "legacy"],
    ["nonsense", "legacy"],
  ] as const)("gives a client that says %j the %s encoding", (version, variant) => {
    expect(getEncodingVariant(version)).toBe(variant);
  });

  it("compares number by number, not letter by letter", () => {
    expect(isAtLeast("1.3.10", "1.3.9")).toBe(true);
    expect(isAtLeast("1.3.9", "1.3.10")).toBe(false);
    expect(isAtLeast("1.3", "1.3.0")).toBe(true);
  });

  it("leaves out what clients before 1.2 do not know, however deep it lies", () => {
    const roomInfo = {
      id: "R1",
      isForbidJoin: true,
      playerList: [{ id: "P1", isRobot: true, matchAttributes: [{ name: "level", value: -3 }] }],
    };
    const bytes = legacy.encode("JoinRoomBst", { roomInfo, joinPlayerId: "P1" });
    expect(current.decode("JoinRoomBst", bytes)).toMatchObject({
      joinPlayerId: "P1",
      roomInfo: {
        id: "R1",
        isForbidJoin: false,
        playerList: [{ id: "P1", isRobot: false, matchAttributes: [] }],
      },
    });
    expect(current.decode("JoinRoomBst", current.encode("JoinRoomBst", { roomInfo }))).toMatchObject({
      roomInfo: { isForbidJoin: true, playerList: [{ isRobot: true, matchAttributes: [{ value: -3 }] }] },
    });
  });

  it("sends clients before 1.2 the first two fields of the configuration only", () => {
    const sdkConfig = {
      pingInterval: 5000,
      reportInterval: 10000,
      serverTime: 1,
      disableReport: true,
      minReportSize: 9,
    };
    expect(hex(legacy.encode("SdkConfig", sdkConfig))).toBe("088827" + "10904e");
    expect(hex(current.encode("SdkConfig", sdkConfig))).toBe("088827" + "10904e" + "1801" + "2801" + "4009");
  });

  it("knows since when a push exists", () => {
    expect(current.getSince("CancelMatchBst")).toBe("1.2.0");
    expect(current.getSince("JoinGroupBst")).toBe("1.3.0");
    expect(current.getSince("ChangeRoomPlayerProfileBst")).toBe("1.3.8");
    expect(current.getSince("JoinRoomBst")).toBeUndefined();
  });
});

describe("encoding rules of proto3", () => {
  it("leaves out defaults", () => {
    const empty = { id: "", createType: 0, maxPlayers: 0, isPrivate: false, playerList: [], teamList: [] };
    expect(hex(current.encode("RoomInfo", empty))).toBe("");
  });

  it("fills in defaults when reading, and null for an absent sub-message", () => {
    expect(current.decode("CreateRoomRsp", new Uint8Array(0))).toEqual({ roomInfo: null });
    expect(current.decode("Frame", new Uint8Array(0))).toEqual({ id: 0, items: [], ext: null });
  });

  it("writes negative numbers in ten bytes and 64-bit numbers up to 2^53", () => {
    expect(hex(current.encode("MatchAttribute", { value: -1 }))).toBe("10ffffffffffffffffff01");
    const frame = current.encode("Frame", { id: 2 ** 53 });
    expect(current.decode("Frame", frame)).toMatchObject({ id: 2 ** 53 });
  });

  it("writes a text outside the basic plane as one character", () => {
    const bytes = current.encode("RecvFromClientBst", { msg: "😀" });
    expect(hex(bytes)).toBe("1a04f09f9880");
    expect(current.decode("RecvFromClientBst", bytes)).toMatchObject({ msg: "😀" });
  });
});

describe("requests of odd encoders", () => {
  const codec = new WireCodec();
  const decode = (protobuf: string) =>
    codec.decodeRequest(encodePacket("request", Buffer.from(protobuf, "hex")));

  it("reads fields out of order, zeros that are spelled out, and over-long numbers", () => {
    // body first, then seq, version; inside: body before cmd, cmd 100 in five bytes.
    const inner = "1200" + "08e480808000";
    expect(decode("7208" + inner + "220173" + "4880808080" + "00" + "0a05312e302e33")).toEqual({
      version: "1.0.3",
      seq: "s",
      authKey: "",
      gameId: "",
      playerId: "",
      cmd: 100,
      body: new Uint8Array(0),
    });
  });

  it("skips fields that nobody knows", () => {
    expect(decode("220173" + "fa0703616263" + "f80701" + "7203088827")).toMatchObject({
      seq: "s",
      cmd: 5000,
    });
  });

  it("reads option lists packed and unpacked", () => {
    const packed = codec.decodeBody("ChangeRoomReq", Buffer.from("420400010406", "hex"));
    const unpacked = codec.decodeBody("ChangeRoomReq", Buffer.from("4000400140044006", "hex"));
    expect(packed).toMatchObject({ changeRoomOptionList: [0, 1, 4, 6] });
    expect(unpacked).toEqual(packed);
  });

  it("takes text that is no valid UTF-8 instead of refusing the request", () => {
    expect(codec.decodeBody("SendToClientReq", Buffer.from("1a03eda0bd", "hex"))).toMatchObject({
      msg: expect.any(String),
    });
  });

  it.each([
    ["a field that is cut off", "2210"],
    ["a length beyond the end", "72ff01"],
    ["a number without end", "48ffffffffffffffffffff01"],
    ["a group", "0b0c" + "0b"],
  ])("refuses %s", (_what, protobuf) => {
    expect(decode(protobuf)).toBeUndefined();
  });
});
