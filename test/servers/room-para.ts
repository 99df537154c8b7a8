/** What a client tells of its player when it makes a room or enters one. */
export const playerInfo = { name: "n", customPlayerStatus: 0, customProfile: "" };

/** Asks for a room of four. */
export const roomPara = {
  roomName: "r",
  roomType: "t",
  maxPlayers: 4,
  isPrivate: false,
  customProperties: "",
  playerInfo,
};
