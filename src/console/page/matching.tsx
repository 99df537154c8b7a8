import { type MatchingView } from "../api";
import { formatDuration, formatTime } from "./format";
import { Section, Table } from "./parts";
import { useLive, usePage } from "./state";

/** Who waits for a match, and how the last waits ended. */
export function Matching() {
  const { matching } = useLive<{ matching: MatchingView }>("matching", {}, ["matching"]);
  return matching ? (
    <div class="columns">
      <div class="wide">
        <Queues view={matching} />
      </div>
      <div class="wide">
        <Last view={matching} />
      </div>
    </div>
  ) : null;
}

function Queues({ view: { queues } }: { view: MatchingView }) {
  const { word } = usePage();
  return (
    <Section title={word("inQueues")}>
      {queues.length === 0 ? (
        <p class="empty">{word("noQueues")}</p>
      ) : (
        <Table
          heads={[
            word("code"),
            word("players"),
            word("parties"),
            word("seats"),
            word("longestWait"),
            word("timeout"),
          ]}
        >
          {queues.map((queue) => (
            <tr key={queue.matchCode}>
              <td class="mono">{queue.matchCode}</td>
              <td>{queue.players}</td>
              <td>{queue.parties}</td>
              <td>{queue.seats}</td>
              <td>{queue.parties > 0 ? formatDuration(queue.longestMs) : "–"}</td>
              <td>{formatDuration(queue.timeoutMs)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Section>
  );
}

function Last({ view: { last } }: { view: MatchingView }) {
  const { word, language } = usePage();
  return (
    <Section title={word("lastMatches")}>
      {last.length === 0 ? (
        <p class="empty">{word("noMatches")}</p>
      ) : (
        <Table heads={[word("time"), word("code"), word("result"), word("waited")]}>
          {last.map((end, index) => (
            <tr key={`${end.time}-${index}`}>
              <td>{formatTime(end.time, language)}</td>
              <td class="mono">{end.matchCode}</td>
              <td class={end.code === 0 ? "" : "bad"}>{end.code === 0 ? word("matched") : end.code}</td>
              <td>{formatDuration(end.waited)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Section>
  );
}
