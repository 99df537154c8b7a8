import { type BroadcastEvent, type RecvFrameBst } from "../../contract";
import { type ClientCore } from "../core/client-core";
import { type RoomEntity } from "../core/entity";
import { FrameReceiver } from "../frame/frame-receiver";
import { requestFrames } from "../frame/request-frames";

interface FrameRoom extends RoomEntity {
  emit(name: string, event: unknown): void;
}

/** The frame receiver of a listened room. */
export function createFrameReceiver(core: ClientCore, room: FrameRoom): FrameReceiver {
  const { statCallbacks } = core;
  return new FrameReceiver({
    getRoomInfo: () => room.roomInfo,
    isMember: () => core.isMember(room.roomInfo),
    isAutoRequestFrame: () => core.session.config.isAutoRequestFrame,
    now: () => core.clock.now(),
    requestFrames: (begin, end, onAnswer) => requestFrames(core.requests, begin, end, onAnswer),
    deliver: (event: BroadcastEvent<RecvFrameBst>) => {
      core.log("onRecvFrame", event);
      room.emit("onRecvFrame", event);
    },
    reportFillError: (answer) => room.emit("onAutoRequestFrameError", { data: answer, seq: "" }),
    onFrameArrival: (delta) => {
      if (statCallbacks.onBstFrameRate) core.call(statCallbacks.onBstFrameRate, undefined, delta);
    },
    onFrameDelivery: (delta) => {
      if (statCallbacks.onFitFrameTime) core.call(statCallbacks.onFitFrameTime, undefined, delta);
    },
  });
}
