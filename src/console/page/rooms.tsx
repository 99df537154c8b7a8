import { type ListView, type RoomRow } from "../api";
import { formatTime } from "./format";
import { ListBar, Pager, Table, useListQuery } from "./parts";
import { useLive, usePage } from "./state";

/** All rooms. */
export function Rooms() {
  const { word, hasProcesses } = usePage();
  const query = useListQuery();
  const { rooms } = useLive<{ rooms: ListView<RoomRow> }>("rooms", query.address, ["rooms"]);
  return (
    <>
      <ListBar
        query={query}
        hint={word("searchRooms")}
        filters={[
          ["open", "open"],
          ["private", "private"],
          ["syncing", "syncing"],
          ["errors", "errors"],
        ]}
      />
      {rooms && (
        <>
          {rooms.total === 0 ? (
            <p class="empty">{word("noRooms")}</p>
          ) : (
            <Table
              heads={[
                word("room"),
                word("name"),
                word("type"),
                ...(hasProcesses ? [word("process")] : []),
                word("players"),
                word("state"),
                word("created"),
                word("errorsCount"),
              ]}
            >
              {rooms.rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </Table>
          )}
          <Pager list={rooms} onPage={query.setPage} />
        </>
      )}
    </>
  );
}

function Row({ row }: { row: RoomRow }) {
  const { word, language, hasProcesses } = usePage();
  const states = [
    row.isSyncing && word("syncing"),
    row.isPrivate && word("private"),
    row.isForbidJoin && word("forbidden"),
  ].filter(Boolean);
  return (
    <tr>
      <td class="mono">
        <a class="row" href={`#rooms/${encodeURIComponent(row.id)}`}>
          {row.id}
        </a>
      </td>
      <td class="long">{row.name}</td>
      <td>{row.type}</td>
      {hasProcesses && <td class="mono">{row.process}</td>}
      <td>
        {row.players}/{row.maxPlayers}
        {row.online < row.players && (
          <span class="soft">
            {" "}
            ({row.online} {word("online")})
          </span>
        )}
      </td>
      <td>{states.join(" · ")}</td>
      <td>{formatTime(row.createTime, language)}</td>
      <td class={row.errors > 0 ? "bad" : ""}>{row.errors}</td>
    </tr>
  );
}
