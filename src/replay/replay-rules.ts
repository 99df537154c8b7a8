import { z } from "zod";
import { ToolError } from "../contract";
import { PathPatterns } from "./paths";

const rulesShape = z.strictObject({
  $schema: z.string().optional(),
  /** Paths that are not compared. */
  ignore: z.array(z.string()).default([]),
  /** Paths of names that differ from run to run and stay the same within one. */
  ids: z.array(z.string()).default([]),
  /** By how much numbers at a path may differ. */
  tolerance: z.record(z.string(), z.number().nonnegative()).default({}),
  /** Events that are not compared: those of a name, or of these also some, told by a value at a path below the event's data. */
  skip: z
    .array(z.strictObject({ event: z.string(), where: z.record(z.string(), z.unknown()).optional() }))
    .default([]),
  /** `items`: each player's inputs in their order, whatever frame they came with; `none`: frames are not compared. */
  frames: z.enum(["items", "none"]).default("items"),
});

type RulesJson = z.infer<typeof rulesShape>;

/** What differs between two runs of any game: times, and names that the server makes up. */
const always = {
  ignore: [
    "**.createTime",
    "**.startGameTime",
    "**.serverTime",
    "**.timestamp",
    "**.routeId",
    "**.networkState",
    "**.commonNetworkState",
    "**.relayNetworkState",
    "requestFrame.frames",
  ],
  ids: [
    "**.roomInfo.id",
    "**.roomId",
    "**.roomList.*.id",
    "**.groupInfo.id",
    "**.groupId",
    "**.groupInfoList.*.id",
  ],
  /** Who is noticed to be away when, is the network's affair. */
  skip: ["onChangePlayerNetworkState", "onChangeGroupPlayerNetworkState"],
};

/** What is compared of a replay, and how closely. */
export class ReplayRules {
  readonly ignored: PathPatterns;
  readonly ids: PathPatterns;
  readonly comparesFrames: boolean;
  private readonly tolerances: readonly { readonly paths: PathPatterns; readonly by: number }[];
  private readonly skips: RulesJson["skip"];

  private constructor(rules: RulesJson) {
    this.ignored = new PathPatterns([...always.ignore, ...rules.ignore]);
    this.ids = new PathPatterns([...always.ids, ...rules.ids]);
    this.tolerances = Object.entries(rules.tolerance).map(([path, by]) => ({
      paths: new PathPatterns([path]),
      by,
    }));
    this.skips = [...always.skip.map((event) => ({ event })), ...rules.skip];
    this.comparesFrames = rules.frames === "items";
  }

  /**
   * Rules from the text of a file; those that hold for any game are always there.
   *
   * @param path for messages
   * @throws ToolError REPLAY_RULES_INVALID
   */
  static read(text: string, path: string): ReplayRules {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (cause) {
      throw new ToolError("REPLAY_RULES_INVALID", { path, reason: (cause as Error).message }, { cause });
    }
    const { data, error } = rulesShape.safeParse(json);
    if (data) return new ReplayRules(data);
    const [issue] = error.issues;
    const reason = `${issue?.path.join(".") || "the file"}: ${issue?.message ?? ""}`;
    throw new ToolError("REPLAY_RULES_INVALID", { path, reason });
  }

  /** The rules that hold for any game. */
  static standard(): ReplayRules {
    return new ReplayRules(rulesShape.parse({}));
  }

  /** By how much numbers at this path may differ. */
  getTolerance(path: string): number {
    return this.tolerances.find(({ paths }) => paths.includes(path))?.by ?? 0;
  }

  /** Whether an event is left out of the comparison. */
  isSkipped(name: string, data: unknown): boolean {
    return this.skips.some(
      ({ event, where = {} }) =>
        event === name &&
        Object.entries(where).every(
          ([path, value]) => JSON.stringify(get(data, path)) === JSON.stringify(value),
        ),
    );
  }
}

function get(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((inner, part) => (inner as Record<string, unknown> | null | undefined)?.[part], value);
}
