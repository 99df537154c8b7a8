import { type Finding } from "../finder";
import { type RuleDescriptor } from "./descriptor";
import { getObstacle, isAdded, messages, rewriteAssignment } from "./handler-rewrite";
import { runsOncePerRoom } from "./handler-sites";
import { selectRewritable } from "./rewritable";
import { type Level, type Rule, type RuleContext } from "./rule";
import { planTables } from "./table-plan";

/** What distinguishes one rule of this kind. */
export interface HandlerRule extends RuleDescriptor {
  readonly level: Level;
  /** Events in the API map, e.g. `Room.onRecvFromGameSvr`. */
  readonly apis: readonly string[];
}

/**
 * Creates a rule that turns `room.onEvent = handler` and `room.onEvent = null` into the target's listening. MGOBE's
 * handlers replace each other while a target's listeners add up: the plain form is only written where one assignment is
 * proven, elsewhere a helper keeps the meaning (design §3.4).
 */
export function createHandlerRule(rule: HandlerRule): Rule {
  return {
    ...rule,
    together: "handlers",
    run: (context) => {
      for (const api of rule.apis) rewriteEvent(context, api);
    },
  };
}

function rewriteEvent(context: RuleContext, api: string): void {
  const members = context.findings.filter(
    ({ api: named, kind, certainty }) => named === api && kind === "table-entry" && certainty === "proven",
  );
  if (members.length > 0) return members.forEach((member) => context.mark(member, messages.member));
  const uses = context.findings.filter((finding) => finding.api === api && !!finding.access);
  if (uses.length === 0 || isLeftToTables(context, api)) return;
  const reads = uses.filter(
    ({ kind, certainty }) => certainty === "proven" && (kind === "read" || kind === "call"),
  );
  if (reads.length > 0) return reads.forEach((read) => context.mark(read, messages.read));
  const own = new Set(uses);
  const sites = selectRewritable(context, (finding) => own.has(finding) && !!finding.assignment);
  if (sites.length === 0 || isKept(context, uses, sites)) return;
  const [first] = sites;
  const isOnly =
    uses.filter(({ assignment }) => !!assignment).length === 1 && !isListenedTo(context, first?.member);
  const isPlain =
    isOnly && first?.kind === "handler" && runsOncePerRoom(context.project, first, context.findings);
  for (const site of sites) rewriteAssignment(context, site, isPlain);
}

/**
 * Whether all assignments of an event stay, because one of them has to: a handler that is a property and one that listens
 * do not replace each other.
 */
function isKept(context: RuleContext, uses: readonly Finding[], sites: readonly Finding[]): boolean {
  // Asked once for all sites, which are of one event: the whole code is looked through.
  const isTaken = sites[0] !== undefined && isAdded(context, sites[0].member);
  const blocked = sites.flatMap((site) => {
    const message = getObstacle(site, isTaken);
    return message ? [{ site, message }] : [];
  });
  for (const { site, message } of blocked) context.mark(site, message);
  const isSilenced = uses.some((use) => use.assignment && use.certainty === "proven" && context.ignore(use));
  return blocked.length > 0 || isSilenced;
}

/** Whether an event is also set through computed names, or may be: then all of its handlers go the same way. */
function isLeftToTables(context: RuleContext, api: string): boolean {
  const tables = planTables(context);
  return !!tables && (!tables.areKnown || tables.events.has(api.slice("Room.".length)));
}

/** Whether the code speaks of an event by its name: an earlier run, or somebody's own code, may listen to it. */
function isListenedTo(context: RuleContext, event = ""): boolean {
  const name = new RegExp(`["'\`]${event}["'\`]`);
  return context.project.files.some(({ text, isDeclaration }) => !isDeclaration && name.test(text));
}
