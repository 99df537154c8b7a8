/** A Colyseus room, as far as it is used here. ¦ Colyseus 房间，仅含此处用到的部分。 */
export interface Room {
  roomId: string;
  reconnection: { enabled: boolean };
  connection: { isOpen: boolean; close(): void };
  onMessage(type: "*", callback: (type: any, message: any) => void): unknown;
  onLeave(callback: (code: number) => void): unknown;
  request(type: any, para: any, options?: { timeout: number }): Promise<any>;
  ping(callback: (ms: number) => void): void;
}
interface Client {
  joinById(roomId: string, options: object): Promise<Room>;
  joinOrCreate(roomName: string, options: object): Promise<Room>;
}
/** The global of the browser file of @colyseus/sdk, whose own typings need a newer compiler. ¦ @colyseus/sdk 浏览器文件的全局变量；其自带的类型需要更新的编译器。 */
declare const Colyseus: { Client: new (url: string) => Client };
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- the module that this is put into uses it
const Client = Colyseus.Client;
