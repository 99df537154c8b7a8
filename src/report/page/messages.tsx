import { type MessagePair, type Place as CodePlace } from "../../analysis/model/report";
import { usePage } from "./page";
import { Capped, Card, Nothing, Pill, Place, Table } from "./parts";
import { SearchBox } from "./search-box";

/** Places of one end that a row names at first. */
function Places({ places }: { places: readonly CodePlace[] }) {
  if (places.length === 0) return null;
  return (
    <div class="places">
      <Capped items={places} count={6}>
        {(shown) => shown.map(({ file, line }, index) => <Place key={index} file={file} line={line} />)}
      </Capped>
    </div>
  );
}

/** Commands and both of their ends. */
export function MessageTable({ messages }: { messages: readonly MessagePair[] }) {
  const page = usePage();
  return (
    <Table
      columns={(["direction", "command", "sent", "handled", "state"] as const).map((word) => ({
        label: page.word(word),
      }))}
      rows={messages.map(({ direction, key, value, sent, handled, status }) => [
        page.word(direction === "client-to-server" ? "toServer" : "toClient"),
        <code>
          {key || "*"} = {value}
        </code>,
        <Places places={sent} />,
        <Places places={handled} />,
        <Pill kind={status}>{page.word(status)}</Pill>,
      ])}
    />
  );
}

function contains({ key, value, status, sent, handled }: MessagePair, query: string): boolean {
  const places = [...sent, ...handled].map(({ file }) => file);
  return [key, value, status, ...places].join("\n").toLowerCase().includes(query);
}

/** All messages between client and game server. */
export function Messages() {
  const page = usePage();
  const found = page.index.report.messages.filter((each) => contains(each, page.view.query.toLowerCase()));
  return (
    <>
      <div class="filters">
        <SearchBox />
      </div>
      <Card title={page.word("messages")} lead={page.word("messagesLead")}>
        {found.length === 0 ? <Nothing /> : null}
        {found.length > 0 ? (
          <Capped items={found}>{(shown) => <MessageTable messages={shown} />}</Capped>
        ) : null}
      </Card>
    </>
  );
}
