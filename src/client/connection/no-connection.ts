import { ErrCode } from "../../contract";
import { type Connection, ConnectionError } from "./connection";

/** The connection for a `config.url` that names no server. */
export class NoConnection implements Connection {
  constructor(private readonly url: string) {}

  openSession(): Promise<never> {
    return this.refuse();
  }

  openRoom(): Promise<never> {
    return this.refuse();
  }

  private refuse(): Promise<never> {
    const reason = `config.url names no server: ${JSON.stringify(this.url)}. Write host, host:port or host:port/path; ws://, wss://, http:// or https:// may stand before it.`;
    return Promise.reject(new ConnectionError(ErrCode.EC_SDK_SOCKET_ERROR, reason));
  }
}
