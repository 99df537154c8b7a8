// Arena: players run about and collect gems; the server moves everything and pushes the world 15 times a second.
// While a frame sync runs (the painting game of the clients) the world rests.
//
//   client -> server   { cmd: "hello" } | { cmd: "move", dx, dy }
//   server -> client   { cmd: "welcome", you, size, ... }  to one player
//                      { cmd: "players", players }         to all, when somebody comes or goes
//                      { cmd: "world", ... }               to all, 15 times a second
const fs = require("fs");
const path = require("path");
const world = require("./world");

const settings = JSON.parse(fs.readFileSync(path.join(__dirname, "settings.json"), "utf8"));

const EVERYONE = [];

// ---------------------------------------------------------------- what players are told

function describePlayers(gameData) {
  return gameData.room.playerList
    .filter((player) => gameData.world.players[player.id])
    .map((player) => ({
      id: player.id,
      name: player.name,
      colour: gameData.world.players[player.id].colour,
      online: player.commonNetworkState === 1 || player.relayNetworkState === 3,
    }));
}

function pushPlayers({ gameData, SDK }) {
  SDK.sendData({ playerIdList: EVERYONE, data: { cmd: "players", players: describePlayers(gameData) } });
}

function pushWorld({ gameData, SDK }) {
  const { players, gems } = gameData.world;
  SDK.sendData({
    playerIdList: EVERYONE,
    data: {
      cmd: "world",
      tick: gameData.tick,
      isBreak: gameData.isBreak,
      leftMs: Math.round((gameData.ticksLeft * 1000) / settings.tickRate),
      // Short, as it goes out 15 times a second: [id, x, y, score]
      players: Object.keys(players).map((id) => {
        const player = players[id];
        return [id, Math.round(player.x), Math.round(player.y), player.score];
      }),
      gems: gems.map((gem) => [gem.id, gem.x, gem.y, gem.kind]),
    },
  });
}

// ---------------------------------------------------------------- the loop

function startRound(gameData) {
  world.resetScores(gameData.world);
  gameData.isBreak = false;
  gameData.ticksLeft = gameData.roundSeconds * settings.tickRate;
}

function startBreak(gameData) {
  gameData.isBreak = true;
  gameData.ticksLeft = settings.breakSeconds * settings.tickRate;
}

function tick(args) {
  const { gameData } = args;
  gameData.tick++;
  gameData.ticksLeft--;
  if (!gameData.isBreak) {
    world.step(gameData.world, 1 / settings.tickRate);
  }
  if (gameData.ticksLeft <= 0) {
    if (gameData.isBreak) {
      startRound(gameData);
    } else {
      startBreak(gameData);
    }
  }
  pushWorld(args);
}

function startLoop(args) {
  const { gameData } = args;
  if (!gameData.timer) {
    gameData.timer = setInterval(() => tick(args), 1000 / settings.tickRate);
  }
}

function stopLoop(gameData) {
  clearInterval(gameData.timer);
  gameData.timer = null;
}

// ---------------------------------------------------------------- messages

const handlers = {
  hello: function ({ sender, gameData, SDK }) {
    const { size, playerRadius, gemRadius, tickRate } = settings;
    SDK.sendData({
      playerIdList: [sender],
      data: {
        cmd: "welcome",
        you: sender,
        size: size,
        playerRadius: playerRadius,
        gemRadius: gemRadius,
        tickRate: tickRate,
        players: describePlayers(gameData),
      },
    });
  },

  move: function ({ sender, actionData, gameData, SDK }) {
    if (!world.steer(gameData.world, sender, actionData.dx, actionData.dy)) {
      SDK.sendData({ playerIdList: [sender], data: { cmd: "error", code: "BAD_DIRECTION" } });
    }
  },
};

function onPlayerGone(args, playerId) {
  const { gameData, room } = args;
  gameData.room = room;
  world.removePlayer(gameData.world, playerId);
  if (room.playerList.length === 0) {
    stopLoop(gameData);
    return;
  }
  pushPlayers(args);
}

// Rooms may bring a length of their own: customProperties = '{"roundSeconds":90}'.
function readRoundSeconds(room) {
  try {
    const { roundSeconds } = JSON.parse(room.customProperties);
    return roundSeconds >= 5 && roundSeconds <= 600 ? roundSeconds : settings.roundSeconds;
  } catch (e) {
    return settings.roundSeconds;
  }
}

// ---------------------------------------------------------------- hooks

const gameServer = {
  mode: "async",

  onInitGameData: function ({ room }) {
    const gameData = {
      room: room,
      world: world.createWorld(settings),
      roundSeconds: readRoundSeconds(room),
      tick: 0,
      ticksLeft: 0,
      isBreak: false,
      timer: null,
    };
    startRound(gameData);
    return gameData;
  },

  onRecvFromClient: function ({ actionData, SDK, sender }) {
    const cmd = actionData && actionData.cmd;
    if (Object.prototype.hasOwnProperty.call(handlers, cmd)) {
      handlers[cmd](arguments[0]);
    } else {
      SDK.logger.error("unknown cmd", cmd, "of", sender);
    }
    // Nothing waits for it in async mode, but it has always been here.
    SDK.exitAction();
  },

  onCreateRoom: function (args) {
    args.gameData.room = args.room;
    args.room.playerList.forEach((player) => world.addPlayer(args.gameData.world, player.id));
    startLoop(args);
  },

  onJoinRoom: function (args) {
    args.gameData.room = args.room;
    world.addPlayer(args.gameData.world, args.actionData.joinPlayerId);
    pushPlayers(args);
  },

  onLeaveRoom: function (args) {
    onPlayerGone(args, args.actionData.leavePlayerId);
  },

  onRemovePlayer: function (args) {
    onPlayerGone(args, args.actionData.removePlayerId);
  },

  // Who is away stands still.
  onChangePlayerNetworkState: function (args) {
    args.gameData.room = args.room;
    world.steer(args.gameData.world, args.actionData.changePlayerId, 0, 0);
    pushPlayers(args);
  },

  onStartFrameSync: function ({ gameData }) {
    stopLoop(gameData);
  },

  onStopFrameSync: function (args) {
    const { players } = args.gameData.world;
    Object.keys(players).forEach((id) => world.steer(args.gameData.world, id, 0, 0));
    startLoop(args);
  },

  onDestroyRoom: function ({ gameData }) {
    stopLoop(gameData);
  },
};

exports.mgobexsCode = {
  logLevel: "error+",
  logLevelSDK: "error+",
  gameInfo: { gameId: "", serverKey: "" },
  gameServer: gameServer,
};
