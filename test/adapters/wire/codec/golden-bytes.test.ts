import { WireCommand, WirePush } from "../../../../adapters/wire/schema/wire-command";
import { WireCodec, type WireRequest } from "../../../../adapters/wire/codec/envelope";
import { decodePacket } from "../../../../adapters/wire/codec/packet";
import { WireSchema } from "../../../../adapters/wire/codec/wire-schema";
import { captured } from "../../../wire/wire-captured";

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
