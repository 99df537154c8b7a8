import { useState } from "preact/hooks";
import { type RoomView } from "../api";
import { formatTime } from "./format";
import { Facts, Hooks, Lines, Section, Table, Tree } from "./parts";
import { ChangeRoom, SendToRoom } from "./room-dialogs";
import { useLive, usePage } from "./state";

/** One room. */
export function Room({ roomId }: { roomId: string }) {
  const { word } = usePage();
  const { room: view } = useLive<{ room: RoomView | null }>("room", { room: roomId }, ["room"]);
  return (
    <>
      <p class="crumb">
        <a href="#rooms">← {word("back")}</a>
      </p>
      {view === null && (
        <p class="empty">
          <span class="mono">{roomId}</span>: {word("roomGone")}
        </p>
      )}
      {view && <Whole view={view} />}
    </>
  );
}

function Whole({ view }: { view: RoomView }) {
  const { word } = usePage();
  return (
    <>
      <Head view={view} />
      <div class="columns">
        <div class="wide">
          <Section title={`${word("players")} ${view.room.playerList.length}/${view.room.maxPlayers}`}>
            <Players view={view} />
          </Section>
        </div>
        <Section title={word("properties")}>
          <RoomFacts view={view} />
        </Section>
        <Section title={word("script")}>
          <Script view={view} />
        </Section>
        <Section title={word("hooks")}>
          <Hooks hooks={view.hooks} />
        </Section>
        <Section title={word("lastLines")}>
          <Lines lines={[...view.lines].reverse()} />
        </Section>
      </div>
    </>
  );
}

function Head({ view: { room, process } }: { view: RoomView }) {
  const { word, mayAct, ask, hasProcesses } = usePage();
  const [dialog, setDialog] = useState<"change" | "send">();
  const name = room.name || room.id;
  const close = (): void => setDialog(undefined);
  const setForbid = (isForbidJoin: boolean): void =>
    ask(word(isForbidJoin ? "askForbid" : "askAllow", { name }), {
      action: "changeRoom",
      roomId: room.id,
      changes: { isForbidJoin },
    });
  return (
    <div class="head">
      <h1>{name}</h1>
      <span class="mono soft">{room.id}</span>
      {hasProcesses && (
        <span class="soft">
          {word("process")} <span class="mono">{process}</span>
        </span>
      )}
      {mayAct && (
        <span class="buttons">
          <button type="button" id="change" onClick={() => setDialog("change")}>
            {word("change")}
          </button>
          <button type="button" id="send" onClick={() => setDialog("send")}>
            {word("send")}
          </button>
          <button type="button" id="forbid" onClick={() => setForbid(!room.isForbidJoin)}>
            {word(room.isForbidJoin ? "allowJoin" : "forbidJoin")}
          </button>
          <button
            type="button"
            id="dismiss"
            class="danger"
            onClick={() => ask(word("askDismiss", { name }), { action: "dismissRoom", roomId: room.id })}
          >
            {word("dismiss")}
          </button>
        </span>
      )}
      {dialog === "change" && <ChangeRoom room={room} onClose={close} />}
      {dialog === "send" && <SendToRoom room={room} onClose={close} />}
    </div>
  );
}

function Players({ view: { room, players } }: { view: RoomView }) {
  const { word, mayAct, ask } = usePage();
  const heads = [
    word("player"),
    word("name"),
    word("client"),
    word("state"),
    word("status"),
    word("profile"),
  ];
  return (
    <Table heads={mayAct ? [...heads, ""] : heads}>
      {room.playerList.map((player) => {
        const more = players.find(({ id }) => id === player.id);
        return (
          <tr key={player.id}>
            <td class="mono">
              {player.id}
              {more?.openId && <div class="soft">{more.openId}</div>}
            </td>
            <td>
              {player.name}
              {player.id === room.owner && <span class="badge">{word("owner")}</span>}
            </td>
            <td>{player.isRobot ? word("robot") : more?.kind ? word(more.kind) : "–"}</td>
            <td>
              <Network common={player.commonNetworkState} relay={player.relayNetworkState} />
            </td>
            <td>{player.customPlayerStatus}</td>
            <td class="mono long">{player.customProfile}</td>
            {mayAct && (
              <td>
                <button
                  type="button"
                  onClick={() =>
                    ask(word("askRemove", { name: player.name || player.id }), {
                      action: "removePlayer",
                      playerId: player.id,
                    })
                  }
                >
                  {word("remove")}
                </button>
              </td>
            )}
          </tr>
        );
      })}
    </Table>
  );
}

/** Numbers of MGOBE's network states: 0 common offline, 1 common online, 2 relay offline, 3 relay online. */
function Network({ common, relay }: { common: number; relay: number }) {
  const { word } = usePage();
  const show = (isOnline: boolean): string => word(isOnline ? "online" : "offlineState");
  return (
    <>
      {word("lobby")} {show(common === 1)} · {word("room")} {show(relay === 3)}
    </>
  );
}

function RoomFacts({ view: { room, frame } }: { view: RoomView }) {
  const { word, language } = usePage();
  const yesNo = (value: boolean): string => word(value ? "yes" : "no");
  const facts: readonly (readonly [string, string])[] = [
    [word("type"), room.type],
    [word("owner"), room.owner],
    [word("private"), yesNo(room.isPrivate)],
    [word("forbidJoin"), yesNo(room.isForbidJoin)],
    [word("created"), formatTime(room.createTime * 1000, language)],
    [word("frameSync"), `${word(frame.isRunning ? "on" : "off")} · ${frame.rate}/s`],
    ...(room.startGameTime > 0
      ? [[word("syncSince"), formatTime(room.startGameTime * 1000, language)] as const]
      : []),
    ...room.teamList.map(
      (team) => [word("team"), `${team.id} ${team.name} (${team.minPlayers}–${team.maxPlayers})`] as const,
    ),
    [word("customProperties"), room.customProperties],
  ];
  return <Facts facts={facts} />;
}

function Script({ view: { gameServer } }: { view: RoomView }) {
  const { word } = usePage();
  if (!gameServer) return <p class="empty">{word("noScript")}</p>;
  return (
    <>
      <p>
        {word("queue")}: {gameServer.waiting}
        {gameServer.sender !== null && (
          <>
            {" · "}
            {word("inFlight")} <span class="mono">{gameServer.sender || "SDK.dispatchAction"}</span>
          </>
        )}
      </p>
      <div class="tree">
        <Tree name="gameData" node={gameServer.gameData} />
      </div>
    </>
  );
}
