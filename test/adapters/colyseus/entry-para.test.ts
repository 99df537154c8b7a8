import { toEntryPara } from "../../../adapters/colyseus/entry-para";

test("of the options of a Colyseus client only MGOBE's parameters get into a record, and no login of any kind", () => {
  const room = {
    id: "room-id",
    name: "n",
    type: "t",
    maxPlayers: 4,
    isPrivate: false,
    customProperties: "",
  };
  const options = {
    playerInfo: { name: "ada" },
    teamId: "1",
    token: "t",
    openId: "o",
    sign: "s",
    password: "p",
    accessToken: "a",
  };
  expect(toEntryPara(options, room)).toEqual({
    playerInfo: { name: "ada" },
    teamId: "1",
    roomId: "room-id",
    roomName: "n",
    roomType: "t",
    maxPlayers: 4,
    isPrivate: false,
    customProperties: "",
  });
});
