/** The parts of a server project that belong to a target. */
export interface ServerTemplates {
  /** What the server is called. */
  readonly title: string;
  /** Scheme of the address that it prints. */
  readonly scheme: "ws" | "http";
  /** Where behaviour of one's own goes: a sentence. */
  readonly ownBehaviour: string;
  /** Packages that the project runs with, beside this one. */
  readonly runtimePackages: readonly string[];
  /** Packages that only its test needs. */
  readonly testPackages: readonly string[];
  /** The server's entry file, which exports `start(port)`. */
  createIndex(mgobexs: string): string;
  /** A test that plays with two clients. */
  createTest(): string;
}

/** Compiler settings for the type check; Node itself runs the TypeScript. */
export function createTsconfig(): string {
  const compilerOptions = {
    target: "es2022",
    module: "nodenext",
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
    types: ["node"],
  };
  return `${JSON.stringify({ compilerOptions, include: ["src", "test"] }, null, 2)}\n`;
}

/** What a developer needs to know first. */
export function createReadme(
  templates: ServerTemplates,
  {
    name,
    mgobexs,
    ownVersion,
  }: { readonly name: string; readonly mgobexs: string; readonly ownVersion: string },
): string {
  const tarball = /^file:(.*)/.exec(ownVersion)?.[1];
  const note = tarball
    ? `- \`${tarball}\` is mgobe-migrate itself, which did not come from the npm registry; it belongs to the project.
  To change to a published version: \`npm install --save-exact mgobe-migrate@latest\`.
`
    : "";
  return `# ${name}

A ${templates.title} server around the game server in \`${mgobexs}\`, which is unchanged. Node 22.18 or newer.

\`\`\`sh
npm install
npm test        # two clients meet in a room
npm start       # ${templates.scheme}://localhost:2567, another port with PORT=…
\`\`\`

- \`src/index.ts\` starts the server. ${templates.ownBehaviour}
- \`mgobe.config.json\` holds what stood in MGOBE's console: frame rate, room policy, match rules, keys. Set \`secretKey\`
  before players come; without it logins are not checked.
- \`npm run typecheck\` checks the TypeScript, which Node runs as it is.
${note}`;
}
