// What a game of 2020 had as Global.js and Util.js: one room object for all scenes, handlers set from a table whenever
// the scene changes, and a function to start MGOBE.

var global = {
  room: null,
  scene: null,
  // Filled by the game: { lobby: {...}, game: {...} }
  scenes: {},
};

function $(id) {
  return document.getElementById(id);
}

function showTips(text) {
  $("toast").textContent = text;
  $("toast").classList.add("shown");
  clearTimeout(showTips.timer);
  showTips.timer = setTimeout(function () {
    $("toast").classList.remove("shown");
  }, 3000);
}

// Several players of one page, as in together.html, are told apart by ?as=.
function getAs() {
  var as = /[?&]as=([^&]+)/.exec(location.search);
  return as ? decodeURIComponent(as[1]) : "";
}

// One tab, one player; a reload is the same player.
function getOpenId() {
  var key = "mgobe.openId" + getAs();
  var openId = sessionStorage.getItem(key);
  if (!openId) {
    openId = "mgobe-" + Math.random().toString(36).slice(2);
    sessionStorage.setItem(key, openId);
  }
  return openId;
}

function getPlayerInfo() {
  var name = getAs() || $("name").value.trim() || "游客 Guest";
  if (!getAs()) {
    localStorage.setItem("example.name", name);
  }
  return { name: name, customPlayerStatus: 0, customProfile: "" };
}

// ---------------------------------------------------------------- handlers

function logEvent(name) {
  return function (event) {
    console.log(name, event);
  };
}

var defaultHandlers = {
  onUpdate: function () {},
  onJoinRoom: logEvent("onJoinRoom"),
  onLeaveRoom: logEvent("onLeaveRoom"),
  onDismissRoom: logEvent("onDismissRoom"),
  onChangeRoom: logEvent("onChangeRoom"),
  onRemovePlayer: logEvent("onRemovePlayer"),
  onRecvFromClient: logEvent("onRecvFromClient"),
  onRecvFromGameSvr: function () {},
  onChangePlayerNetworkState: logEvent("onChangePlayerNetworkState"),
  onChangeCustomPlayerStatus: logEvent("onChangeCustomPlayerStatus"),
  onStartFrameSync: logEvent("onStartFrameSync"),
  onStopFrameSync: logEvent("onStopFrameSync"),
  onRecvFrame: function () {},
  onAutoRequestFrameError: logEvent("onAutoRequestFrameError"),
};

// The scene's methods become the room's handlers; what it does not have gets the default.
function setRoomView(room, scene) {
  Object.keys(defaultHandlers).forEach(function (name) {
    room[name] = scene[name] ? scene[name].bind(scene) : defaultHandlers[name];
  });
}

// ---------------------------------------------------------------- scenes

function changeScene(name) {
  if (global.scene && global.scene.onExit) {
    global.scene.onExit();
  }
  Object.keys(global.scenes).forEach(function (key) {
    $(key).hidden = key !== name;
  });
  global.scene = global.scenes[name];
  setRoomView(global.room, global.scene);
  global.scene.onEnter();
}

// ---------------------------------------------------------------- start

function initMGOBE(gameId) {
  var gameInfo = { gameId: gameId, openId: getOpenId(), secretKey: "development" };
  var config = {
    url: mgobeUrl,
    reconnectMaxTimes: 5,
    reconnectInterval: 1000,
    resendInterval: 1000,
    resendTimeout: 10000,
    isAutoRequestFrame: true,
  };
  $("name").value = localStorage.getItem("example.name") || "";
  MGOBE.DebuggerLog.enable = false;
  MGOBE.Listener.init(gameInfo, config, function (event) {
    if (event.code !== MGOBE.ErrCode.EC_OK) {
      showTips("初始化失败 init failed: " + event.code);
      return;
    }
    global.room = new MGOBE.Room();
    MGOBE.Listener.add(global.room);
    resumeRoom();
  });
}

// Back into the room one was in, or into the room of the link, or to the lobby.
function resumeRoom() {
  MGOBE.Room.getMyRoom(function (event) {
    if (event.code === MGOBE.ErrCode.EC_OK) {
      global.room.initRoom(event.data.roomInfo);
      return changeScene("game");
    }
    var link = /room=([^&]+)/.exec(location.hash);
    changeScene("lobby");
    if (link) {
      joinRoom(link[1]);
    }
  });
}

function joinRoom(roomId) {
  global.room.initRoom({ id: roomId });
  global.room.joinRoom({ playerInfo: getPlayerInfo() }, onEntered);
}

// The callback of createRoom, joinRoom and matchRoom.
function onEntered(event) {
  if (event.code === MGOBE.ErrCode.EC_OK) {
    history.replaceState(null, "", "#room=" + global.room.roomInfo.id);
    changeScene("game");
  } else {
    global.room.initRoom();
    showTips("进入房间失败 could not enter: " + event.code + " " + event.msg);
  }
}

function leaveRoom() {
  global.room.leaveRoom({}, function (event) {
    if (event.code === MGOBE.ErrCode.EC_OK || event.code === MGOBE.ErrCode.EC_ROOM_PLAYER_NOT_IN_ROOM) {
      global.room.initRoom();
      history.replaceState(null, "", location.pathname);
      changeScene("lobby");
    } else {
      showTips("离开失败 could not leave: " + event.code);
    }
  });
}

function sendToGameSvr(data) {
  global.room.sendToGameSvr({ data: data }, function (event) {
    if (event.code !== 0) {
      showTips("sendToGameSvr: " + event.code);
    }
  });
}

// ---------------------------------------------------------------- the lobby, the same for all games

function createLobby(roomType, createRoomPara) {
  return {
    onEnter: function () {
      $("match").onclick = this.match;
      $("create").onclick = this.create;
      $("refresh").onclick = this.refresh;
      this.refresh();
    },

    match: function () {
      var para = { roomType: roomType, maxPlayers: createRoomPara.maxPlayers, playerInfo: getPlayerInfo() };
      global.room.matchRoom(para, onEntered);
    },

    create: function () {
      global.room.createRoom(Object.assign({ playerInfo: getPlayerInfo() }, createRoomPara), onEntered);
    },

    refresh: function () {
      MGOBE.Room.getRoomList({ pageNo: 1, pageSize: 10, roomType: roomType, isDesc: true }, function (event) {
        $("rooms").innerHTML = "";
        ((event.data && event.data.roomList) || []).forEach(function (roomInfo) {
          var row = document.createElement("li");
          var label = document.createElement("span");
          var names = roomInfo.playerList.map(function (player) {
            return player.name;
          });
          label.textContent = names.join(", ") + " (" + names.length + "/" + roomInfo.maxPlayers + ")";
          var button = document.createElement("button");
          button.className = "quiet";
          button.textContent = "加入 Join";
          button.onclick = function () {
            joinRoom(roomInfo.id);
          };
          row.appendChild(label);
          row.appendChild(button);
          $("rooms").appendChild(row);
        });
      });
    },
  };
}
