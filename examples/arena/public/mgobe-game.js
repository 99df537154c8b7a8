// The arena client as it would have been written for MGOBE in 2020. Nothing in here knows what serves it.

var ROOM_TYPE = "arena";
var PAINT_SECONDS = 30;

var gameScene = {
  you: "",
  gather: new GatherView(),
  // The painting game while a frame sync runs, null otherwise.
  paint: null,
  hasJoined: false,
  lastWish: "",
  drawing: null,
  steering: null,
  timers: [],

  onEnter: function () {
    var self = this;
    if (!this.drawing) {
      this.drawing = new Drawing($("canvas"));
      this.steering = new Steering($("canvas"), function () {
        return self.getMyPlace();
      });
    }
    $("start").onclick = function () {
      global.room.startFrameSync({}, self.onAnswer);
    };
    $("stop").onclick = function () {
      global.room.stopFrameSync({}, self.onAnswer);
    };
    $("leave").onclick = leaveRoom;
    this.timers = [
      setInterval(function () {
        self.sendWish();
      }, 1000 / 15),
      setInterval(function () {
        self.render();
      }, 1000 / 30),
    ];
    this.stopPaint();
    if (global.room.roomInfo.frameSyncState === MGOBE.ENUM.FrameSyncState.START) {
      this.startPaint(global.room.roomInfo);
    }
    sendToGameSvr({ cmd: "hello" });
  },

  onExit: function () {
    this.timers.forEach(clearInterval);
  },

  onAnswer: function (event) {
    if (event.code !== MGOBE.ErrCode.EC_OK) {
      showTips(event.code + " " + event.msg);
    }
  },

  // ------------------------------------------------------------ MGOBE's events

  onRecvFromGameSvr: function (event) {
    var message = event.data.data;
    switch (message.cmd) {
      case "welcome":
        this.you = message.you;
        this.gather.welcome(message);
        break;
      case "players":
        this.gather.setPlayers(message.players);
        break;
      case "world":
        this.gather.takeWorld(message);
        break;
    }
  },

  onStartFrameSync: function (event) {
    this.startPaint(event.data.roomInfo);
  },

  onStopFrameSync: function () {
    this.stopPaint();
  },

  // Frames come without gaps, as isAutoRequestFrame is on.
  onRecvFrame: function (event) {
    var frame = event.data.frame;
    if (frame.id === 1) {
      this.startPaint(global.room.roomInfo);
    }
    if (!this.paint) {
      return;
    }
    this.paint.apply(frame);
    // A replayed frame is the past: who is still catching up, or has no colour yet, does not take part.
    var me = this.gather.players.get(this.you);
    if (!this.hasJoined && !frame.isReplay && me) {
      this.hasJoined = true;
      global.room.sendFrame({ data: { join: true, name: me.name, colour: me.colour } });
    }
  },

  onDismissRoom: function () {
    global.room.initRoom();
    changeScene("lobby");
  },

  // ------------------------------------------------------------ game

  startPaint: function (roomInfo) {
    var seconds = PAINT_SECONDS;
    try {
      seconds = JSON.parse(roomInfo.customProperties).paintSeconds || PAINT_SECONDS;
    } catch (e) {
      // No properties.
    }
    this.paint = new PaintGame(Math.round(seconds * roomInfo.frameRate));
    this.steering.forgetDirection();
    this.hasJoined = false;
    this.lastWish = "";
  },

  stopPaint: function () {
    this.paint = null;
    this.lastWish = "";
    this.gather.clear();
  },

  getMyPlace: function () {
    var you = this.you;
    function isMe(player) {
      return player.id === you;
    }
    if (this.paint) {
      var painter = this.paint.players.find(isMe);
      return painter && [(painter.x + 1.5) / (PaintGame.SIZE + 2), (painter.y + 1.5) / (PaintGame.SIZE + 2)];
    }
    var player = this.gather.getPlayers(performance.now()).find(isMe);
    return player && [player.x / this.gather.facts.size, player.y / this.gather.facts.size];
  },

  sendWish: function () {
    var vector = this.steering.getVector();
    var wish = this.paint
      ? { direction: this.steering.getDirection() }
      : { dx: Math.round(vector[0] * 16) / 16, dy: Math.round(vector[1] * 16) / 16 };
    var text = JSON.stringify(wish);
    if (text === this.lastWish) {
      return;
    }
    if (!this.paint) {
      sendToGameSvr(Object.assign({ cmd: "move" }, wish));
    } else if (this.hasJoined && !this.paint.isOver) {
      global.room.sendFrame({ data: wish });
    } else {
      return;
    }
    this.lastWish = text;
  },

  // ------------------------------------------------------------ screen

  render: function () {
    var now = performance.now();
    var players = this.gather.getPlayers(now);
    $("start").hidden = !!this.paint;
    $("stop").hidden = !this.paint;
    if (this.paint) {
      var counts = this.paint.countCells();
      this.drawing.paint(this.paint, this.you);
      $("mode").textContent = "涂色 Paint";
      $("left").textContent = Math.ceil((this.paint.lastFrame - this.paint.frame) / 15) + " s";
      $("sync").textContent = "frame " + this.paint.frame + " · state " + this.paint.hash();
      $("sync").dataset.over = String(this.paint.isOver);
      this.renderScores(
        this.paint.players.map(function (player, index) {
          return Object.assign({}, player, { score: counts[index] });
        }),
      );
    } else if (this.gather.latest) {
      var world = { players: players, gems: this.gather.latest.gems, you: this.you };
      this.drawing.gather(Object.assign({}, this.gather.facts, world), now);
      $("mode").textContent = "宝石 Gems";
      $("left").textContent = Math.ceil(this.gather.latest.leftMs / 1000) + " s";
      $("sync").textContent = "";
      this.renderScores(players);
    }
  },

  renderScores: function (players) {
    $("scores").innerHTML = "";
    players
      .slice()
      .sort(function (a, b) {
        return b.score - a.score;
      })
      .forEach(function (player) {
        var row = document.createElement("li");
        row.innerHTML = '<span class="dot"></span><span class="who"></span><span class="points"></span>';
        row.querySelector(".dot").style.background = COLOURS[player.colour % COLOURS.length];
        row.querySelector(".who").textContent = player.name;
        row.querySelector(".points").textContent = player.score;
        $("scores").appendChild(row);
      });
  },
};

global.scenes = {
  lobby: createLobby(ROOM_TYPE, {
    roomName: "竞技场",
    roomType: ROOM_TYPE,
    maxPlayers: 8,
    isPrivate: false,
    customProperties: "",
  }),
  game: gameScene,
};

window.onload = function () {
  initMGOBE("arena");
};
