import { WireCommand, WirePush } from "../../../../adapters/wire/schema/wire-command";
import { WireCodec, type WireRequest } from "../../../../adapters/wire/codec/envelope";
import { decodePacket } from "../../../../adapters/wire/codec/packet";
import { WireSchema } from "../../../../adapters/wire/codec/wire-schema";

/** Captured from a client of version 1.3.9 (spec mgobe-wire §2.6). */
const captured = {
  login:
    "02000000990a05312e332e391a08636f6d6d5f636d64221062716f6735394d35424e6c764b6477795a096f62672d7465737431726308e807125e0a096f62672d746573743112056f70656e412888c59bea0830a0d38ad8063a1c2f6a343958432f6d636d7a33694853746d505358324f71356855303d4220784c766b50374b4d584e79357a764e344a4e32455935386c7131706f5a4a455903",
  heartbeat:
    "02000000560a05312e332e391a08636f6d6d5f636d6422107964515642766b6a426b65443070715242183439626566393531303438626361663163623634373363315a096f62672d74657374316a0250317202086403",
  heartbeatAnswer: "020000001c0a107964515642766b6a426b65443070715222020a0003",
  checkLogin:
    "02000000820a05312e332e391a0972656c61795f636d6422106e7232446d7747304a4e6771766f385242183439626566393531303438626361663163623634373363315a096f62672d74657374316a025031722d086512290a18343962656639353130343862636166316362363437336331120d726f7574652d5230303030303303",
  errorAnswer: "02000000290a105a7938786535477a444e3056624f6c7a10ab9c011a076e6f20726f6f6d22020a0003",
  sendFrame:
    "02000000840a05312e332e391a0972656c61795f636d64221062523464314b4e4b574e36676d70725042183439626566393531303438626361663163623634373363315a096f62672d74657374316a025031722f08a01f122a0a0752303030303033121f0a02503112127b226b223a226c656674222c2276223a317d18ede59a93a03403",
  framePush:
    "280000005d0a013122056273743535724b080112470a450813121f0a02503112127b226b223a226c656674222c2276223a317d18ede59a93a034121a0a025032120d7b226b223a227269676874227d18f1e59a93a0341a0408fed12529",
  gameServerPush:
    "28000000470a0131220562737431357235080212310a07523030303030331a267b226563686f223a7b22636d64223a2278222c226e223a317d2c2266726f6d223a225032227d29",
};

const codec = new WireCodec();
const schema = new WireSchema("current");

function decodeRequest(hex: string): WireRequest {
  const request = codec.decodeRequest(Buffer.from(hex, "hex"));
  if (!request) throw new Error("not a request");
  return request;
}

function decodePush(hex: string): { seq: string; type: number; msg: Uint8Array } {
  const protobuf = decodePacket("push", Buffer.from(hex, "hex"));
  if (!protobuf) throw new Error("not a push");
  const outer = schema.decode<{ seq: string; body: Uint8Array }>("ServerSendClientBstWrap1", protobuf);
  return {
    seq: outer.seq,
    ...schema.decode<{ type: number; msg: Uint8Array }>("ServerSendClientBstWrap2", outer.body),
  };
}

describe("requests of a real client", () => {
  it("reads the login with all that the signature covers", () => {
    const request = decodeRequest(captured.login);
    expect(request).toMatchObject({ version: "1.3.9", authKey: "", playerId: "", gameId: "obg-test1" });
    expect(request.cmd).toBe(WireCommand.LOGIN);
    expect(codec.decodeBody("LoginReq", request.body)).toMatchObject({
      gameId: "obg-test1",
      openId: "openA",
      nonce: 2370232968,
      timestamp: 1795336608,
      sign: "/j49XC/mcmz3iHStmPSX2Oq5hU0=",
      platform: 0,
      channel: 0,
    });
  });

  it("reads a heartbeat, whose empty message is left out", () => {
    const request = decodeRequest(captured.heartbeat);
    expect(request).toMatchObject({ cmd: WireCommand.HEART_BEAT, playerId: "P1", seq: "ydQVBvkjBkeD0pqR" });
    expect(codec.decodeBody("HeartBeatReq", request.body)).toEqual({ conType: 0, routeId: "" });
  });

  it("reads the check of the relay socket", () => {
    const request = decodeRequest(captured.checkLogin);
    expect(request.cmd).toBe(WireCommand.CHECK_LOGIN);
    expect(codec.decodeBody("CheckLoginReq", request.body)).toEqual({
      token: request.authKey,
      routeId: "route-R000003",
    });
  });

  it("reads a frame message", () => {
    const request = decodeRequest(captured.sendFrame);
    expect(request.cmd).toBe(WireCommand.SEND_FRAME);
    expect(codec.decodeBody("SendFrameReq", request.body)).toEqual({
      roomId: "R000003",
      item: { playerId: "P1", data: '{"k":"left","v":1}', timestamp: 1795336614637 },
    });
  });
});

describe("answers and pushes that a real client accepted", () => {
  it("answers a heartbeat with exactly these bytes", () => {
    expect(codec.encodeResponse("ydQVBvkjBkeD0pqR", 0, "").toString("hex")).toBe(captured.heartbeatAnswer);
  });

  it("answers with an error in exactly these bytes", () => {
    expect(codec.encodeResponse("Zy8xe5GzDN0VbOlz", 20011, "no room").toString("hex")).toBe(
      captured.errorAnswer,
    );
  });

  it("encodes a frame into the same message", () => {
    const push = decodePush(captured.framePush);
    const frame = schema.decode<{ frame: object }>("RecvFrameBst", push.msg);
    expect(push.type).toBe(WirePush.RECV_FRAME);
    expect(frame).toMatchObject({
      frame: { id: 19, ext: { seed: 616702 }, items: [{ playerId: "P1" }, { playerId: "P2" }] },
    });
    const encoded = codec.encodePush("current", "bst1", WirePush.RECV_FRAME, "RecvFrameBst", frame);
    const ours = decodePush(encoded.toString("hex"));
    expect(Buffer.from(ours.msg).toString("hex")).toBe(Buffer.from(push.msg).toString("hex"));
    expect(ours.seq).toBe("bst1");
  });

  it("encodes a message of the game server into the same bytes", () => {
    const push = decodePush(captured.gameServerPush);
    const fields = schema.decode<object>("RecvFromGameSvrBst", push.msg);
    expect(push.type).toBe(WirePush.RECV_FROM_GAME_SVR);
    expect(fields).toEqual({
      roomId: "R000003",
      recvPlayerIdList: [],
      data: '{"echo":{"cmd":"x","n":1},"from":"P2"}',
    });
    expect(Buffer.from(schema.encode("RecvFromGameSvrBst", fields)).equals(push.msg)).toBe(true);
  });
});
