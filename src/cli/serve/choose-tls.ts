import * as fs from "node:fs";
import * as os from "node:os";
import { createSecureContext, type SecureVersion } from "node:tls";
import { makeDevCertificate } from "../../../adapters/node-server/dev-certificate";
import { getNetworkAddresses } from "../../../adapters/wire/server/gateway-urls";
import { join, toForm } from "../../../codemods/project/project-path";
import { ToolError } from "../../contract";
import { type CommandContext } from "../command-context";
import { findPemTrouble } from "./pem-trouble";
import { type ServeOptions } from "./serve-settings";

/** How a server speaks TLS. */
export interface ChosenTls {
  readonly cert: string;
  readonly key: string;
  /** Oldest version that is taken; 1.2 when left out. */
  readonly minVersion?: SecureVersion;
  /** Certificate of the local authority, for `--tls-dev`. */
  readonly authorityFile?: string;
}

/**
 * The certificate that the options ask for; undefined without any.
 *
 * @throws ToolError TLS_INCOMPLETE, TLS_UNUSABLE, TLS_AUTHORITY_UNUSABLE
 */
export async function chooseTls(
  options: ServeOptions,
  environment: CommandContext["environment"],
): Promise<ChosenTls | undefined> {
  const certificate = await chooseCertificate(options, getAuthorityFolder(environment));
  const { tlsMin } = options;
  if (!tlsMin) return certificate;
  if (!certificate) throw new ToolError("TLS_INCOMPLETE");
  return { ...certificate, minVersion: tlsMin === "1.0" ? "TLSv1" : `TLSv${tlsMin}` };
}

async function chooseCertificate(
  options: ServeOptions,
  authorityFolder: string,
): Promise<ChosenTls | undefined> {
  const { tlsCert, tlsKey, tlsDev } = options;
  if (tlsDev) {
    if (tlsCert !== undefined || tlsKey !== undefined) throw new ToolError("TLS_INCOMPLETE");
    return makeOwnCertificate(authorityFolder);
  }
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) throw new ToolError("TLS_INCOMPLETE");
  const tls = { cert: readPem(tlsCert), key: readPem(tlsKey) };
  const trouble = findPemTrouble(tls.cert, tls.key);
  if (trouble) {
    const path = trouble.file === "cert" ? tlsCert : tlsKey;
    throw new ToolError("TLS_UNUSABLE", { path, reason: trouble.reason });
  }
  try {
    createSecureContext(tls);
  } catch (cause) {
    throw unusable(tlsCert, cause);
  }
  return tls;
}

async function makeOwnCertificate(folder: string): Promise<ChosenTls> {
  try {
    return await makeDevCertificate(folder, getNetworkAddresses(os.networkInterfaces()));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ToolError("TLS_AUTHORITY_UNUSABLE", { path: folder, reason }, { cause });
  }
}

/** Certificate of the local authority, which browsers have to trust. */
export function getAuthorityFile(environment: CommandContext["environment"]): string {
  return join(getAuthorityFolder(environment), "ca.pem");
}

/** One authority per user, so that devices have to trust it once. */
function getAuthorityFolder(environment: CommandContext["environment"]): string {
  return environment.MGOBE_MIGRATE_CA ?? join(toForm(os.homedir()), ".mgobe-migrate", "ca");
}

function readPem(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (cause) {
    throw unusable(file, cause);
  }
}

function unusable(file: string, cause: unknown): ToolError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ToolError("TLS_UNUSABLE", { path: file, reason }, { cause });
}
