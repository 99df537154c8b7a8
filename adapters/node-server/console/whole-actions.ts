import { type ConsoleAction, type ConsoleRefusal } from "../../../src/console/api";
import {
  type ActionOutcome,
  type ActionPlace,
  type Actor,
  carryOut,
  noteAction,
  readAction,
} from "./console-actions";
import { type ConsoleAnswers, type ConsolePeers, type Heard } from "./console-peers";

/** How long a process has to load its script again, ms. */
const reloadPatience = 20_000;

/** Answers of this process to actions that come from the console of another one. */
export function answerActions(place: ActionPlace): ConsoleAnswers["act"] {
  return async ({ action, ...actor }) => {
    // The other one has read it; it may be of another version all the same.
    const read = readAction(action);
    if (!read) return { state: "refused", refusal: { error: "action" } };
    const outcome = await carryOut(read, place, actor, true);
    if (outcome === "elsewhere") return { state: "elsewhere" };
    return outcome ? { state: "refused", refusal: outcome } : { state: "done" };
  };
}

/** Carries an action out at the process that has the room or the player, or at all, or at the one that is named. */
export function carryOutAnywhere(
  action: ConsoleAction,
  place: ActionPlace,
  peers: ConsolePeers,
  actor: Actor,
): Promise<ActionOutcome> {
  if (action.action === "reload" || action.action === "drain") {
    return carryOutAt(action, place, peers, actor);
  }
  return carryOutAtOwner(action, place, peers, actor);
}

async function carryOutAtOwner(
  action: ConsoleAction,
  place: ActionPlace,
  peers: ConsolePeers,
  actor: Actor,
): Promise<ActionOutcome> {
  const hasOthers = peers.listOthers().length > 0;
  const own = await carryOut(action, place, actor, hasOthers);
  if (own !== "elsewhere") return own;
  const { heard, missing } = await peers.askOthers("act", { action, ...actor });
  if (heard.some(({ value }) => value.state === "done")) return undefined;
  const refusal = heard.find(({ value }) => value.state === "refused")?.value.refusal;
  if (refusal) return refusal;
  if (missing.length > 0) return toSilence(missing, action, place, actor);
  // Nobody has it: it is refused, and written down, here.
  const outcome = await carryOut(action, place, actor);
  return outcome === "elsewhere" ? undefined : outcome;
}

async function carryOutAt(
  action: Extract<ConsoleAction, { action: "reload" | "drain" }>,
  place: ActionPlace,
  peers: ConsolePeers,
  actor: Actor,
): Promise<ActionOutcome> {
  const { process } = action;
  const others = peers.listOthers();
  const isOwn = process === undefined || process === peers.ownId;
  const targets = process === undefined ? others : others.filter((id) => id === process);
  if (!isOwn && targets.length === 0) return { error: "gone" };
  const answers = await Promise.all(
    targets.map((id) => peers.ask(id, "act", { action, ...actor }, reloadPatience)),
  );
  const own = isOwn ? await carryOut(action, place, actor) : undefined;
  const missing = targets.filter((_, index) => answers[index] === undefined).map((id) => peers.nameOf(id));
  const refusals = answers.flatMap((answer) => describeRefusal(answer) ?? []);
  if (own && own !== "elsewhere") {
    refusals.unshift(
      others.length === 0 ? own : { ...own, message: `${peers.name}: ${own.message ?? own.error}` },
    );
  }
  const [first, ...further] = refusals;
  if (first) {
    const messages = refusals.map(({ message, error }) => message ?? error);
    return further.length === 0 ? first : { error: "failed", message: messages.join("; ") };
  }
  return missing.length > 0 ? toSilence(missing, action, place, actor) : undefined;
}

function describeRefusal(answer: Heard<"act"> | undefined): ConsoleRefusal | undefined {
  const refusal = answer?.value.refusal;
  return refusal && { ...refusal, message: `${answer.process}: ${refusal.message ?? refusal.error}` };
}

/** It may do it later, or have done it. */
function toSilence(
  missing: readonly string[],
  action: ConsoleAction,
  { game }: ActionPlace,
  actor: Actor,
): ConsoleRefusal {
  const names = missing.join(", ");
  noteAction(action, game, actor, ` - no answer of ${names}, which may do it later`);
  return { error: "silent", message: names };
}
