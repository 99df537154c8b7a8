import { type WebSocket } from "ws";

/** Time between two signs of life on a link, ms, and how many may stay out. */
const pulse = 1000;
const patience = 4;

/**
 * Ends a link whose other end has fallen silent, as where a cable was pulled: what waits for an answer would wait for many
 * minutes otherwise. Counted in beats, so that a process that stood still itself takes nobody for silent.
 */
export function watchPulse(socket: WebSocket): void {
  let missed = 0;
  const hear = (): void => void (missed = 0);
  socket.on("pong", hear);
  socket.on("message", hear);
  const timer = setInterval(() => {
    if (++missed > patience) return socket.terminate();
    if (socket.readyState === socket.OPEN) socket.ping();
  }, pulse);
  socket.once("close", () => clearInterval(timer));
}
