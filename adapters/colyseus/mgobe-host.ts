import { randomUUID } from "node:crypto";
import { GameHost, type HostOptions, type MgobexsSource, type RoomSettings } from "../../src/engine";
import { type Leave } from "../cluster/join-cluster";
import { MatchmakerRemoteRooms } from "./remote-rooms";

export { type HostOptions, type MgobexsSource } from "../../src/engine";

/** Key of the option by which the host's own rooms know their settings; its values cannot be guessed. */
const ticketKey = "mgobeTicket";

/** What all rooms of one class share: the game, its script and its settings. */
export class MgobeHost extends GameHost {
  /** Whether several processes host the game together; Colyseus may have a driver and presence for them then. */
  isClustered = false;
  /** Colyseus' names of the processes that host the game; other games may use the same Redis. */
  processIds: ReadonlySet<string> = new Set();
  /** Takes the process out of its cluster; nothing to do without one. */
  leaveCluster: Leave = () => Promise.resolve();
  private readonly tickets = new Map<string, RoomSettings>();

  /** @param source the package; none = rooms without a script */
  constructor(source: MgobexsSource | undefined, options: HostOptions = {}) {
    super(source, options, new MatchmakerRemoteRooms());
  }

  /** Options that make a room with just these settings. */
  issueTicket(settings: RoomSettings): Record<string, string> {
    const ticket = randomUUID();
    this.tickets.set(ticket, settings);
    return { [ticketKey]: ticket };
  }

  /** Settings that belong to the ticket in the options of a new room. */
  takeSettings(options: Readonly<Record<string, unknown>>): RoomSettings | undefined {
    const ticket = options[ticketKey];
    if (typeof ticket !== "string") return undefined;
    const settings = this.tickets.get(ticket);
    this.tickets.delete(ticket);
    return settings;
  }
}
