import {
  type BroadcastEvent,
  type ChangeCustomGroupPlayerStatusPara,
  type ChangeCustomGroupPlayerStatusRsp,
  type ChangeGroupPara,
  type ChangeGroupPlayerProfilePara,
  type ChangeGroupPlayerProfileRsp,
  type ChangeGroupRsp,
  type CreateGroupPara,
  type CreateGroupRsp,
  type DismissGroupRsp,
  ErrCode,
  type GetGroupByGroupIdRsp,
  type GroupEvents,
  type GroupInfo,
  type GroupMethods,
  type JoinGroupPara,
  type JoinGroupRsp,
  type LeaveGroupRsp,
  type RemoveGroupPlayerPara,
  type RemoveGroupPlayerRsp,
  type ReqCallback,
  type SendToGroupClientPara,
  type SendToGroupClientRsp,
} from "../../contract";
import { type MgobeClient } from "../mgobe-client";
import { copyJson, type GroupEntity, hide } from "../entity";
import { type EmptyPara, requirePara, splitArguments } from "../calls/arguments";

/** The handlers of a group's events, one each, assignable at any time (spec mgobe-client §2.6). */
export type GroupHandlers = {
  [E in keyof GroupEvents]?: ((event: BroadcastEvent<GroupEvents[E]>) => unknown) | null;
};

/** A handle for one group of players; a client may have several (spec mgobe-client §2.6). */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the class
export interface Group extends GroupHandlers {
  /** Called with the group after each change of groupInfo and of the connections. */
  onUpdate?: ((group: Group) => unknown) | null;
}

// The interface adds the handlers without creating them: they stay undefined until the game assigns them.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see above
export class Group implements GroupEntity {
  /** The group as of the last answer or event; never null. */
  groupInfo: GroupInfo;
  declare private readonly client: MgobeClient;

  constructor(client: MgobeClient, groupInfo?: GroupInfo) {
    hide(this, "client", client);
    this.groupInfo = { groupPlayerList: [] as GroupInfo["groupPlayerList"] } as GroupInfo;
    if (groupInfo) this.initGroup(groupInfo);
  }

  /** Local only. A group: adopt it; `{ id }`: aim at it; nothing: forget the group. */
  initGroup(groupInfo?: Partial<GroupInfo> | null): void {
    this.setGroupInfo({ groupPlayerList: [], ...copyJson(groupInfo ?? {}) } as GroupInfo);
  }

  createGroup(para: CreateGroupPara, callback?: ReqCallback<CreateGroupRsp>): void {
    this.update("createGroup", requirePara("Group.createGroup", para), callback);
  }

  getGroupDetail(callback?: ReqCallback<GetGroupByGroupIdRsp>): void {
    this.update("getGroupByGroupId", {}, callback);
  }

  joinGroup(para: JoinGroupPara, callback?: ReqCallback<JoinGroupRsp>): void {
    this.update("joinGroup", requirePara("Group.joinGroup", para), callback);
  }

  leaveGroup(para?: EmptyPara | ReqCallback<LeaveGroupRsp>, callback?: ReqCallback<LeaveGroupRsp>): void {
    const [, given] = splitArguments(para, callback);
    this.client.requests.call<LeaveGroupRsp>("leaveGroup", this.address({}), given, (event) => {
      if (event.code !== ErrCode.EC_OK) return;
      const left = event.data?.groupInfo ?? this.groupInfo;
      const me = this.client.player.id;
      const groupPlayerList = (left.groupPlayerList ?? []).filter((player) => player.id !== me);
      this.setGroupInfo({ ...left, groupPlayerList });
    });
  }

  dismissGroup(
    para?: EmptyPara | ReqCallback<DismissGroupRsp>,
    callback?: ReqCallback<DismissGroupRsp>,
  ): void {
    const [, given] = splitArguments(para, callback);
    this.client.requests.call<DismissGroupRsp>("dismissGroup", this.address({}), given, (event) => {
      if (event.code === ErrCode.EC_OK) this.initGroup();
    });
  }

  changeGroup(para: ChangeGroupPara, callback?: ReqCallback<ChangeGroupRsp>): void {
    this.update("changeGroup", requirePara("Group.changeGroup", para), callback);
  }

  removeGroupPlayer(para: RemoveGroupPlayerPara, callback?: ReqCallback<RemoveGroupPlayerRsp>): void {
    this.update("removeGroupPlayer", requirePara("Group.removeGroupPlayer", para), callback);
  }

  changeCustomGroupPlayerStatus(
    para: ChangeCustomGroupPlayerStatusPara,
    callback?: ReqCallback<ChangeCustomGroupPlayerStatusRsp>,
  ): void {
    const given = requirePara("Group.changeCustomGroupPlayerStatus", para);
    this.update("changeCustomGroupPlayerStatus", given, callback);
  }

  changeGroupPlayerProfile(
    para: ChangeGroupPlayerProfilePara,
    callback?: ReqCallback<ChangeGroupPlayerProfileRsp>,
  ): void {
    this.update("changeGroupPlayerProfile", requirePara("Group.changeGroupPlayerProfile", para), callback);
  }

  /** Recipients are resolved by the server, unlike those of Room.sendToClient (spec mgobe-client §2.6). */
  sendToGroupClient(para: SendToGroupClientPara, callback?: ReqCallback<SendToGroupClientRsp>): void {
    const given = requirePara("Group.sendToGroupClient", para);
    this.client.requests.call("sendToGroupClient", this.address(given), callback);
  }

  handleEvent(name: string, event: BroadcastEvent<Record<string, unknown>>): void {
    if (name === "onDismissGroup") {
      // As with rooms: no onUpdate, and no list of players after it.
      this.groupInfo = {} as GroupInfo;
    } else if (event.data.groupInfo) {
      this.setGroupInfo(event.data.groupInfo as GroupInfo);
    }
    this.client.call((this as Record<string, unknown>)[name], this, event);
  }

  handleSocketChange(): void {
    this.client.call(this.onUpdate, this, this);
  }

  private setGroupInfo(groupInfo: GroupInfo): void {
    this.groupInfo = copyJson(groupInfo);
    this.client.call(this.onUpdate, this, this);
  }

  /** Adds my id: a player can be in several groups, so each call says which it means. */
  private address(para: object): object {
    return { ...para, groupId: this.groupInfo.id };
  }

  /** A call whose answer carries the group as it is now. */
  private update<T extends { groupInfo: GroupInfo }>(
    method: keyof GroupMethods,
    para: object,
    callback: ReqCallback<T> | undefined,
  ): void {
    this.client.requests.call<T>(method, this.address(para), callback, (event) => {
      if (event.code === ErrCode.EC_OK && event.data?.groupInfo) this.setGroupInfo(event.data.groupInfo);
    });
  }
}

// MGOBE's has one that does nothing, which a class on top of it may call.
Object.defineProperty(Group.prototype, "onUpdate", {
  value: () => undefined,
  writable: true,
  configurable: true,
});
