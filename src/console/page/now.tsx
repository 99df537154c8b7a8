import { useState } from "preact/hooks";
import { type ConsoleSample, type NowView } from "../api";
import { Chart } from "./chart";
import { formatBytes, formatDuration, formatNumber, formatTime } from "./format";
import { useLive, usePage } from "./state";

/** Points of an hour. */
const keptSamples = 720;

/** A chart gets a point each so many ms. */
const sampleMs = 5000;

/** Until there are so many, it gets one each second. */
const firstSamples = 60;

/** What is the case now, and charts of the last hour. */
export function Now() {
  const { word, language } = usePage();
  const [samples, setSamples] = useState<readonly ConsoleSample[]>([]);
  const [now, setNow] = useState<NowView>();
  useLive("now", {}, ["history", "now"] as never[], (name, value) => {
    if (name === "history") return setSamples(value as ConsoleSample[]);
    const { sample } = value as NowView;
    setNow(value as NowView);
    setSamples((before) =>
      before.length < firstSamples || sample.time - (before.at(-1)?.time ?? 0) >= sampleMs
        ? [...before.slice(1 - keptSamples), sample]
        : before,
    );
  });
  if (!now) return <p class="empty">…</p>;
  const { sample } = now;
  const players = sample.wire + sample.dropIn + sample.native;
  return (
    <>
      {now.isDraining && <p class="notice">{word("draining")}</p>}
      <dl class="tiles">
        <Tile name={word("rooms")} value={formatNumber(sample.rooms)} />
        <Tile
          name={word("playersNow")}
          value={formatNumber(players)}
          note={`${sample.wire} ${word("wire")} · ${sample.dropIn} ${word("drop-in")} · ${sample.native} ${word("native")}`}
        />
        <Tile name={word("frames")} value={formatNumber(sample.frames)} />
        <Tile name={word("lateness")} value={formatDuration(sample.lateness)} isBad={sample.lateness > 50} />
        <Tile name={word("cpu")} value={`${formatNumber(sample.cpu)} %`} isBad={sample.cpu > 85} />
        <Tile name={word("memory")} value={formatBytes(sample.memory)} />
        <Tile
          name={word("loopDelay")}
          value={formatDuration(sample.loopDelay)}
          isBad={sample.loopDelay > 50}
        />
        <Tile name={word("calls")} value={formatNumber(sample.calls)} />
        <Tile name={word("inQueues")} value={formatNumber(now.matching)} />
        <Tile name={word("upSince")} value={formatTime(now.startedAt, language)} />
      </dl>
      <h2>{word("lastHour")}</h2>
      <Charts samples={samples} />
    </>
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
