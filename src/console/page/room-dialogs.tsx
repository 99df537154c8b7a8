import { useState } from "preact/hooks";
import { type ConsoleAction, type RoomView } from "../api";
import { Dialog } from "./parts";
import { usePage } from "./state";

type Room = RoomView["room"];

/** Changes properties of a room: only those that differ are sent. */
export function ChangeRoom({ room, onClose }: { room: Room; onClose: () => void }) {
  const { word, act } = usePage();
  const [name, setName] = useState(room.name);
  const [owner, setOwner] = useState(room.owner);
  const [isPrivate, setPrivate] = useState(room.isPrivate);
  const [custom, setCustom] = useState(room.customProperties);
  const changes = {
    ...(name !== room.name && { roomName: name }),
    ...(owner !== room.owner && { owner }),
    ...(isPrivate !== room.isPrivate && { isPrivate }),
    ...(custom !== room.customProperties && { customProperties: custom }),
  };
  const action: ConsoleAction = { action: "changeRoom", roomId: room.id, changes };
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (Object.keys(changes).length === 0 || (await act(action))) onClose();
  };
  return (
    <Dialog onClose={onClose}>
      <form onSubmit={(event) => void save(event)}>
        <h2>{word("changeTitle", { name: room.name || room.id })}</h2>
        <label>
          {word("name")}
          <input id="room-name" value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label>
          {word("owner")}
          <select value={owner} onChange={(event) => setOwner(event.currentTarget.value)}>
            {room.playerList.map((player) => (
              <option key={player.id} value={player.id}>
                {player.name} {player.id}
              </option>
            ))}
          </select>
        </label>
        <label>
          {word("customProperties")}
          <textarea rows={5} value={custom} onInput={(event) => setCustom(event.currentTarget.value)} />
        </label>
        <label>
          <input
            type="checkbox"
            checked={isPrivate}
            onChange={(event) => setPrivate(event.currentTarget.checked)}
          />{" "}
          {word("private")}
        </label>
        <Buttons yes={word("save")} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** Sends a value as the game server would. */
export function SendToRoom({ room, onClose }: { room: Room; onClose: () => void }) {
  const { word, act } = usePage();
  const [to, setTo] = useState("");
  const [text, setText] = useState("{}");
  const data = readJson(text);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (data === undefined) return;
    const playerIds = to === "" ? [] : [to];
    if (await act({ action: "send", roomId: room.id, playerIds, data })) onClose();
  };
  return (
    <Dialog onClose={onClose}>
      <form onSubmit={(event) => void send(event)}>
        <h2>{word("sendTitle", { name: room.name || room.id })}</h2>
        <label>
          {word("sendTo")}
          <select value={to} onChange={(event) => setTo(event.currentTarget.value)}>
            <option value="">{word("everybody")}</option>
            {room.playerList.map((player) => (
              <option key={player.id} value={player.id}>
                {player.name} {player.id}
              </option>
            ))}
          </select>
        </label>
        <label>
          {word("sendData")}
          <textarea
            id="data"
            class="mono"
            rows={6}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        {data === undefined && <p class="bad">{word("notJson")}</p>}
        <Buttons yes={word("send")} onClose={onClose} isOff={data === undefined} />
      </form>
    </Dialog>
  );
}

function Buttons(props: { yes: string; onClose: () => void; isOff?: boolean }) {
  const { word } = usePage();
  return (
    <div class="buttons">
      <button type="button" onClick={props.onClose}>
        {word("cancel")}
      </button>
      <button class="primary" disabled={props.isOff}>
        {props.yes}
      </button>
    </div>
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
