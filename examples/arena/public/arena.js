/* global COLOURS, Drawing, GatherView, PaintGame, Steering */
// The page of the arena example. Two games in one room:
// - gems: the server script moves everything and pushes the world; a key is only a wish;
// - paint: a frame sync; the server hands out inputs, and each tab computes the same game from them.
import {
  $,
  call,
  client,
  copyInvitation,
  enter,
  explainClose,
  getName,
  getRoomIdOfAddress,
  joinOptions,
  mergeWords,
  setName,
  setRoomIdOfAddress,
  setUpLanguages,
  showScene,
  t,
  toast,
} from "/shared/app.js";
import { FrameFollower } from "./frame-follower.js";
import { words } from "./words.js";

const INPUT_INTERVAL = 1000 / 15;
const DEFAULT_PAINT_SECONDS = 30;

let room = null;
let you = "";
let lastWish = "";

// ---------------------------------------------------------------- gems: state from the server script

const gather = new GatherView();

const fromServer = {
  welcome(message) {
    you = message.you;
    gather.welcome(message);
  },
  players(message) {
    gather.setPlayers(message.players);
  },
  world(message) {
    gather.takeWorld(message);
  },
  error(message) {
    toast(t("error_" + message.code));
  },
};

function ask(cmd, more) {
  call(room, "sendToGameSvr", { data: { cmd, ...more } });
}

// ---------------------------------------------------------------- paint: frame sync

// { game, follower, startTime, frameRate, hasJoined } while a frame sync runs.
let paint = null;

function startPaint(roomInfo) {
  if (paint && paint.startTime === roomInfo.startGameTime) {
    return;
  }
  stopPaint();
  const frameRate = roomInfo.frameRate;
  const game = new PaintGame(Math.round(readPaintSeconds(roomInfo) * frameRate));
  const follower = new FrameFollower(requestFrames, (frame) => game.apply(frame));
  paint = { game, follower, frameRate, startTime: roomInfo.startGameTime, hasJoined: false };
  steering.forgetDirection();
  lastWish = "";
}

function stopPaint() {
  if (paint) {
    paint.follower.stop();
  }
  paint = null;
  lastWish = "";
  gather.clear();
}

function readPaintSeconds({ customProperties }) {
  try {
    return JSON.parse(customProperties).paintSeconds || DEFAULT_PAINT_SECONDS;
  } catch {
    return DEFAULT_PAINT_SECONDS;
  }
}

async function requestFrames(beginFrameId, endFrameId) {
  const answer = await room.request("requestFrame", { beginFrameId, endFrameId });
  return answer.code === 0 ? answer.data.frames : [];
}

function receiveFrame(frame) {
  if (!paint) {
    return;
  }
  paint.follower.receive(frame);
  // Only who has seen all there was, and has a colour, takes part.
  const me = gather.players.get(you);
  if (!paint.hasJoined && !paint.follower.isBehind && me) {
    paint.hasJoined = true;
    room.send("sendFrame", { data: { join: true, name: me.name, colour: me.colour } });
  }
}

// ---------------------------------------------------------------- the room

async function go(way) {
  const entered = await enter(way);
  if (!entered) {
    showScene("lobby");
    return;
  }
  room = entered;
  gather.clear();
  // Also for messages of no interest here: one without a handler is a warning in the console.
  room.onMessage("*", () => {});
  room.onMessage("onRecvFromGameSvr", (event) => {
    const message = event.data.data;
    if (fromServer[message.cmd]) {
      fromServer[message.cmd](message);
    }
  });
  room.onMessage("onStartFrameSync", (event) => startPaint(event.data.roomInfo));
  room.onMessage("onStopFrameSync", () => stopPaint());
  room.onMessage("onRecvFrame", (event) => receiveFrame(event.data.frame));
  room.onDrop(() => toast(t("lost")));
  room.onReconnect(() => {
    toast(t("back"));
    catchUp();
  });
  room.onLeave((code) => onGone(code));
  showScene("table");
  catchUp();
}

// Who comes late, or comes back, learns what is going on.
async function catchUp() {
  ask("hello");
  const answer = await room.request("getRoomDetail", {});
  if (answer.code !== 0) {
    return;
  }
  const { roomInfo } = answer.data;
  if (roomInfo.frameSyncState === 1) {
    startPaint(roomInfo);
  } else {
    stopPaint();
  }
}

function onGone(code) {
  const isWanted = room === null;
  room = null;
  stopPaint();
  setRoomIdOfAddress("");
  showScene("lobby");
  if (!isWanted) {
    toast(explainClose(code));
  }
}

function roomOptions() {
  setName($("#name").value.trim() || getName());
  const settings = new URLSearchParams(location.search);
  const customProperties = JSON.stringify({
    roundSeconds: Number(settings.get("roundSeconds")) || undefined,
    paintSeconds: Number(settings.get("paintSeconds")) || undefined,
  });
  return { ...joinOptions(), roomName: t("title"), roomType: "arena", maxPlayers: 8, customProperties };
}

$("#quick").addEventListener("click", () => go(() => client.joinOrCreate("arena", roomOptions())));
$("#create").addEventListener("click", () =>
  go(() => client.create("arena", { ...roomOptions(), isPrivate: true })),
);
$("#start").addEventListener("click", () => call(room, "startFrameSync", {}));
$("#stop").addEventListener("click", () => call(room, "stopFrameSync", {}));
$("#invite").addEventListener("click", copyInvitation);
$("#leave").addEventListener("click", () => {
  const leaving = room;
  room = null;
  leaving.leave();
});

// ---------------------------------------------------------------- input

const steering = new Steering($("#canvas"), () => {
  if (paint) {
    const player = paint.game.players.find(({ id }) => id === you);
    return player && [(player.x + 1.5) / (PaintGame.SIZE + 2), (player.y + 1.5) / (PaintGame.SIZE + 2)];
  }
  const player = gather.getPlayers(performance.now()).find(({ id }) => id === you);
  return player && [player.x / gather.facts.size, player.y / gather.facts.size];
});

function sendWish() {
  if (!room || !you) {
    return;
  }
  const wish = paint ? { direction: steering.getDirection() } : toRoundedVector(steering.getVector());
  const text = JSON.stringify(wish);
  if (text === lastWish) {
    return;
  }
  if (!paint) {
    ask("move", wish);
  } else if (paint.hasJoined && !paint.game.isOver) {
    room.send("sendFrame", { data: wish });
  } else {
    return;
  }
  lastWish = text;
}

function toRoundedVector([dx, dy]) {
  return { dx: Math.round(dx * 16) / 16, dy: Math.round(dy * 16) / 16 };
}

setInterval(sendWish, INPUT_INTERVAL);

// ---------------------------------------------------------------- the screen

const drawing = new Drawing($("#canvas"));

function render(now) {
  requestAnimationFrame(render);
  if (!room) {
    return;
  }
  if (paint) {
    drawing.paint(paint.game, you);
  } else if (gather.latest) {
    const players = gather.getPlayers(now);
    drawing.gather({ ...gather.facts, players, gems: gather.latest.gems, you }, now);
  }
}

function renderPanel() {
  if (!room) {
    return;
  }
  $("#start").hidden = !!paint;
  $("#stop").hidden = !paint;
  $("#mode").textContent = t(paint ? "paint" : "gather");
  $("#hint").textContent = t(paint ? "hintPaint" : "hintGather");
  if (paint) {
    renderPaintPanel(paint);
  } else {
    renderGatherPanel();
  }
}

function renderPaintPanel({ game, follower, frameRate }) {
  const seconds = Math.ceil((game.lastFrame - game.frame) / frameRate);
  $("#left").textContent = t("seconds", { n: Math.max(0, seconds) });
  $("#sync").textContent = t("sync", { frame: game.frame, hash: game.hash() });
  $("#sync").dataset.over = String(game.isOver);
  const counts = game.countCells();
  renderScores(game.players.map((player, index) => ({ ...player, score: counts[index] })));
  if (follower.isBehind) {
    showBanner(t("catchingUp"));
  } else {
    showBanner(game.isOver ? nameWinner(game.players, counts, "painted", "paintedDraw") : "");
  }
}

function renderGatherPanel() {
  $("#sync").textContent = "";
  const { latest } = gather;
  $("#left").textContent = latest ? t("seconds", { n: Math.ceil(latest.leftMs / 1000) }) : "";
  const players = gather.getPlayers(performance.now());
  renderScores(players);
  const scores = players.map(({ score }) => score);
  showBanner(latest?.isBreak ? nameWinner(players, scores, "nextRound", "nextRoundDraw") : "");
}

function nameWinner(players, scores, key, drawKey) {
  const best = Math.max(...scores);
  const winners = players.filter((_, index) => scores[index] === best);
  return winners.length === 1 ? t(key, { name: winners[0].name }) : t(drawKey);
}

function showBanner(text) {
  $("#banner").textContent = text;
  $("#banner").hidden = text === "";
}

function renderScores(players) {
  const total = players.reduce((sum, { score }) => sum + score, 0) || 1;
  const rows = [...players]
    .sort((a, b) => b.score - a.score)
    .map((player) => {
      const row = document.createElement("li");
      row.dataset.player = player.id;
      row.classList.toggle("away", player.online === false);
      const colour = COLOURS[player.colour % COLOURS.length];
      const add = (className, text, style) => {
        const part = document.createElement("span");
        part.className = className;
        part.textContent = text;
        Object.assign(part.style, style);
        row.appendChild(part);
      };
      add("share", "", { width: `${(100 * player.score) / total}%`, background: colour });
      add("dot", "", { background: colour });
      add("who", player.id === you ? `${player.name} (${t("you")})` : player.name);
      add("points", String(player.score));
      return row;
    });
  $("#scores").replaceChildren(...rows);
}

requestAnimationFrame(render);
setInterval(renderPanel, 150);

setUpLanguages(mergeWords(words), renderPanel);
$("#name").value = getName();

// The state of the games, to look at from the console.
window.arena = {
  get players() {
    return gather.getPlayers(performance.now());
  },
  get gems() {
    return gather.latest ? gather.latest.gems : [];
  },
  get paint() {
    return paint && paint.game;
  },
};

const invitedTo = getRoomIdOfAddress();
if (invitedTo) {
  go(() => client.joinById(invitedTo, joinOptions()));
}
