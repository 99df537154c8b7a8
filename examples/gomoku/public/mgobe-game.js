// The gomoku client as it would have been written for MGOBE in 2020. Nothing in here knows what serves it.

var ROOM_TYPE = "gomoku";
var COLOURS = ["black", "white"];
var PHASE = { WAITING: "waiting", PLAYING: "playing", OVER: "over" };

var TEXT = {
  alone: "等待对手加入 Waiting for a player",
  pressReady: "请点击准备 Press Ready",
  waiting: "等待对方 Waiting for the other",
  yourTurn: "轮到你了 Your move",
  theirTurn: "对方思考中 Their move",
  win: "你赢了 You win!",
  lose: "你输了 You lose",
  draw: "和棋 A draw",
  over: "本局结束 Game over",
  empty: "空座位 Empty seat",
  away: "离线 away",
  ready: "已准备 ready",
};

var gameScene = {
  you: "",
  state: null,
  deadline: 0,
  timer: null,
  board: null,

  onEnter: function () {
    var self = this;
    this.state = null;
    if (!this.board) {
      this.board = new BoardView($("board"), function (x, y) {
        sendToGameSvr({ cmd: "move", x: x, y: y });
      });
    }
    ["ready", "rematch", "surrender"].forEach(function (cmd) {
      $(cmd).onclick = function () {
        sendToGameSvr({ cmd: cmd });
      };
    });
    $("leave").onclick = leaveRoom;
    this.timer = setInterval(function () {
      self.renderClock();
    }, 200);
    sendToGameSvr({ cmd: "hello" });
  },

  onExit: function () {
    clearInterval(this.timer);
  },

  // ------------------------------------------------------------ MGOBE's events

  onRecvFromGameSvr: function (event) {
    var message = event.data.data;
    switch (message.cmd) {
      case "welcome":
        this.you = message.you;
        this.setState(message.state);
        break;
      case "state":
        this.setState(message.state);
        break;
      case "move":
        this.onMove(message);
        break;
      case "error":
        showTips(message.code);
        break;
    }
  },

  // Also called when our own connection comes back: ask for what we have missed.
  onChangePlayerNetworkState: function (event) {
    if (event.data.changePlayerId === MGOBE.Player.id) {
      sendToGameSvr({ cmd: "hello" });
    }
  },

  onDismissRoom: function () {
    global.room.initRoom();
    changeScene("lobby");
  },

  // ------------------------------------------------------------ state

  setState: function (state) {
    this.state = state;
    this.deadline = Date.now() + state.leftMs;
    this.render();
  },

  onMove: function (message) {
    if (!this.state || message.number !== this.state.moves.length + 1) {
      sendToGameSvr({ cmd: "hello" });
      return;
    }
    this.state.moves.push([message.x, message.y]);
    this.state.turn = message.turn;
    this.deadline = Date.now() + message.leftMs;
    this.render();
  },

  getMySeat: function () {
    for (var i = 0; i < 2; i++) {
      if (this.state.seats[i].id === this.you) {
        return i;
      }
    }
    return -1;
  },

  // ------------------------------------------------------------ screen

  render: function () {
    var state = this.state;
    var mine = this.getMySeat();
    var isMyTurn = state.phase === PHASE.PLAYING && state.turn === mine;
    this.board.show({
      size: state.size,
      moves: state.moves,
      line: state.result && state.result.line,
      mine: isMyTurn ? mine : -1,
    });
    for (var i = 0; i < 2; i++) {
      this.renderSeat(i, mine);
    }
    $("status").textContent = this.getStatus(mine, isMyTurn);
    $("status").classList.toggle("mine", isMyTurn);
    $("ready").hidden = mine < 0 || state.phase !== PHASE.WAITING;
    $("ready").disabled = mine >= 0 && state.seats[mine].ready;
    $("rematch").hidden = mine < 0 || state.phase !== PHASE.OVER;
    $("rematch").disabled = mine >= 0 && state.seats[mine].ready;
    $("surrender").hidden = mine < 0 || state.phase !== PHASE.PLAYING;
    this.renderClock();
  },

  getStatus: function (mine, isMyTurn) {
    var state = this.state;
    if (state.phase === PHASE.PLAYING) {
      return isMyTurn ? TEXT.yourTurn : TEXT.theirTurn;
    }
    if (state.phase === PHASE.OVER) {
      if (state.result.winner < 0) {
        return TEXT.draw;
      }
      return mine < 0 ? TEXT.over : state.result.winnerId === this.you ? TEXT.win : TEXT.lose;
    }
    if (!state.seats[0].id || !state.seats[1].id) {
      return TEXT.alone;
    }
    return mine >= 0 && !state.seats[mine].ready ? TEXT.pressReady : TEXT.waiting;
  },

  renderSeat: function (index, mine) {
    var seat = this.state.seats[index];
    var what = [];
    if (index === mine) {
      what.push("你 you");
    }
    if (seat.id && !seat.online) {
      what.push(TEXT.away);
    } else if (seat.ready) {
      what.push(TEXT.ready);
    }
    var element = $("seat" + index);
    element.classList.toggle("turn", this.state.phase === PHASE.PLAYING && this.state.turn === index);
    element.classList.toggle("away", !!seat.id && !seat.online);
    element.innerHTML =
      '<div class="disc ' +
      COLOURS[index] +
      '"></div><div class="who"></div><div class="what"></div><div class="wins"></div>';
    element.querySelector(".who").textContent = seat.id ? seat.name : TEXT.empty;
    element.querySelector(".what").textContent = what.join(" · ");
  },

  renderClock: function () {
    var state = this.state;
    if (!state) {
      return;
    }
    for (var i = 0; i < 2; i++) {
      var isOn = state.phase === PHASE.PLAYING && state.turnSeconds > 0 && state.turn === i;
      var left = Math.max(0, Math.ceil((this.deadline - Date.now()) / 1000));
      $("seat" + i).querySelector(".wins").textContent = isOn ? left : "";
    }
  },
};

global.scenes = {
  lobby: createLobby(ROOM_TYPE, {
    roomName: "五子棋",
    roomType: ROOM_TYPE,
    maxPlayers: 2,
    isPrivate: false,
    customProperties: JSON.stringify({ turnSeconds: 30 }),
  }),
  game: gameScene,
};

window.onload = function () {
  initMGOBE("gomoku");
};
