import { ToolError } from "../../src/contract";

/** A port that was to be listened on. */
export interface ListenPlace {
  readonly port: number;
  /** Undefined = all addresses. */
  readonly hostname?: string;
  /** Option of the command line that chooses the port; `--port` when left out. */
  readonly option?: string;
}

/** What to tell of a failure to listen: PORT_TAKEN, PORT_FORBIDDEN, or HOST_UNUSABLE for anything else. */
export function toListenError(
  cause: unknown,
  { port, hostname = "*", option = "--port" }: ListenPlace,
): ToolError {
  const { code, message: reason } = cause as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return new ToolError("PORT_TAKEN", { port: String(port), option }, { cause });
  if (code === "EACCES") return new ToolError("PORT_FORBIDDEN", { port: String(port), option }, { cause });
  return new ToolError("HOST_UNUSABLE", { place: `${hostname}:${port}`, reason }, { cause });
}
