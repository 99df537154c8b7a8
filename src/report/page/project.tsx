import { type ServerPackage } from "../../analysis/model/report";
import { type Editor, editors } from "./editor";
import { usePage } from "./page";
import { Capped, Card, Facts, Nothing, Pill, Place, Table } from "./parts";

/** The code base: engines, SDK files, game servers, duplicates, and where it lies on the reader's machine. */
export function Project() {
  const { servers } = usePage().index.report;
  return (
    <>
      <Engines />
      <SdkFiles />
      {servers.map((each) => (
        <Server key={each.entry} server={each} />
      ))}
      <Duplicates />
      <EditorSettings />
    </>
  );
}

function Engines() {
  const page = usePage();
  const { engines } = page.index.report.project;
  const columns = (["engine", "version", "evidence"] as const).map((word) => ({ label: page.word(word) }));
  const rows = engines.map(({ name, version, evidence }) => [name, version, <code>{evidence}</code>]);
  return (
    <Card title={page.word("engine")}>
      {rows.length === 0 ? <Nothing /> : <Table columns={columns} rows={rows} />}
    </Card>
  );
}

function SdkFiles() {
  const page = usePage();
  const { sdk } = page.index.report.project;
  const columns = [
    { label: page.word("file") },
    { label: page.word("version") },
    { label: page.word("what") },
    { label: "KB", isNumber: true },
  ];
  const rows = sdk.map(({ file, version, isDropIn, bytes }) => [
    <Place file={file} />,
    version,
    <Pill kind={isDropIn ? "done" : "automatic"}>{page.word(isDropIn ? "dropIn" : "vendored")}</Pill>,
    Math.round(bytes / 1024),
  ]);
  return (
    <Card title={page.word("sdk")}>
      {rows.length === 0 ? <Nothing /> : <Table columns={columns} rows={rows} />}
    </Card>
  );
}

function Duplicates() {
  const page = usePage();
  const { duplicates } = page.index.report.project;
  if (duplicates.length === 0) return null;
  return (
    <Card title={page.word("duplicates")}>
      <Capped items={duplicates}>
        {(shown) => (
          <ul class="uses">
            {shown.map((paths) => (
              <li key={paths.join()}>
                <div class="places">
                  {paths.map((path) => (
                    <Place key={path} file={path} />
                  ))}
                </div>
              </li>
            ))}
          </ul>
        )}
      </Capped>
    </Card>
  );
}

function Server({ server }: { server: ServerPackage }) {
  const page = usePage();
  const { folder, entry, form, mode, apiGeneration, hooks, sdkCalls, timers, modules } = server;
  return (
    <Card title={`${page.word("servers")}: ${folder}`}>
      <Facts
        facts={[
          [page.word("entry"), <Place file={entry} />],
          [page.word("form"), `${form} · ${mode} · V${apiGeneration}`],
          [page.word("hooks"), <code>{hooks.join("  ")}</code>],
          ["SDK", <code>{sdkCalls.map(({ id, sites }) => `${id.slice(4)} ×${sites}`).join("  ")}</code>],
          [page.word("timers"), `${timers.armed} / ${timers.cleared}`],
          [
            page.word("modules"),
            <span class="pills">
              {modules.map(({ name, kind }) => (
                <Pill key={name} kind={kind === "unresolved" ? "by-hand" : ""}>
                  {name}
                </Pill>
              ))}
            </span>,
          ],
        ]}
      />
    </Card>
  );
}

/** Which editor places open in, and where the game lies on this machine: a report may have come from another one. */
function EditorSettings() {
  const page = usePage();
  const { editor, folder } = page.preferences;
  return (
    <Card title={page.word("editor")} lead={page.word("editorLead")}>
      <div class="filters">
        <select
          id="editor"
          aria-label={page.word("editor")}
          value={editor}
          onChange={(event) => page.prefer({ editor: event.currentTarget.value as Editor })}
        >
          {Object.entries(editors).map(([name, title]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
        <input
          id="folder"
          type="text"
          spellcheck={false}
          aria-label={page.word("folder")}
          placeholder={page.word("folder")}
          value={folder}
          onInput={(event) => page.prefer({ folder: event.currentTarget.value.trim() })}
        />
      </div>
    </Card>
  );
}
