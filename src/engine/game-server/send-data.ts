import { measureJson } from "../json/json-size";
import { toTolerantJsonValue } from "../json/json-value";
import { type Logger } from "../logs/logger";
import { type RoomApi } from "../room/room-api";

/**
 * `SDK.sendData` (spec mgobe-server §4.1, §7.2–7.4): never throws, whatever the script passes.
 *
 * The value is encoded before the call returns, so that the script may change it at once. What JSON cannot encode is
 * left out, and logged once per place in it.
 */
export class DataSender {
  private readonly said = new Set<string>();

  constructor(
    private readonly room: RoomApi,
    private readonly system: Logger,
    /** True while the room tells its listeners of an event: what is pushed now goes out after the hook has returned. */
    private readonly isDeferred: () => boolean,
    private readonly warningBytes?: number,
  ) {}

  /** @param para what the script passed as the first argument */
  send(para: unknown): void {
    if (typeof para !== "object" || para === null) {
      this.system.error("sendData needs an object { playerIdList, data }; nothing was sent");
      return;
    }
    const { playerIdList, data } = para as { playerIdList?: unknown; data?: unknown };
    const recipients = this.readRecipients(playerIdList);
    if (!recipients) return;
    const { value, dropped } = toTolerantJsonValue(data);
    for (const place of dropped) {
      this.sayOnce(`sendData: data.${place} cannot be encoded as JSON and was left out`);
    }
    if (this.warningBytes !== undefined && measureJson(value, this.warningBytes) > this.warningBytes) {
      this.sayOnce(`sendData: a push of more than ${this.warningBytes} bytes went out`);
    }
    // A plain value is not copied on its way out, and a deferred one could change before it is encoded.
    const isShared = dropped.length === 0 && typeof value === "object" && value !== null;
    const snapshot = isShared && this.isDeferred() ? (JSON.parse(JSON.stringify(value)) as unknown) : value;
    this.room.pushFromGameServer(recipients, snapshot);
  }

  /** The players to send to, empty for everyone; undefined when there is nobody to send to. */
  private readRecipients(list: unknown): string[] | undefined {
    if (list === undefined || list === null) {
      // On the wire a missing list and an empty one were the same bytes.
      this.sayOnce("sendData: playerIdList is missing; the data goes to everyone in the room, as with []");
      return [];
    }
    if (!Array.isArray(list)) {
      this.system.error("sendData: playerIdList is not an array; nothing was sent");
      return undefined;
    }
    const ids = list.filter((id): id is string => typeof id === "string" && id !== "");
    if (ids.length === list.length) return ids;
    this.system.debug(
      "sendData: left out of playerIdList, as they are no player ids:",
      list.length - ids.length,
    );
    // A list of nobodies must not turn into "everyone".
    return ids.length === 0 ? undefined : ids;
  }

  private sayOnce(message: string): void {
    if (this.said.has(message)) return;
    this.said.add(message);
    this.system.error(message);
  }
}
