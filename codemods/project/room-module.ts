/** Whether a text is the room module of a converted game. */
export function isRoomModule(text: string): boolean {
  return text.includes("class GameRoom") && /["']mgobe(_session|:close)["']/.test(text);
}
