import { type ConsoleClock } from "./console-clock";
import { type ConsoleAnswers } from "./console-peers";
import {
  describePeople,
  listPlayers,
  listRooms,
  viewMatching,
  viewRoom,
  viewScript,
  type ViewSource,
} from "./console-views";

/** Lines that are given at a time, and of those that are remembered when a page opens. */
const [mostLines, firstLines] = [500, 200];

/** What this process answers about itself. */
export function answerViews(
  source: ViewSource,
  clock: ConsoleClock,
): Pick<ConsoleAnswers, "now" | "list" | "room" | "people" | "matching" | "script" | "lines"> {
  return {
    now: ({ isFirst }) => viewOwnNow(source, clock, isFirst),
    list: (question) =>
      question.list === "rooms" ? listRooms(source, question) : listPlayers(source, question),
    room: ({ roomId }) => viewRoom(source, roomId) ?? null,
    people: ({ ids }) => describePeople(source, ids),
    matching: () => viewMatching(source),
    script: () => {
      source.records.noteScript(source.game.getPackage());
      return viewScript(source);
    },
    lines: ({ after }) => {
      const { records } = source;
      const lines = records.getLinesAfter(after ?? Math.max(0, records.lineNumber - firstLines));
      const left = Math.max(0, lines.length - mostLines);
      return { number: records.lineNumber, left, lines: lines.slice(left) };
    },
  };
}

function viewOwnNow(
  { game }: ViewSource,
  clock: ConsoleClock,
  isFirst: boolean,
): ReturnType<ConsoleAnswers["now"]> {
  const { matching, isDraining } = game.game;
  return {
    time: Date.now(),
    sample: clock.requireSample(game),
    startedAt: clock.startedAt,
    matching: matching.playerCount,
    isDraining,
    ...(isFirst && { history: clock.history.get(game) ?? [] }),
  };
}
