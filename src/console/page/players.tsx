import { type ListView, type PlayerRow } from "../api";
import { formatTime } from "./format";
import { ListBar, Pager, Table, useListQuery } from "./parts";
import { useLive, usePage } from "./state";

/** Players who are connected. */
export function Players() {
  const { word, mayAct, hasProcesses } = usePage();
  const query = useListQuery();
  const { players } = useLive<{ players: ListView<PlayerRow> }>("players", query.address, ["players"]);
  const heads = [
    word("player"),
    "openId",
    word("name"),
    word("client"),
    ...(hasProcesses ? [word("process")] : []),
    word("connected"),
    word("room"),
    word("calls"),
  ];
  return (
    <>
      <ListBar
        query={query}
        hint={word("searchPlayers")}
        filters={[
          ["wire", "wire"],
          ["drop-in", "drop-in"],
          ["native", "native"],
        ]}
      />
      {players && (
        <>
          {players.total === 0 ? (
            <p class="empty">{word("noPlayers")}</p>
          ) : (
            <Table heads={mayAct ? [...heads, ""] : heads}>
              {players.rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </Table>
          )}
          <Pager list={players} onPage={query.setPage} />
        </>
      )}
    </>
  );
}

function Row({ row }: { row: PlayerRow }) {
  const { word, language, mayAct, ask, hasProcesses } = usePage();
  const name = row.name || row.openId || row.id;
  return (
    <tr>
      <td class="mono">{row.id}</td>
      <td class="mono">{row.openId}</td>
      <td>{row.name}</td>
      <td>
        {word(row.kind)} <span class="soft">{row.version}</span>
      </td>
      {hasProcesses && <td class="mono">{row.process}</td>}
      <td>{row.since === null ? "–" : formatTime(row.since, language)}</td>
      <td class="mono">
        {row.roomId !== null && (
          <a class="row" href={`#rooms/${encodeURIComponent(row.roomId)}`}>
            {row.roomId}
          </a>
        )}
      </td>
      <td>{row.calls}</td>
      {mayAct && (
        <td class="buttons">
          <button
            type="button"
            disabled={row.roomId === null}
            onClick={() => ask(word("askRemove", { name }), { action: "removePlayer", playerId: row.id })}
          >
            {word("remove")}
          </button>
          <button
            type="button"
            disabled={row.since === null}
            onClick={() => ask(word("askEnd", { name }), { action: "endSession", playerId: row.id })}
          >
            {word("endSession")}
          </button>
        </td>
      )}
    </tr>
  );
}
