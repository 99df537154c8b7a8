import { schema, type SchemaType, t } from "@colyseus/schema";
import { type PlayerInfo, type RoomInfo } from "../../src/contract";

/** An attribute of a robot in {@link PlayerPicture}. */
export const AttributePicture = schema({ name: t.string(), value: t.number() }, "AttributePicture");

/** A player in {@link RoomPicture}; the fields are those of `PlayerInfo`. */
export const PlayerPicture = schema(
  {
    id: t.string(),
    name: t.string(),
    teamId: t.string(),
    customPlayerStatus: t.number(),
    customProfile: t.string(),
    commonNetworkState: t.number(),
    relayNetworkState: t.number(),
    isRobot: t.boolean(),
    matchAttributes: t.array(AttributePicture),
  },
  "PlayerPicture",
);

/** A team in {@link RoomPicture}. */
export const TeamPicture = schema(
  { id: t.string(), name: t.string(), minPlayers: t.number(), maxPlayers: t.number() },
  "TeamPicture",
);

/**
 * `room.state` for native clients: a picture of `RoomInfo` (design §3.3). It only ever shows what the engine says; to
 * change the room, call its methods.
 */
export const RoomPicture = schema(
  {
    id: t.string(),
    name: t.string(),
    type: t.string(),
    createType: t.number(),
    maxPlayers: t.number(),
    owner: t.string(),
    isPrivate: t.boolean(),
    customProperties: t.string(),
    playerList: t.array(PlayerPicture),
    teamList: t.array(TeamPicture),
    frameSyncState: t.number(),
    frameRate: t.number(),
    routeId: t.string(),
    createTime: t.number(),
    startGameTime: t.number(),
    isForbidJoin: t.boolean(),
  },
  "RoomPicture",
);

/** Type of `room.state`. */
export type RoomPicture = SchemaType<typeof RoomPicture>;

/** Writes only what differs, as every write becomes part of a patch. */
function copyFields<K extends string>(
  target: Record<K, unknown>,
  source: Readonly<Record<K, unknown>>,
  keys: readonly K[],
): void {
  for (const key of keys) if (target[key] !== source[key]) target[key] = source[key];
}

const playerKeys = [
  "id",
  "name",
  "teamId",
  "customPlayerStatus",
  "customProfile",
  "commonNetworkState",
  "relayNetworkState",
  "isRobot",
] as const;

const roomKeys = [
  "id",
  "name",
  "type",
  "createType",
  "maxPlayers",
  "owner",
  "isPrivate",
  "customProperties",
  "frameSyncState",
  "frameRate",
  "routeId",
  "createTime",
  "startGameTime",
  "isForbidJoin",
] as const;

/** Brings the picture up to date. */
export function paintRoom(picture: RoomPicture, info: RoomInfo): void {
  copyFields(picture, info, roomKeys);
  if (picture.teamList.length === 0) {
    for (const team of info.teamList) picture.teamList.push(new TeamPicture(team));
  }
  const players = picture.playerList;
  const present = new Set(info.playerList.map(({ id }) => id));
  for (let index = players.length - 1; index >= 0; index--) {
    const player = players[index];
    if (player && !present.has(player.id)) players.splice(index, 1);
  }
  for (const [index, player] of info.playerList.entries()) {
    const painted = players[index];
    if (painted) copyFields(painted, player, playerKeys);
    else players.push(paintPlayer(player));
  }
}

function paintPlayer(player: PlayerInfo): InstanceType<typeof PlayerPicture> {
  const painted = new PlayerPicture();
  copyFields(painted, player, playerKeys);
  // They are those of the matching that made a robot, and never change.
  for (const attribute of player.matchAttributes ?? []) {
    painted.matchAttributes.push(new AttributePicture(attribute));
  }
  return painted;
}
