import { type ts } from "ts-morph";
import { type ProjectFile } from "../project/collect-files";
import { findMarkers, getMarkedNode, type Marker } from "./marker";

/** A marker with its file. */
export interface PlacedMarker extends Marker {
  /** Absolute path. */
  readonly file: string;
}

/** The markers that earlier runs left in the code; a rule that speaks of the same place again claims its own. */
export class MarkerIndex {
  private readonly markers: PlacedMarker[];
  private readonly claimed = new Set<PlacedMarker>();

  constructor(files: readonly Pick<ProjectFile, "path" | "text">[]) {
    this.markers = files.flatMap(({ path, text }) =>
      findMarkers(text).map((marker) => ({ ...marker, file: path })),
    );
  }

  /** Claims a rule's markers between the start of the statement around a node and the node; false when there are none. */
  claim(node: ts.Node, rule: string): boolean {
    if (this.markers.length === 0) return false;
    const file = node.getSourceFile().fileName;
    const { pos } = getMarkedNode(node);
    const end = node.getStart();
    const own = this.markers.filter(
      (each) => each.file === file && each.rule === rule && pos <= each.start && each.start < end,
    );
    for (const each of own) this.claimed.add(each);
    return own.length > 0;
  }

  /** Claims all markers of some rules that stand in comments of some files which can be taken out; returns them. */
  claimRules(rules: ReadonlySet<string>, files: ReadonlySet<string>): PlacedMarker[] {
    const own = this.markers.filter(
      ({ file, rule, isBlock }) => isBlock && rules.has(rule) && files.has(file),
    );
    for (const each of own) this.claimed.add(each);
    return own;
  }

  /** Markers that nobody claimed. */
  getUnclaimed(): PlacedMarker[] {
    return this.markers.filter((each) => !this.claimed.has(each));
  }
}
