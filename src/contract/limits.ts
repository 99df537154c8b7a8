/**
 * MGOBE's limits (spec mgobe-client §3.14, mgobe-server §4.1 and §5.1), and bounds of this project where MGOBE named none.
 * Lengths count characters, sizes count bytes.
 */
export const limits = {
  playersPerRoom: 100,
  teamsPerRoom: 100,
  roomNameLength: 32,
  roomTypeLength: 32,
  customPropertiesLength: 1024,
  /** Of this project: platforms give 28 characters, own accounts may have long names. */
  openIdLength: 512,
  playerNameLength: 32,
  customProfileLength: 256,
  customPlayerStatusMax: 4294967295,
  teamIdLength: 16,
  /** Attributes that one player brings to matching; a rule set knows five. */
  matchAttributes: 20,
  matchAttributeNameLength: 32,
  /** One encoded request of a client, envelope included. */
  clientRequestBytes: 4096,
  frameDataBytes: 1024,
  frameRate: { default: 15, min: 1, max: 60 },
  roomListPageSize: 10,
  /** Page size before client 1.2.0. */
  legacyRoomListPageSize: 100,
  framesPerRequestWindow: 2000,
  /** Deepest nesting of objects and lists in a value that a client sends. */
  jsonDepth: 100,
  roomPolicySeconds: { min: 0, max: 900, emptyDefault: 0, offlineDefault: 300 },
  packageBytes: 200 * 1024 * 1024,
  packageEntries: 10_000,
  logRetentionDays: 7,
  /** Fewest characters of a password of the console. */
  consolePassword: 8,
  /** Most characters of one: as many as the login takes in any script. */
  longestConsolePassword: 200,
  groupNameLength: 32,
  groupCustomPropertiesLength: 1024,
  groupCustomProfileLength: 1024,
  groupPlayerStatusMax: 99999,
  groupPlayers: { limited: 100, many: 300 },
  groupsPerPlayer: { limited: 1, many: 5 },
  persistentGroupsPerGame: 3,
  groupMessagesPerSecond: 1,
  groupOfflineMinutes: 60,
  groupLifetimeHours: 24,
  matchTimeoutSeconds: { default: 40, min: 5, max: 300 },
  matchStepSeconds: { min: 10, max: 40 },
} as const;
