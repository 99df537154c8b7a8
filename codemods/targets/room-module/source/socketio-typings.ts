/** A socket of socket.io-client, as far as it is used here. ¦ socket.io-client 的 Socket，仅含此处用到的部分。 */
export interface Socket {
  connected: boolean;
  emit(type: string, ...values: any[]): unknown;
  on(type: string, callback: (...values: any[]) => void): unknown;
  once(type: string, callback: (...values: any[]) => void): unknown;
  off(type: string, callback?: (...values: any[]) => void): unknown;
  onAny(callback: (type: string, ...values: any[]) => void): unknown;
  disconnect(): unknown;
}
interface Manager {
  socket(path: string, options: object): Socket;
}
/** The global of the browser file of socket.io-client, whose own typings need a newer compiler. ¦ socket.io-client 浏览器文件的全局变量；其自带的类型需要更新的编译器。 */
declare const SocketIO: { Manager: new (url: string, options: object) => Manager };
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- the module that this is put into uses it
const Manager = SocketIO.Manager;
