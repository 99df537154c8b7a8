import { type ConsoleView } from "../../../src/console/api";
import { type ConsolePeers } from "./console-peers";
import { type FeedEvent, type FeedSource } from "./live-feed";
import { type ListQuery, WholeViews } from "./whole-views";

/** What a page is sent of a view; undefined when there is no such view. */
export function createPageReader(
  query: URLSearchParams,
  peers: ConsolePeers,
): Omit<FeedSource, "isOver"> | undefined {
  const list: ListQuery = {
    search: (query.get("search") ?? "").slice(0, 200),
    filter: query.get("filter") ?? "",
    page: Number(query.get("page")) || 0,
  };
  const roomId = query.get("room") ?? "";
  const whole = new WholeViews(peers, query.get("process") ?? "");
  const views: Readonly<Record<ConsoleView, (isFirst: boolean) => Promise<FeedEvent[]>>> = {
    now: (isFirst) => whole.viewNow(isFirst),
    rooms: async () => [["rooms", await whole.viewList("rooms", list)]],
    room: async () => [["room", await whole.viewRoom(roomId)]],
    players: async () => [["players", await whole.viewList("players", list)]],
    matching: () => whole.viewMatching(),
    script: () => whole.viewScript(),
    logs: (isFirst) => whole.viewLines(isFirst),
  };
  const view = query.get("view") ?? "";
  if (!Object.hasOwn(views, view)) return undefined;
  const viewThis = views[view as ConsoleView];
  return {
    get cost() {
      return whole.cost;
    },
    read: async (isFirst) => {
      whole.cost = 0;
      const events = await viewThis(isFirst);
      // Asked first, so that it says who has just not answered.
      return [["processes", peers.list()], ...events];
    },
  };
}
