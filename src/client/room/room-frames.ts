import { type BroadcastEvent, type RecvFrameBst } from "../../contract";
import { type MgobeClient } from "../mgobe-client";
import { type RoomEntity } from "../entity";
import { FrameReceiver } from "../frame/frame-receiver";
import { requestFrames } from "../frame/request-frames";

interface FrameRoom extends RoomEntity {
  emit(name: string, event: unknown): void;
}

/** The frame receiver of a listened room. */
export function createFrameReceiver(client: MgobeClient, room: FrameRoom): FrameReceiver {
  const { statCallbacks } = client;
  return new FrameReceiver({
    getRoomInfo: () => room.roomInfo,
    isMember: () => client.isMember(room.roomInfo),
    isAutoRequestFrame: () => client.session.config.isAutoRequestFrame,
    now: () => client.clock.now(),
    requestFrames: (begin, end, onAnswer) => requestFrames(client.requests, begin, end, onAnswer),
    deliver: (event: BroadcastEvent<RecvFrameBst>) => {
      client.log("onRecvFrame", event);
      room.emit("onRecvFrame", event);
    },
    reportFillError: (answer) => room.emit("onAutoRequestFrameError", { data: answer, seq: "" }),
    onFrameArrival: (delta) => {
      if (statCallbacks.onBstFrameRate) client.call(statCallbacks.onBstFrameRate, undefined, delta);
    },
    onFrameDelivery: (delta) => {
      if (statCallbacks.onFitFrameTime) client.call(statCallbacks.onFitFrameTime, undefined, delta);
    },
  });
}
