import { useEffect, useRef } from "preact/hooks";
import UPlot from "uplot";
import { usePage } from "./state";

/** A line of a chart. */
export interface ChartLine {
  readonly label: string;
  readonly color: string;
  readonly values: readonly number[];
}

/** A chart of the last hour. */
export function Chart(props: {
  readonly title: string;
  /** ms of the wall clock. */
  readonly times: readonly number[];
  readonly lines: readonly ChartLine[];
  readonly format: (value: number) => string;
}) {
  const { title, times, lines, format } = props;
  const { theme, word } = usePage();
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(null);
  const data = [
    times.map((time) => time / 1000),
    ...lines.map(({ values }) => [...values]),
  ] as UPlot.AlignedData;
  const labels = lines.map(({ label }) => label).join("\n");
  useEffect(() => {
    const place = holder.current;
    if (!place) return;
    const made = new UPlot(createOptions(place.clientWidth, lines, format, word("time")), data, place);
    plot.current = made;
    const resize = new ResizeObserver(() => made.setSize({ width: place.clientWidth, height }));
    resize.observe(place);
    return () => {
      resize.disconnect();
      made.destroy();
    };
  }, [theme, labels]);
  useEffect(() => plot.current?.setData(data), [times.at(-1), times.length]);
  return (
    <figure class="card chart">
      <figcaption>{title}</figcaption>
      <div ref={holder} />
    </figure>
  );
}

const height = 170;

function createOptions(
  width: number,
  lines: readonly ChartLine[],
  format: (value: number) => string,
  timeLabel: string,
): UPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const axis = {
    stroke: color("--soft"),
    grid: { stroke: color("--line"), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    cursor: { drag: { x: false, y: false } },
    legend: { show: lines.length > 1, live: true },
    // A few points are not drawn over the whole width.
    scales: {
      x: { range: (_plot, low, high) => [Math.min(low, high - 60), high] },
      y: { range: (_plot, _low, high) => [0, high > 0 ? high * 1.1 : 1] },
    },
    axes: [
      {
        ...axis,
        size: 30,
        values: [
          [60, "{HH}:{mm}", null, null, null, null, null, null, 1],
          [1, "{mm}:{ss}", null, null, null, null, null, null, 1],
        ],
      },
      { ...axis, size: 62, values: (_plot, values) => values.map(format) },
    ],
    series: [
      { label: timeLabel, value: "{HH}:{mm}:{ss}" },
      ...lines.map((line) => ({
        label: line.label,
        stroke: color(line.color),
        width: 1.5,
        points: { show: false },
        value: (_plot: UPlot, value: number | null) => (value === null ? "–" : format(value)),
      })),
    ],
  };
}
