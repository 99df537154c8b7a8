// Gomoku, five in a row: the server has the board, the clock and the last word.
//
//   client -> server   { cmd: "hello" | "sit" | "ready" | "move", x, y | "surrender" | "rematch" }
//   server -> client   { cmd: "welcome", you, state }   to one player, everything there is to know
//                      { cmd: "state", state }          to all, whenever seats or the phase change
//                      { cmd: "move", ... }             to all
//                      { cmd: "error", code, request }  to the one whose message was refused
const fs = require("fs");
const path = require("path");
const board = require("./board");

const settings = JSON.parse(fs.readFileSync(path.join(__dirname, "settings.json"), "utf8"));

const PHASE = { WAITING: "waiting", PLAYING: "playing", OVER: "over" };
const EVERYONE = [];

// ---------------------------------------------------------------- what players are told

function getPlayer(room, playerId) {
  return room.playerList.find((player) => player.id === playerId);
}

function isOnline(player) {
  return !!player && (player.commonNetworkState === 1 || player.relayNetworkState === 3);
}

function describeSeat(gameData, index) {
  const id = gameData.seats[index];
  const player = getPlayer(gameData.room, id);
  return {
    id: id,
    name: player ? player.name : "",
    online: isOnline(player),
    ready: gameData.ready[index],
    wins: gameData.wins[id] || 0,
  };
}

// gameData holds a timer, so a client never gets gameData itself.
function describe(gameData) {
  return {
    phase: gameData.phase,
    size: gameData.board.size,
    seats: [describeSeat(gameData, 0), describeSeat(gameData, 1)],
    watchers: gameData.room.playerList.filter((player) => gameData.seats.indexOf(player.id) < 0).length,
    moves: gameData.moves,
    turn: gameData.turn,
    turnSeconds: gameData.turnSeconds,
    leftMs: leftMs(gameData),
    result: gameData.result,
  };
}

function leftMs(gameData) {
  return gameData.turnTimer ? Math.max(0, gameData.turnEndsAt - Date.now()) : 0;
}

function pushState({ gameData, SDK }) {
  SDK.sendData({ playerIdList: EVERYONE, data: { cmd: "state", state: describe(gameData) } });
}

// Tells the sender that its message is not accepted, and lets the next message in.
function refuse({ sender, actionData, SDK }, code) {
  // An empty list would be everyone, and a message of our own has no sender.
  if (sender) {
    const request = actionData && actionData.cmd;
    SDK.sendData({ playerIdList: [sender], data: { cmd: "error", code: code, request: request } });
  }
  SDK.exitAction();
}

// ---------------------------------------------------------------- the course of a game

function stopClock(gameData) {
  clearTimeout(gameData.turnTimer);
  gameData.turnTimer = null;
}

function startClock({ gameData, SDK }) {
  stopClock(gameData);
  if (!gameData.turnSeconds) {
    return;
  }
  const moveNumber = gameData.moves.length;
  const gameNumber = gameData.gameNumber;
  gameData.turnEndsAt = Date.now() + gameData.turnSeconds * 1000;
  // The end of the time takes its turn in the queue, behind a move that came just in time.
  gameData.turnTimer = setTimeout(() => {
    SDK.dispatchAction({ cmd: "timeout", moveNumber: moveNumber, gameNumber: gameNumber });
  }, gameData.turnSeconds * 1000);
}

function startGame(args) {
  const { gameData } = args;
  gameData.board = board.createBoard(settings.boardSize);
  gameData.moves = [];
  gameData.turn = 0;
  gameData.result = null;
  gameData.ready = [false, false];
  gameData.phase = PHASE.PLAYING;
  gameData.gameNumber++;
  startClock(args);
  pushState(args);
}

// `winner` is a seat, -1 for a draw.
function endGame(args, winner, reason, line) {
  const { gameData } = args;
  stopClock(gameData);
  const winnerId = winner < 0 ? "" : gameData.seats[winner];
  if (winnerId) {
    gameData.wins[winnerId] = (gameData.wins[winnerId] || 0) + 1;
  }
  gameData.phase = PHASE.OVER;
  gameData.ready = [false, false];
  gameData.result = { winner: winner, winnerId: winnerId, reason: reason, line: line || [] };
  pushState(args);
}

function takeSeat(gameData, playerId) {
  const free = gameData.seats.indexOf("");
  if (free < 0 || gameData.seats.indexOf(playerId) >= 0 || gameData.phase === PHASE.PLAYING) {
    return false;
  }
  gameData.seats[free] = playerId;
  gameData.ready[free] = false;
  return true;
}

function onPlayerGone(args, playerId) {
  const { gameData } = args;
  const seat = gameData.seats.indexOf(playerId);
  if (seat < 0) {
    return pushState(args);
  }
  gameData.seats[seat] = "";
  gameData.ready = [false, false];
  if (gameData.phase === PHASE.PLAYING) {
    endGame(args, 1 - seat, "left");
  } else {
    pushState(args);
  }
}

// ---------------------------------------------------------------- messages

const handlers = {
  // The first message of a client, and again after it was away.
  hello: function (args) {
    const { sender, gameData, SDK } = args;
    const isSeated = takeSeat(gameData, sender);
    SDK.sendData({
      playerIdList: [sender],
      data: { cmd: "welcome", you: sender, state: describe(gameData) },
    });
    if (isSeated) {
      pushState(args);
    }
    SDK.exitAction();
  },

  sit: function (args) {
    if (!takeSeat(args.gameData, args.sender)) {
      return refuse(args, "NO_SEAT");
    }
    pushState(args);
    args.SDK.exitAction();
  },

  ready: function (args) {
    const { sender, gameData, SDK } = args;
    const seat = gameData.seats.indexOf(sender);
    if (seat < 0) {
      return refuse(args, "NOT_SEATED");
    }
    if (gameData.phase === PHASE.PLAYING) {
      return refuse(args, "ALREADY_PLAYING");
    }
    gameData.ready[seat] = true;
    if (gameData.ready[0] && gameData.ready[1]) {
      startGame(args);
    } else {
      pushState(args);
    }
    SDK.exitAction();
  },

  move: function (args) {
    const { sender, actionData, gameData, SDK } = args;
    const { x, y } = actionData;
    if (gameData.phase !== PHASE.PLAYING) {
      return refuse(args, "NOT_PLAYING");
    }
    if (gameData.seats[gameData.turn] !== sender) {
      return refuse(args, "NOT_YOUR_TURN");
    }
    if (!board.isInside(gameData.board, x, y)) {
      return refuse(args, "OUTSIDE");
    }
    if (!board.isFree(gameData.board, x, y)) {
      return refuse(args, "OCCUPIED");
    }
    const seat = gameData.turn;
    board.putStone(gameData.board, x, y, seat);
    gameData.moves.push([x, y]);
    gameData.turn = 1 - seat;
    const line = board.findWinningLine(gameData.board, x, y, settings.winLength);
    if (line) {
      endGame(args, seat, "five", line);
      return SDK.exitAction();
    }
    if (board.isFull(gameData.board)) {
      endGame(args, -1, "draw");
      return SDK.exitAction();
    }
    startClock(args);
    SDK.sendData({
      playerIdList: EVERYONE,
      data: {
        cmd: "move",
        x: x,
        y: y,
        number: gameData.moves.length,
        turn: gameData.turn,
        leftMs: leftMs(gameData),
      },
    });
    SDK.exitAction();
  },

  surrender: function (args) {
    const seat = args.gameData.seats.indexOf(args.sender);
    if (seat < 0) {
      return refuse(args, "NOT_SEATED");
    }
    if (args.gameData.phase !== PHASE.PLAYING) {
      return refuse(args, "NOT_PLAYING");
    }
    endGame(args, 1 - seat, "surrender");
    args.SDK.exitAction();
  },

  // When both want it, they change colours and the next game begins.
  rematch: function (args) {
    const { sender, gameData, SDK } = args;
    const seat = gameData.seats.indexOf(sender);
    if (seat < 0) {
      return refuse(args, "NOT_SEATED");
    }
    if (gameData.phase !== PHASE.OVER) {
      return refuse(args, "NOT_OVER");
    }
    gameData.ready[seat] = true;
    if (gameData.ready[0] && gameData.ready[1]) {
      gameData.seats.reverse();
      startGame(args);
    } else {
      pushState(args);
    }
    SDK.exitAction();
  },

  // Comes from the turn clock only.
  timeout: function (args) {
    const { sender, actionData, gameData, SDK } = args;
    if (sender) {
      return refuse(args, "UNKNOWN_CMD");
    }
    const isStale =
      actionData.gameNumber !== gameData.gameNumber || actionData.moveNumber !== gameData.moves.length;
    if (gameData.phase !== PHASE.PLAYING || isStale) {
      return SDK.exitAction();
    }
    endGame(args, 1 - gameData.turn, "timeout");
    SDK.exitAction();
  },
};

// Rooms may bring their own clock: customProperties = '{"turnSeconds":60}', 0 for none.
function readTurnSeconds(room) {
  try {
    const { turnSeconds } = JSON.parse(room.customProperties);
    if (turnSeconds === 0) {
      return 0;
    }
    if (turnSeconds >= settings.minTurnSeconds && turnSeconds <= settings.maxTurnSeconds) {
      return turnSeconds;
    }
  } catch (e) {
    // No properties, or not ours.
  }
  return settings.turnSeconds;
}

// ---------------------------------------------------------------- hooks

const gameServer = {
  mode: "sync",

  onInitGameData: function ({ room }) {
    return {
      room: room,
      board: board.createBoard(settings.boardSize),
      moves: [],
      phase: PHASE.WAITING,
      // Player ids; black sits on seat 0.
      seats: ["", ""],
      ready: [false, false],
      wins: {},
      turn: 0,
      gameNumber: 0,
      turnSeconds: readTurnSeconds(room),
      turnTimer: null,
      turnEndsAt: 0,
      result: null,
    };
  },

  onRecvFromClient: function onRecvFromClient({ actionData, gameData, SDK, sender, room }) {
    gameData.room = room;
    const cmd = actionData && actionData.cmd;
    SDK.logger.debug("onRecvFromClient", cmd, sender);
    if (!Object.prototype.hasOwnProperty.call(handlers, cmd)) {
      return refuse(arguments[0], "UNKNOWN_CMD");
    }
    try {
      handlers[cmd](arguments[0]);
    } catch (e) {
      SDK.logger.error(cmd, e);
      refuse(arguments[0], "SERVER_ERROR");
    }
  },

  onCreateRoom: function ({ gameData, room }) {
    gameData.room = room;
    room.playerList.forEach((player) => takeSeat(gameData, player.id));
  },

  onJoinRoom: function (args) {
    args.gameData.room = args.room;
    takeSeat(args.gameData, args.actionData.joinPlayerId);
    pushState(args);
  },

  onLeaveRoom: function (args) {
    args.gameData.room = args.room;
    onPlayerGone(args, args.actionData.leavePlayerId);
  },

  onRemovePlayer: function (args) {
    args.gameData.room = args.room;
    onPlayerGone(args, args.actionData.removePlayerId);
  },

  onChangePlayerNetworkState: function (args) {
    args.gameData.room = args.room;
    pushState(args);
  },

  onChangeRoom: function (args) {
    args.gameData.room = args.room;
    args.gameData.turnSeconds = readTurnSeconds(args.room);
    pushState(args);
  },

  onDestroyRoom: function ({ gameData, SDK }) {
    stopClock(gameData);
    SDK.logger.debug("room closed after", gameData.gameNumber, "games");
  },
};

exports.mgobexsCode = {
  logLevel: "error+",
  logLevelSDK: "error+",
  gameInfo: { gameId: "", serverKey: "" },
  gameServer: gameServer,
};
