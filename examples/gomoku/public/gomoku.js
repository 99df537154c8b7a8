/* global BoardView */
// The page of the gomoku example. What is on the screen is always the server's state; a click is only a request.
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
import { words } from "./words.js";

const COLOURS = ["black", "white"];

let room = null;
let you = "";
let state = null;
let deadline = 0;
let isLooking = false;

// ---------------------------------------------------------------- talking to the server script

function ask(cmd, more) {
  call(room, "sendToGameSvr", { data: { cmd, ...more } });
}

const fromServer = {
  welcome(message) {
    you = message.you;
    takeState(message.state);
  },

  state(message) {
    takeState(message.state);
  },

  move(message) {
    if (!state || message.number !== state.moves.length + 1) {
      // A move is missing: ask for all of them.
      ask("hello");
      return;
    }
    state.moves.push([message.x, message.y]);
    state.turn = message.turn;
    setDeadline(message.leftMs);
    render();
  },

  error(message) {
    toast(t("error_" + message.code));
  },
};

function takeState(next) {
  if (state && state.phase !== next.phase) {
    isLooking = false;
  }
  state = next;
  setDeadline(next.leftMs);
  showScene("table");
  render();
}

function setDeadline(leftMs) {
  deadline = performance.now() + leftMs;
}

// ---------------------------------------------------------------- the room

async function go(way) {
  const entered = await enter(way);
  if (!entered) {
    showScene("lobby");
    return;
  }
  room = entered;
  room.onMessage("onRecvFromGameSvr", (event) => {
    const message = event.data.data;
    if (fromServer[message.cmd]) {
      fromServer[message.cmd](message);
    }
  });
  // Of no use here, but a message without a handler is a warning in the console.
  room.onMessage("*", () => {});
  room.onDrop(() => toast(t("lost")));
  room.onReconnect(() => {
    toast(t("back"));
    ask("hello");
  });
  room.onLeave((code) => onGone(code));
  ask("hello");
}

function onGone(code) {
  const isWanted = room === null;
  room = null;
  state = null;
  setRoomIdOfAddress("");
  showScene("lobby");
  if (!isWanted) {
    toast(explainClose(code));
  }
}

function leave() {
  const leaving = room;
  room = null;
  leaving.leave();
}

function roomOptions() {
  return {
    ...joinOptions(),
    roomName: t("title"),
    roomType: "gomoku",
    customProperties: JSON.stringify({ turnSeconds: Number($("#clock").value) }),
  };
}

function rememberName() {
  setName($("#name").value.trim() || getName());
}

$("#quick").addEventListener("click", () => {
  rememberName();
  go(() => client.joinOrCreate("gomoku", { ...roomOptions(), maxPlayers: 2 }));
});

$("#create").addEventListener("click", () => {
  rememberName();
  // Whoever has the link comes in; the third one and those after watch.
  go(() => client.create("gomoku", { ...roomOptions(), maxPlayers: 20, isPrivate: true }));
});

$("#ready").addEventListener("click", () => ask("ready"));
$("#sit").addEventListener("click", () => ask("sit"));
$("#rematch").addEventListener("click", () => ask("rematch"));
$("#again").addEventListener("click", () => ask("rematch"));
$("#surrender").addEventListener("click", () => {
  if (window.confirm(t("reallySurrender"))) {
    ask("surrender");
  }
});
$("#look").addEventListener("click", () => {
  isLooking = true;
  render();
});
$("#invite").addEventListener("click", copyInvitation);
$("#leave").addEventListener("click", leave);

// ---------------------------------------------------------------- the screen

const board = new BoardView($("#board"), (x, y) => {
  if (room && state.phase === "playing" && getMySeat() >= 0) {
    ask("move", { x, y });
  }
});

function getMySeat() {
  return state ? state.seats.findIndex((seat) => seat.id !== "" && seat.id === you) : -1;
}

function nameOf(seat) {
  return seat.name || t("guest");
}

function render() {
  if (!state) {
    return;
  }
  const mine = getMySeat();
  const isMyTurn = state.phase === "playing" && state.turn === mine;
  board.show({
    size: state.size,
    moves: state.moves,
    line: state.result ? state.result.line : null,
    mine: isMyTurn ? mine : -1,
  });
  state.seats.forEach((seat, index) => renderSeat(seat, index, mine));
  renderStatus(mine, isMyTurn);
  renderButtons(mine);
  renderVerdict(mine);
  renderClock();
}

function renderSeat(seat, index, mine) {
  const element = $("#seat" + index);
  element.replaceChildren();
  element.classList.toggle("turn", state.phase === "playing" && state.turn === index);
  element.classList.toggle("away", seat.id !== "" && !seat.online);
  const add = (className, text) => {
    const child = document.createElement("div");
    child.className = className;
    child.textContent = text;
    element.appendChild(child);
  };
  add("disc " + COLOURS[index], "");
  add("who", seat.id === "" ? t("emptySeat") : nameOf(seat));
  add("what", describeSeat(seat, index, mine));
  add("wins", "");
  add("bar", "");
}

function describeSeat(seat, index, mine) {
  if (seat.id === "") {
    return t("waitingForPlayer");
  }
  const parts = [t(COLOURS[index])];
  if (index === mine) {
    parts.push(t("you"));
  }
  if (!seat.online) {
    parts.push(t("away"));
  } else if (state.phase === "waiting") {
    parts.push(t(seat.ready ? "isReady" : "notReady"));
  } else if (state.phase === "over" && seat.ready) {
    parts.push(t("wantsRematch"));
  } else if (seat.wins > 0) {
    parts.push(t("wins", { n: seat.wins }));
  }
  return parts.join(" · ");
}

function renderStatus(mine, isMyTurn) {
  const element = $("#status");
  element.classList.toggle("mine", isMyTurn);
  element.textContent = describeStatus(mine, isMyTurn);
}

function describeStatus(mine, isMyTurn) {
  if (state.phase === "playing") {
    return isMyTurn ? t("statusYourTurn") : t("statusTheirTurn", { name: nameOf(state.seats[state.turn]) });
  }
  if (state.seats.some((seat) => seat.id === "")) {
    return t("statusAlone");
  }
  if (mine < 0) {
    return t("statusWatching");
  }
  if (state.phase === "over") {
    return t("statusOver");
  }
  return t(state.seats[mine].ready ? "statusOtherReady" : "statusReady");
}

function renderButtons(mine) {
  const isFull = state.seats.every((seat) => seat.id !== "");
  const isWaitingForMe = mine >= 0 && isFull && !state.seats[mine].ready;
  const canRematch = state.phase === "over" && mine >= 0 && isFull;
  $("#ready").hidden = !(mine >= 0 && state.phase === "waiting");
  $("#ready").disabled = state.seats[mine]?.ready ?? true;
  $("#sit").hidden = !(mine < 0 && !isFull && state.phase !== "playing");
  $("#again").hidden = !(canRematch && isLooking);
  $("#surrender").hidden = !(mine >= 0 && state.phase === "playing");
  for (const id of ["#rematch", "#again"]) {
    $(id).disabled = !isWaitingForMe;
    $(id).textContent = isWaitingForMe || !canRematch ? t("rematch") : t("rematchWaiting");
  }
}

function renderVerdict(mine) {
  const { result } = state;
  $("#veil").hidden = state.phase !== "over" || isLooking;
  if (!result) {
    return;
  }
  const [first, last] = [result.line[0], result.line[result.line.length - 1]];
  $("#veil").classList.toggle("top", !!first && first[1] + last[1] >= state.size);
  const winner = state.seats.find((seat) => seat.id === result.winnerId) || { name: "" };
  if (result.winner < 0) {
    $("#verdict").textContent = t("draw");
  } else if (result.winnerId === you) {
    $("#verdict").textContent = t("youWin");
  } else if (mine >= 0) {
    $("#verdict").textContent = t("youLose");
  } else {
    $("#verdict").textContent = t("someoneWins", { name: nameOf(winner) });
  }
  $("#reason").textContent = t("reason_" + result.reason);
}

// The clock of the one whose turn it is, as seconds and as a bar.
function renderClock() {
  if (!state) {
    return;
  }
  const isRunning = state.phase === "playing" && state.turnSeconds > 0;
  state.seats.forEach((seat, index) => {
    const element = $("#seat" + index);
    const isOn = isRunning && state.turn === index;
    const left = Math.max(0, deadline - performance.now()) / 1000;
    const label = element.querySelector(".wins");
    label.textContent = isOn ? String(Math.ceil(left)) : "";
    label.classList.toggle("hurry", isOn && left <= 5);
    element.querySelector(".bar").style.width = isOn ? `${(100 * left) / state.turnSeconds}%` : "0";
  });
}

setInterval(renderClock, 200);

setUpLanguages(mergeWords(words), render);
$("#name").value = getName();

const invitedTo = getRoomIdOfAddress();
if (invitedTo) {
  go(() => client.joinById(invitedTo, joinOptions()));
}
