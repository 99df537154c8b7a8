import { type Client, ClientState } from "@colyseus/core";

/** How long a client may take to acknowledge its join before it is closed all the same, ms. */
const acknowledgementTimeout = 5000;

/**
 * Closes a client's connection, not before the client has acknowledged its join. Until then Colyseus keeps back what is
 * sent, and closing would drop it: the last event is the one that says why.
 *
 * @param code close code
 * @returns settles when the connection is being closed; never rejects
 */
export function closeOnceJoined(client: Client, code: number): Promise<void> {
  if (!isJoining(client)) {
    client.leave(code);
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const { ref } = client;
    const finish = (): void => {
      clearTimeout(deadline);
      ref.removeListener("message", onMessage);
      ref.removeListener("close", finish);
      client.leave(code);
      resolve();
    };
    // Colyseus' own listener, which reads the acknowledgement, may come after this one.
    const onMessage = (): void => void setImmediate(() => isJoining(client) || finish());
    const deadline = setTimeout(finish, acknowledgementTimeout);
    ref.on("message", onMessage);
    ref.once("close", finish);
  });
}

function isJoining({ state }: Client): boolean {
  return state === ClientState.JOINING || state === ClientState.RECONNECTING;
}
