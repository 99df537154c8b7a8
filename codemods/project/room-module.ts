/** Whether a text is the room module of a converted game. */
export function isRoomModule(text: string): boolean {
  return (
    text.includes("class GameRoom") &&
    /["'](?:mgobe_session|mgobe:close|\.\/[\w-]+-line(?:\.\w+)?)["']/.test(text)
  );
}
