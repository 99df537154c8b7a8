import { registerMgobeGames } from "../../adapters/colyseus";

/** The examples, served in this process on a free port. */
export interface RunningExamples {
  readonly port: number;
  /** Address of the pages, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

interface ExamplesModule {
  startExamples(
    library: { registerMgobeGames: typeof registerMgobeGames },
    options: { port: number },
  ): Promise<{ port: number; close(): Promise<void> }>;
}

/** Starts them with the library's sources instead of its build. */
export async function startTestExamples(): Promise<RunningExamples> {
  const { startExamples } = jest.requireActual<ExamplesModule>("../../examples/examples");
  const running = await startExamples({ registerMgobeGames }, { port: 0 });
  return { ...running, url: `http://127.0.0.1:${running.port}` };
}
