import http from "node:http";
import WebSocket from "ws";

/** `wx` with the two functions that every mini-game has, over Node's own network. */
export function createWx(sockets: WebSocket[]): object {
  return {
    connectSocket({ url, fail }: any) {
      const socket = new WebSocket(url);
      sockets.push(socket);
      socket.binaryType = "arraybuffer";
      socket.on("error", (error) => fail?.({ errMsg: error.message }));
      return {
        send({ data }: { data: unknown }) {
          // Like the platform: whole buffers and strings only.
          if (typeof data !== "string" && Object.prototype.toString.call(data) !== "[object ArrayBuffer]") {
            throw new TypeError("send takes a string or an ArrayBuffer");
          }
          socket.send(data as ArrayBuffer);
        },
        close: ({ code: closeCode, reason }: any) => socket.close(closeCode, reason),
        onOpen: (callback: () => void) => socket.on("open", callback),
        onMessage: (callback: (event: object) => void) =>
          socket.on("message", (data, isBinary) => callback({ data: isBinary ? data : String(data) })),
        onClose: (callback: (event: object) => void) =>
          socket.on("close", (closeCode, reason) => callback({ code: closeCode, reason: String(reason) })),
        onError: (callback: (event: object) => void) =>
          socket.on("error", (error) => callback({ errMsg: error.message })),
      };
    },
    request({ url, method, header, data, success, fail }: any) {
      const request = http.request(url, { method, headers: { ...header } }, (answer) => {
        let text = "";
        answer.on("data", (chunk) => (text += chunk));
        answer.on("end", () =>
          success({ statusCode: answer.statusCode, data: text, header: answer.headers }),
        );
      });
      request.on("error", (error) => fail({ errMsg: error.message }));
      request.end(data);
    },
  };
}
