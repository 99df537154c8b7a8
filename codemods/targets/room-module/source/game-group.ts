import type { Connection } from "./connection";
import { call, copy, pick } from "./requests";
import type {
  BroadcastEvent,
  ChangeCustomGroupPlayerStatusBst,
  ChangeCustomGroupPlayerStatusPara,
  ChangeGroupPara,
  ChangeGroupPlayerNetworkStateBst,
  ChangeGroupPlayerProfileBst,
  ChangeGroupPlayerProfilePara,
  CreateGroupPara,
  GroupInfo,
  GroupPlayerInfo,
  Handler,
  InGroup,
  JoinGroupBst,
  JoinGroupPara,
  LeaveGroupBst,
  RecvFromGroupClientBst,
  RemoveGroupPlayerBst,
  RemoveGroupPlayerPara,
  ReqCallback,
  SendToGroupClientPara,
} from "./room-types";

/** Handlers of a group: one each, set and removed at any time. ¦ 队组的事件处理函数：每种一个，可随时设置或移除。 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the class
export interface GameGroup {
  onUpdate?: ((group: GameGroup) => unknown) | null;
  onJoinGroup?: Handler<JoinGroupBst>;
  onLeaveGroup?: Handler<LeaveGroupBst>;
  onDismissGroup?: Handler<InGroup>;
  onChangeGroup?: Handler<InGroup>;
  onRemoveGroupPlayer?: Handler<RemoveGroupPlayerBst>;
  onChangeGroupPlayerNetworkState?: Handler<ChangeGroupPlayerNetworkStateBst>;
  onChangeCustomGroupPlayerStatus?: Handler<ChangeCustomGroupPlayerStatusBst>;
  onChangeGroupPlayerProfile?: Handler<ChangeGroupPlayerProfileBst>;
  onRecvFromGroupClient?: Handler<RecvFromGroupClientBst>;
}

/** A group of players, in or between rooms; a player may be in several. ¦ 玩家队组，与房间无关；一名玩家可在多个队组中。 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- a subclass may have the handlers as methods
export class GameGroup {
  groupInfo = { groupPlayerList: [] as GroupPlayerInfo[] } as GroupInfo;

  constructor(
    readonly connection: Connection,
    groupInfo?: Partial<GroupInfo> | null,
  ) {
    if (groupInfo) this.initGroup(groupInfo);
  }

  /** Takes a group to join or one the player is in already; none = forget it. ¦ 指定要加入或已在其中的队组；不传则忘记队组。 */
  initGroup(groupInfo?: Partial<GroupInfo> | null): void {
    this.setGroupInfo({ groupPlayerList: [], ...groupInfo } as Partial<GroupInfo> as GroupInfo);
  }

  createGroup(para: CreateGroupPara, callback?: ReqCallback<InGroup>): void {
    this.askForGroup("createGroup", para, callback);
  }

  joinGroup(para: JoinGroupPara, callback?: ReqCallback<InGroup>): void {
    this.askForGroup("joinGroup", para, callback);
  }

  leaveGroup(para?: {} | ReqCallback<InGroup>, callback?: ReqCallback<InGroup>): void {
    this.connection.request("leaveGroup", this.address({}), pick(para, callback), ({ code, data }) => {
      if (code !== 0) return;
      const left: GroupInfo = (data && data.groupInfo) || this.groupInfo;
      const groupPlayerList = (left.groupPlayerList || []).filter(({ id }) => !this.connection.isMe(id));
      this.setGroupInfo({ ...left, groupPlayerList });
    });
  }

  dismissGroup(para?: {} | ReqCallback<{}>, callback?: ReqCallback<{}>): void {
    this.connection.request("dismissGroup", this.address({}), pick(para, callback), ({ code }) => {
      if (code === 0) this.initGroup();
    });
  }

  changeGroup(para: ChangeGroupPara, callback?: ReqCallback<InGroup>): void {
    this.askForGroup("changeGroup", para, callback);
  }

  removeGroupPlayer(para: RemoveGroupPlayerPara, callback?: ReqCallback<InGroup>): void {
    this.askForGroup("removeGroupPlayer", para, callback);
  }

  changeCustomGroupPlayerStatus(
    para: ChangeCustomGroupPlayerStatusPara,
    callback?: ReqCallback<InGroup>,
  ): void {
    this.askForGroup("changeCustomGroupPlayerStatus", para, callback);
  }

  changeGroupPlayerProfile(para: ChangeGroupPlayerProfilePara, callback?: ReqCallback<InGroup>): void {
    this.askForGroup("changeGroupPlayerProfile", para, callback);
  }

  getGroupDetail(callback?: ReqCallback<InGroup>): void {
    this.askForGroup("getGroupByGroupId", {}, callback);
  }

  sendToGroupClient(para: SendToGroupClientPara, callback?: ReqCallback<{}>): void {
    this.connection.request("sendToGroupClient", this.address(para), callback);
  }

  /** For the connection: an event of this group. ¦ 供 Connection 调用：本队组的事件。 */
  hear(type: string, event: BroadcastEvent): void {
    if (type === "onDismissGroup") this.groupInfo = {} as GroupInfo;
    else if (event.data.groupInfo) this.setGroupInfo(event.data.groupInfo);
    call(this[type as keyof this], this, event);
  }

  private setGroupInfo(groupInfo: GroupInfo): void {
    this.groupInfo = copy(groupInfo);
    call(this.onUpdate, this, this);
  }

  /** Adds the group's id: each call says which it means. ¦ 附上队组 id，说明请求针对哪个队组。 */
  private address(para: {}): {} {
    return { ...para, groupId: this.groupInfo.id };
  }

  /** A call whose answer has the group as it is now. ¦ 回答中带有最新队组信息的请求。 */
  private askForGroup(method: string, para: {}, callback?: ReqCallback): void {
    this.connection.request(method, this.address(para), callback, ({ code, data }) => {
      if (code === 0 && data && data.groupInfo) this.setGroupInfo(data.groupInfo);
    });
  }
}

// part: update
// A class on top of it may call the one below. ¦ 子类可以调用上一级的 onUpdate。
GameGroup.prototype.onUpdate = (): unknown => undefined;
