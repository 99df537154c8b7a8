import { isLeft } from "../../analysis/model/is-left";
import { type FileChangeView } from "../../analysis/model/report";
import { sumPoints } from "./index-of-report";
import { type Page, usePage } from "./page";
import {
  Capped,
  Card,
  describeCount,
  describePoints,
  Nothing,
  Place,
  StateBar,
  Table,
  UseGroup,
} from "./parts";

/** The files: what is in each, what a run made of them, what was not read. */
export function Files() {
  const page = usePage();
  const files = listFiles(page);
  const { changes: diffs = [] } = page.index.report;
  return (
    <>
      <Card title={page.word("files")} lead={page.word("filesLead")}>
        {files.length === 0 ? <Nothing /> : null}
        <Capped items={files}>
          {(shown) =>
            shown.map(({ file, findings, left, points }) => (
              <UseGroup key={file} findings={findings} by="file">
                <code class="name">{file}</code>
                <StateBar findings={findings} />
                <span class="n">
                  {describeCount(page, findings.length)} · {page.word("left")} {left} ·{" "}
                  {describePoints(page, points)}
                </span>
              </UseGroup>
            ))
          }
        </Capped>
      </Card>
      <Capped items={diffs}>{(shown) => shown.map((each) => <Diff key={each.file} diff={each} />)}</Capped>
      <Unread />
    </>
  );
}

function listFiles({ index }: Page) {
  return [...index.by("file")]
    .map(([file, findings]) => ({
      file,
      findings,
      left: findings.filter(isLeft).length,
      points: sumPoints(findings),
    }))
    .sort(
      (one, other) => other.points - one.points || other.left - one.left || (one.file < other.file ? -1 : 1),
    );
}

function Diff({ diff: { file, rules, added, removed, diff } }: { diff: FileChangeView }) {
  return (
    <Card title={<code>{file}</code>} lead={`${rules.join(", ")} · +${added} −${removed}`}>
      {diff ? (
        <pre class="diff">
          {diff.split("\n").map((line, index) => (
            <span key={index} class={getLineLook(line)}>
              {line}
              {"\n"}
            </span>
          ))}
        </pre>
      ) : null}
    </Card>
  );
}

function getLineLook(line: string): string | undefined {
  if (/^(---|\+\+\+) /.test(line)) return "hunk";
  if (line.startsWith("+")) return "added";
  if (line.startsWith("-")) return "removed";
  return line.startsWith("@@") ? "hunk" : undefined;
}

function Unread() {
  const page = usePage();
  const { notParsed, skipped } = page.index.report.files;
  const columns = [{ label: page.word("file") }, { label: page.word("why") }];
  return (
    <>
      {notParsed.length > 0 ? (
        <Card title={page.word("notParsed")}>
          <Table
            columns={columns}
            rows={notParsed.map(({ file, line, column, reason }) => [
              <Place file={file} line={line} column={column} />,
              page.say(reason),
            ])}
          />
        </Card>
      ) : null}
      {skipped.length > 0 ? (
        <Card title={`${page.word("skipped")} · ${skipped.length}`}>
          <Capped items={skipped}>
            {(shown) => (
              <Table
                columns={columns}
                rows={shown.map(({ file, reason }) => [<code>{file}</code>, page.sayReason(reason)])}
              />
            )}
          </Capped>
        </Card>
      ) : null}
    </>
  );
}
