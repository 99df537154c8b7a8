import { Connection } from "./connection";

/** The game's one connection. ¦ 游戏唯一的连接。 */
export const connection = new Connection();
