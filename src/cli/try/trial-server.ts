import { createMgobeServer } from "../../../adapters/colyseus";
import { type MgobexsCode } from "../../contract";
import { type CommandContext } from "../command-context";
import { chooseTls } from "../serve/choose-tls";
import { type TrialTarget } from "./checks/trial";
import { startRelay } from "./cuttable-relay";

/** A server for one trial. */
export interface TrialServer {
  readonly port: number;
  readonly game: Omit<TrialTarget, "urls">;
  /** Closes every connection of the players, at once and without a word. */
  cutSockets(): void;
  close(): Promise<void>;
}

const matchCode = "match-try";
const game = { gameId: "obg-try", secretKey: "secret of try", matchCode };

/** Sends what it gets back to the sender, or to all with `all: true`. */
const script: MgobexsCode = {
  gameServer: {
    mode: "async",
    onInitGameData: () => ({}),
    onRecvFromClient: ({ actionData, sender, SDK }) => {
      const { all } = actionData as { all?: boolean };
      SDK.sendData({ playerIdList: all ? [] : [sender], data: { echo: actionData, sender } });
    },
  },
};

/** Two players, one match. */
const matchRules = {
  [matchCode]: {
    version: "V1.0",
    teams: [{ name: "team", maxPlayers: 1, minPlayers: 1, number: 2 }],
    playerAttributes: [],
    rules: [],
    timeout: 5,
  },
};

/**
 * Starts the server of `serve --tls-dev` with a game of its own, and a relay in front of it.
 *
 * @param host address that players reach it at
 * @param onLog hears of what the server complains about
 * @throws ToolError TLS_AUTHORITY_UNUSABLE, HOST_UNUSABLE
 */
export async function startTrialServer(
  host: string,
  environment: CommandContext["environment"],
  onLog: (message: string) => void,
): Promise<TrialServer> {
  const { gameId, secretKey } = game;
  const server = await createMgobeServer({
    mgobexs: script,
    hostname: "127.0.0.1",
    tls: await chooseTls({ tlsDev: true }, environment),
    settings: { gameId, secretKey, matchRules },
    log: ({ level, message }) => {
      if (level === "error") onLog(message);
    },
  });
  try {
    const relay = await startRelay(server.port, host);
    return {
      port: relay.port,
      game,
      cutSockets: relay.cutSockets,
      close: async () => {
        relay.close();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}
