import * as sdk from "socket.io-client";
import { detectPlatform } from "./platform";

/**
 * `socketio.js`: `socket.io-client` as one script, for games without a package manager. It sets the global `SocketIO`, not
 * `io`, which a page may have from Socket.IO's own file. It runs in mini-games, too, and so has WebSocket as its one transport.
 */

const { root } = detectPlatform();

/** What the package exports by name. */
export const SocketIO = { io: sdk.io, Manager: sdk.Manager, Socket: sdk.Socket, protocol: sdk.protocol };

if (root) (root as { SocketIO?: typeof SocketIO }).SocketIO = SocketIO;
