import { ErrCode, type Frame, limits, type RequestFrameRsp, type ResponseEvent } from "../../contract";
import { type Requests } from "../calls/requests";

function readFrameId(value: unknown): number {
  return Number(value) || 1;
}

/** A frame of the history: without the fields that only a delivered frame has (spec mgobe-client §3.10). */
function toPlainFrame({ id, items, ext }: Frame): Frame {
  return { id, items, ext } as Frame;
}

/**
 * Asks for a range of frames, both ends included, in windows of 2000 or of what the server gives at once, one after the
 * other; the answer holds them all, or is that of the window that failed (spec mgobe-client §3.10).
 */
export function requestFrames(
  requests: Requests,
  beginFrameId: unknown,
  endFrameId: unknown,
  onAnswer: (answer: ResponseEvent<RequestFrameRsp>) => void,
): void {
  const begin = readFrameId(beginFrameId);
  const end = readFrameId(endFrameId);
  const frames: Frame[] = [];
  const requestWindow = (first: number): void => {
    const last = Math.min(end, first + limits.framesPerRequestWindow - 1);
    const para = { beginFrameId: first, endFrameId: last, supportPartial: true };
    requests.call<RequestFrameRsp & { isPartial?: boolean }>("requestFrame", para, (answer) => {
      if (answer.code !== ErrCode.EC_OK) return onAnswer(answer);
      const window = answer.data?.frames ?? [];
      for (const frame of window) frames.push(toPlainFrame(frame));
      const newest = window.at(-1)?.id;
      if (answer.data?.isPartial && newest !== undefined && newest < end) return requestWindow(newest + 1);
      // A window that is not full holds the newest frame there is.
      if (last >= end || window.length < limits.framesPerRequestWindow) {
        return onAnswer({ ...answer, data: { frames } as RequestFrameRsp });
      }
      requestWindow(last + 1);
    });
  };
  requestWindow(begin);
}
