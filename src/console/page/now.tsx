import { useState } from "preact/hooks";
import { type ConsoleSample, type NowView, type ProcessNow } from "../api";
import { Chart } from "./chart";
import { createDrainQuestion } from "./drain-question";
import { formatBytes, formatDuration, formatNumber, formatTime } from "./format";
import { Table } from "./parts";
import { useLive, usePage } from "./state";

/** Points of an hour. */
const keptSamples = 720;

/** A chart gets a point each so many ms. */
const sampleMs = 5000;

/** Until there are so many, it gets one each second. */
const firstSamples = 60;

/** What is the case now, and charts of the last hour. */
export function Now() {
  const { word } = usePage();
  const [samples, setSamples] = useState<readonly ConsoleSample[]>([]);
  const [now, setNow] = useState<NowView | null>();
  useLive("now", {}, ["history", "now"] as never[], (name, value) => {
    if (name === "history") return setSamples(value as ConsoleSample[]);
    setNow(value as NowView | null);
    if (value === null) return;
    const { sample } = value as NowView;
    setSamples((before) =>
      before.length < firstSamples || sample.time - (before.at(-1)?.time ?? 0) >= sampleMs
        ? [...before.slice(1 - keptSamples), sample]
        : before,
    );
  });
  if (!now) return <p class="empty">{now === null ? word("noAnswer") : "…"}</p>;
  return (
    <>
      {now.isDraining && <p class="notice">{word("draining")}</p>}
      <Tiles now={now} />
      <Processes rows={now.processes} />
      <h2>{word("lastHour")}</h2>
      <Charts samples={samples} />
    </>
  );
}

function Tiles({ now }: { now: NowView }) {
  const { word, language } = usePage();
  const { sample, processes } = now;
  const isSum = processes.length > 1;
  const together = isSum ? word("together") : undefined;
  const largest = isSum ? word("largest") : undefined;
  const players = sample.wire + sample.dropIn + sample.native;
  return (
    <dl class="tiles">
      <Tile name={word("rooms")} value={formatNumber(sample.rooms)} />
      <Tile
        name={word("playersNow")}
        value={formatNumber(players)}
        note={`${sample.wire} ${word("wire")} · ${sample.dropIn} ${word("drop-in")} · ${sample.native} ${word("native")}`}
      />
      <Tile name={word("frames")} value={formatNumber(sample.frames)} />
      <Tile
        name={word("lateness")}
        value={formatDuration(sample.lateness)}
        isBad={sample.lateness > 50}
        note={largest}
      />
      <Tile
        name={word("cpu")}
        value={`${formatNumber(sample.cpu)} %`}
        isBad={processes.some(({ sample: { cpu } }) => cpu > 85)}
        note={together}
      />
      <Tile name={word("memory")} value={formatBytes(sample.memory)} note={together} />
      <Tile
        name={word("loopDelay")}
        value={formatDuration(sample.loopDelay)}
        isBad={sample.loopDelay > 50}
        note={largest}
      />
      <Tile name={word("calls")} value={formatNumber(sample.calls)} />
      <Tile name={word("inQueues")} value={formatNumber(now.matching)} />
      <Tile name={word("upSince")} value={formatTime(now.startedAt, language)} />
    </dl>
  );
}

/** Each process for itself, those that do not answer included. */
function Processes({ rows }: { rows: readonly ProcessNow[] }) {
  const { word, processes, process, hasProcesses, mayAct } = usePage();
  if (!hasProcesses) return null;
  const heads = [
    word("process"),
    word("rooms"),
    word("playersNow"),
    word("frames"),
    word("lateness"),
    word("cpu"),
    word("memory"),
    word("loopDelay"),
    word("calls"),
    word("upSince"),
  ];
  const shown = processes.filter(({ id, state }) => state !== "gone" && (process === "" || id === process));
  return (
    <>
      <h2>{word("processes")}</h2>
      <Table heads={mayAct ? [...heads, ""] : heads}>
        {shown.map(({ id, name }) => (
          <ProcessRow key={id} name={name} row={rows.find((each) => each.id === id)} columns={heads.length} />
        ))}
      </Table>
    </>
  );
}

function ProcessRow({ name, row, columns }: { name: string; row: ProcessNow | undefined; columns: number }) {
  const page = usePage();
  const { word, language, mayAct, ask } = page;
  if (!row) {
    return (
      <tr>
        <td class="mono">{name}</td>
        <td class="bad" colSpan={mayAct ? columns : columns - 1}>
          {word("noAnswer")}
        </td>
      </tr>
    );
  }
  const { id, sample, startedAt, isDraining } = row;
  return (
    <tr>
      <td class="mono">
        {name} {isDraining && <span class="badge">{word("drainingState")}</span>}
      </td>
      <td>{formatNumber(sample.rooms)}</td>
      <td>{formatNumber(sample.wire + sample.dropIn + sample.native)}</td>
      <td>{formatNumber(sample.frames)}</td>
      <td class={sample.lateness > 50 ? "bad" : ""}>{formatDuration(sample.lateness)}</td>
      <td class={sample.cpu > 85 ? "bad" : ""}>{formatNumber(sample.cpu)} %</td>
      <td>{formatBytes(sample.memory)}</td>
      <td class={sample.loopDelay > 50 ? "bad" : ""}>{formatDuration(sample.loopDelay)}</td>
      <td>{formatNumber(sample.calls)}</td>
      <td>{formatTime(startedAt, language)}</td>
      {mayAct && (
        <td>
          <button
            type="button"
            class="danger"
            disabled={isDraining}
            onClick={() => ask(createDrainQuestion(page, name), { action: "drain", process: id })}
          >
            {word("drainOne")}
          </button>
        </td>
      )}
    </tr>
  );
}

function Tile(props: { name: string; value: string; note?: string; isBad?: boolean }) {
  return (
    <div class={props.isBad ? "card tile bad" : "card tile"}>
      <dt>{props.name}</dt>
      <dd>{props.value}</dd>
      {props.note && <dd class="note">{props.note}</dd>}
    </div>
  );
}

function Charts({ samples }: { samples: readonly ConsoleSample[] }) {
  const { word } = usePage();
  const times = samples.map(({ time }) => time);
  const line = (label: string, color: string, read: (sample: ConsoleSample) => number) => ({
    label,
    color,
    values: samples.map(read),
  });
  const one = (title: string, read: (sample: ConsoleSample) => number, format: (value: number) => string) => (
    <Chart title={title} times={times} lines={[line(title, "--accent", read)]} format={format} />
  );
  return (
    <div class="charts">
      <Chart
        title={word("playersNow")}
        times={times}
        format={formatNumber}
        lines={[
          line(word("wire"), "--accent", ({ wire }) => wire),
          line(word("drop-in"), "--teal", ({ dropIn }) => dropIn),
          line(word("native"), "--amber", ({ native }) => native),
        ]}
      />
      {one(word("rooms"), ({ rooms }) => rooms, formatNumber)}
      {one(word("frames"), ({ frames }) => frames, formatNumber)}
      {one(
        word("lateness"),
        ({ lateness }) => lateness,
        (value) => `${formatNumber(value)} ms`,
      )}
      {one(
        word("cpu"),
        ({ cpu }) => cpu,
        (value) => `${formatNumber(value)} %`,
      )}
      {one(word("memory"), ({ memory }) => memory, formatBytes)}
      {one(
        word("loopDelay"),
        ({ loopDelay }) => loopDelay,
        (value) => `${formatNumber(value)} ms`,
      )}
      {one(word("calls"), ({ calls }) => calls, formatNumber)}
    </div>
  );
}
