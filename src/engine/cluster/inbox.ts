import { type Reply } from "../game/game-options";
import { type RemoteRoomMethod, answerServerCall } from "../room/server-call";
import { answerCall } from "./answer-call";
import { type ClusterGame } from "./cluster-game";
import { packAnswer, unpackCall } from "./frame-travel";
import { type FrontRole } from "./front-role";
import { type Link } from "./link";
import { type Answer, type CallMessage, type JoinMessage, type MakeMessage, type Place } from "./messages";
import { replyOnce } from "./process-lines";
import { type EventMessage } from "./remote-outlet";
import { type RemoteSessions } from "./remote-sessions";
import { type RoomRole } from "./room-role";
import { type FrameMessage, type InputMessage, packInputAnswer, unpackInput } from "./short-messages";

/** Who in a process hears what. */
export interface InboxOptions {
  readonly game: ClusterGame;
  readonly link: Link;
  readonly front: FrontRole;
  readonly rooms: RoomRole;
  readonly remote: RemoteSessions;
  /** Takes what the leader tells all others, so that the next one knows it. */
  readonly hearOfLeader: (name: "groups" | "waits" | "waited", body: unknown) => void;
  readonly forgetProcess: (id: string) => void;
  /** Takes what is for the leader, whether this process leads or not. */
  readonly hearAsLeader: (
    from: string,
    name: string,
    body: unknown,
    reply: (answer: unknown) => void,
  ) => void;
}

/** Leads what comes from other processes to the part of this one that it is for. */
export class Inbox {
  constructor(private readonly options: InboxOptions) {}

  /** Takes what another process says. */
  hear(from: string, name: string, body: unknown, reply: (answer: unknown) => void): void {
    const { game, link, front, rooms, remote } = this.options;
    if (name === "frame") return front.deliverFrame(body as FrameMessage);
    const once = replyOnce(reply);
    if (name === "input") return this.inputFromElsewhere(body as InputMessage, once);
    // One of another version may say anything.
    const { playerId, roomId } = (body ?? {}) as { playerId: string; roomId: string };
    switch (name) {
      case "event":
        return front.deliver(body as EventMessage);
      case "parted":
        return front.playerLeft(playerId, roomId);
      case "placed":
        front.setPlace(playerId, { process: from, roomId });
        return once({});
      case "replaced":
        return front.replaceSession(playerId);
      case "end":
        return game.getSession(playerId)?.end?.(playerId);
      case "groups":
      case "waits":
      case "waited":
        return this.options.hearOfLeader(name, body);
      case "dead":
        return this.options.forgetProcess((body as { id: string }).id);
      case "call":
        return this.callFromElsewhere(unpackCall(body as CallMessage), once);
      case "join":
        return void rooms.joinFromElsewhere(from, body as JoinMessage, once);
      case "make":
        return void rooms.makeFromElsewhere(from, body as MakeMessage, once);
      case "attach":
        return rooms.attachFromElsewhere(from, playerId, roomId);
      case "detach":
        return rooms.detach(playerId, from);
      case "online":
        if (game.getLocalRoomOf(playerId)?.id === roomId) remote.open(playerId, from);
        else link.send(from, "parted", { playerId, roomId });
        return;
      case "located":
        return front.setPlace(playerId, (body as { place: Place }).place);
      case "offline":
        return remote.close(playerId, from);
      case "member":
        return once({ is: rooms.isMember(playerId, roomId) });
      case "peer": {
        const question = (body ?? {}) as { topic: string; body: unknown };
        return void game.peers.answer(question.topic, question.body).then(once, (error: unknown) => {
          game.log("error", `${question.topic}: ${String(error)}`);
          once(null);
        });
      }
      case "server": {
        const { method, para } = body as { method: RemoteRoomMethod; para: unknown };
        return once(answerServerCall(game.getRoom(roomId), method, para));
      }
      default:
        return this.options.hearAsLeader(from, name, body, once);
    }
  }

  private callFromElsewhere(call: CallMessage, reply: (answer: unknown) => void): void {
    this.run(
      call,
      replyOnce((answer) => reply(packAnswer(call, answer as Answer))),
    );
  }

  private inputFromElsewhere(input: InputMessage, reply: (answer: unknown) => void): void {
    this.run(unpackInput(input), (answer) => reply(packInputAnswer(answer)));
  }

  /** @param reply heeds its first answer alone */
  private run(call: CallMessage, reply: Reply): void {
    const { game } = this.options;
    if (!game.runInRoom(call, reply)) void answerCall(game, reply, call.seq, () => game.runHere(call, reply));
  }
}
