// All kinds of client in one room: the first frame makes the room, the others follow its address.
import { $, setUpLanguages } from "./app.js";
import { demoWords } from "./demo-words.js";

setUpLanguages(demoWords, () => undefined);

const game = new URLSearchParams(location.search).get("game") === "gomoku" ? "gomoku" : "arena";

/** Resolves when `look` gives something. */
function waitFor(look) {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const found = look();
      if (!found) return;
      clearInterval(timer);
      resolve(found);
    }, 50);
  });
}

async function start() {
  const { isOriginal } = await (await fetch("/demo.json")).json();
  $("#original").hidden = !isOriginal;
  $("#missing").hidden = isOriginal;
  const first = $("#colyseus");
  first.src = `/${game}/?as=Ada`;
  const create = await waitFor(
    () => first.contentDocument?.readyState === "complete" && first.contentDocument.querySelector("#create"),
  );
  create.click();
  const room = await waitFor(() => /room=([^&]+)/.exec(first.contentWindow.location.hash)?.[1]);
  $("#dropIn").src = `/${game}/mgobe.html?as=Bo#room=${room}`;
  $("#socketIo").src = `/socketio/${game}/mgobe.html?as=Di#room=${room}`;
  if (isOriginal) $("#original").src = `/original/${game}/mgobe.html?as=Cy#room=${room}`;
}

start();
