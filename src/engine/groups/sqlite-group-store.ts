import { type DatabaseSync } from "node:sqlite";
import { ToolError } from "../../contract";
import { type GroupState } from "./group-state";
import { type GroupStore } from "./group-store";

const createTable = `CREATE TABLE IF NOT EXISTS persistent_groups (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL
)`;
const selectAll = "SELECT body FROM persistent_groups ORDER BY sequence";
const upsert =
  "INSERT INTO persistent_groups (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body";

/**
 * Persistent groups in one SQLite file, by Node's own driver; nothing has to be installed. Node's module is loaded when
 * the first store is opened.
 *
 * @example
 * const store = new SqliteGroupStore("./data/groups.sqlite");
 */
export class SqliteGroupStore implements GroupStore {
  private readonly database: DatabaseSync;

  /**
   * @param path file, made when it is not there; its folder has to exist. `:memory:` keeps nothing.
   * @throws ToolError GROUP_STORE_UNUSABLE when the file cannot be opened or is no database
   */
  constructor(private readonly path: string) {
    try {
      const { DatabaseSync } = loadSqlite();
      this.database = new DatabaseSync(path);
      // A crash of the machine may cost the last change, never the file.
      this.database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
      this.database.exec(createTable);
    } catch (cause) {
      throw this.toToolError(cause);
    }
  }

  load(): GroupState[] {
    try {
      const rows = this.database.prepare(selectAll).all();
      return rows.map(({ body }) => JSON.parse(String(body)) as GroupState);
    } catch (cause) {
      throw this.toToolError(cause);
    }
  }

  save(group: GroupState): void {
    this.database.prepare(upsert).run(group.id, JSON.stringify(group));
  }

  remove(groupId: string): void {
    this.database.prepare("DELETE FROM persistent_groups WHERE id = ?").run(groupId);
  }

  close(): void {
    if (this.database.isOpen) this.database.close();
  }

  private toToolError(cause: unknown): ToolError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new ToolError("GROUP_STORE_UNUSABLE", { path: this.path, reason }, { cause });
  }
}

/** Loads the driver without the warning that it is experimental; all other warnings pass. */
function loadSqlite(): { readonly DatabaseSync: typeof DatabaseSync } {
  const { emitWarning } = process;
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (String(warning).includes("SQLite is an experimental feature")) return;
    (emitWarning as (...args: unknown[]) => void).call(process, warning, ...rest);
  }) as typeof process.emitWarning;
  try {
    return process.getBuiltinModule("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
}
