/** The game server script of scripts/try-sdk.mjs: sends what it gets back to the sender, or to all with `all: true`. */
exports.mgobexsCode = {
  gameServer: {
    mode: "async",
    onInitGameData: () => ({}),
    onRecvFromClient: ({ actionData, sender, SDK }) =>
      SDK.sendData({ playerIdList: actionData.all ? [] : [sender], data: { echo: actionData, sender } }),
  },
};
