// What the pages of all examples share: who one is, which language, short messages, and the way into a room.
/* global Colyseus */

const LANGUAGE_KEY = "example.language";
const NAME_KEY = "example.name";
// Several players of one page, as in together.html, are told apart by ?as=.
const AS = new URLSearchParams(location.search).get("as") || "";
const ID_KEY = "example.openId" + AS;

export const $ = (selector) => document.querySelector(selector);

// ---------------------------------------------------------------- identity

// One tab is one player: sessionStorage outlives a reload and is not shared between tabs.
export function getOpenId() {
  let id = sessionStorage.getItem(ID_KEY);
  if (!id) {
    id = "guest-" + Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join("");
    sessionStorage.setItem(ID_KEY, id);
  }
  return id;
}

// The name of the last time, or one to begin with: who comes by an invitation has not been asked yet.
export function getName() {
  if (AS) return AS;
  const known = sessionStorage.getItem(NAME_KEY) || localStorage.getItem(NAME_KEY);
  if (!known) {
    setName(t("guest") + " " + Math.floor(100 + Math.random() * 900));
  }
  return known || sessionStorage.getItem(NAME_KEY);
}

export function setName(name) {
  sessionStorage.setItem(NAME_KEY, name);
  localStorage.setItem(NAME_KEY, name);
}

// ---------------------------------------------------------------- languages

let words = { en: {}, zh: {} };
let language =
  localStorage.getItem(LANGUAGE_KEY) || (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
const languageListeners = [];

// The text for a key; {name} is filled from `values`.
export function t(key, values = {}) {
  const text = words[language][key] ?? words.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function setUpLanguages(table, onChange) {
  words = table;
  languageListeners.push(onChange);
  $("#language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    localStorage.setItem(LANGUAGE_KEY, language);
    showLanguage();
  });
  showLanguage();
}

function showLanguage() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = t("title");
  $("#language").textContent = language === "zh" ? "English" : "中文";
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = t(element.dataset.text);
  }
  for (const element of document.querySelectorAll("[data-placeholder]")) {
    element.placeholder = t(element.dataset.placeholder);
  }
  languageListeners.forEach((listener) => listener());
}

// ---------------------------------------------------------------- short messages

let toastTimer = 0;

export function toast(text) {
  const element = $("#toast");
  element.textContent = text;
  element.classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => element.classList.remove("shown"), 3200);
}

// ---------------------------------------------------------------- rooms

export const client = new Colyseus.Client(location.origin);

// The room of the address bar, so that a link is an invitation and a reload comes back.
export function getRoomIdOfAddress() {
  return new URLSearchParams(location.hash.slice(1)).get("room") || "";
}

export function setRoomIdOfAddress(roomId) {
  history.replaceState(null, "", location.pathname + location.search + (roomId ? "#room=" + roomId : ""));
}

export function joinOptions() {
  return { openId: getOpenId(), playerInfo: { name: getName() } };
}

// Calls a method of MGOBE's Room and tells the player when it was refused.
export function call(room, method, para) {
  room.send(method, para, (answer) => {
    if (answer.code !== 0) {
      toast(t("failed", { method, code: answer.code, msg: answer.msg }));
    }
  });
}

export async function copyInvitation() {
  try {
    await navigator.clipboard.writeText(location.href);
    toast(t("copied"));
  } catch {
    // No clipboard without https: show the link instead.
    window.prompt(t("copyByHand"), location.href);
  }
}

// Shows one of the sections of the page and hides the others.
export function showScene(id) {
  for (const scene of document.querySelectorAll(".scene")) {
    scene.hidden = scene.id !== id;
  }
  document.body.dataset.scene = id;
}

// What to say when the room has closed our connection, by the code of the server.
export function explainClose(code) {
  if (code === 4013) return t("closedReplaced");
  if (code === 4012) return t("closedDestroyed");
  if (code === 4011) return t("closedRemoved");
  if (code === 4001) return t("closedShutdown");
  return t("closedLost");
}

export const sharedWords = {
  en: {
    name: "Your name",
    namePlaceholder: "Nickname",
    quickMatch: "Quick match",
    createRoom: "New room",
    invite: "Copy invitation",
    leave: "Leave",
    copied: "Link copied. Send it to a friend, or open it in a second tab.",
    copyByHand: "The link of this room:",
    failed: "{method} failed: {code} {msg}",
    joining: "Joining…",
    lost: "Connection lost, trying again…",
    back: "Connected again",
    guest: "Guest",
    you: "you",
    roomGone: "That room is not there any more.",
    roomFull: "That room is full.",
    closedReplaced: "You opened this game in another tab.",
    closedDestroyed: "The room was closed.",
    closedRemoved: "You were removed from the room.",
    closedShutdown: "The server is restarting.",
    closedLost: "The connection to the room was lost.",
  },
  zh: {
    name: "昵称",
    namePlaceholder: "给自己起个名字",
    quickMatch: "快速匹配",
    createRoom: "创建房间",
    invite: "复制邀请链接",
    leave: "离开",
    copied: "链接已复制，发给好友，或在另一个标签页中打开。",
    copyByHand: "本房间的链接：",
    failed: "{method} 失败：{code} {msg}",
    joining: "正在进入…",
    lost: "连接断开，正在重连…",
    back: "已重新连接",
    guest: "游客",
    you: "你",
    roomGone: "房间已不存在。",
    roomFull: "房间已满。",
    closedReplaced: "你在另一个标签页中打开了游戏。",
    closedDestroyed: "房间已解散。",
    closedRemoved: "你被移出了房间。",
    closedShutdown: "服务器正在重启。",
    closedLost: "与房间的连接已断开。",
  },
};

export function mergeWords(own) {
  return { en: { ...sharedWords.en, ...own.en }, zh: { ...sharedWords.zh, ...own.zh } };
}

// Enters by the given way and answers the room, or tells why not and answers undefined.
export async function enter(way) {
  toast(t("joining"));
  try {
    const room = await way();
    // Also a connection that is lost in its first seconds is taken up again.
    room.reconnection.minUptime = 0;
    setRoomIdOfAddress(room.roomId);
    $("#toast").classList.remove("shown");
    return room;
  } catch (error) {
    setRoomIdOfAddress("");
    // 20012: MGOBE's code for a full room.
    toast(error.code === 20012 ? t("roomFull") : error.code >= 4210 ? t("roomGone") : error.message);
    console.warn("could not enter:", error.code, error.message);
    return undefined;
  }
}
