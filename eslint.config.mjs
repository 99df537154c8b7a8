import importX from "eslint-plugin-import-x";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import tseslint from "typescript-eslint";

/**
 * The arrows of the house (docs/architecture.md): each folder lists all it may import of the others.
 * A folder that is missing from its list is out of reach.
 */
const mayImport = {
  "src/contract": [],
  "src/console": ["src/contract"],
  "src/engine": ["src/contract"],
  "src/client": ["src/contract"],
  "src/replay": ["src/contract", "src/client"],
  "src/analysis": ["src/contract", "codemods"],
  "src/report": ["src/contract", "src/analysis", "codemods"],
  codemods: ["src/contract"],
  "adapters/cluster": ["src/contract", "src/engine"],
  "adapters/colyseus": [
    "src/contract",
    "src/engine",
    "adapters/cluster",
    "adapters/wire",
    "adapters/node-server",
  ],
  "adapters/socketio": [
    "src/contract",
    "src/engine",
    "adapters/cluster",
    "adapters/wire",
    "adapters/node-server",
  ],
  "adapters/node-server": ["src/contract", "src/engine", "src/console"],
  "adapters/wire": ["src/contract", "src/engine", "adapters/node-server"],
};
const folders = [...Object.keys(mayImport), "src/cli"];

const zones = Object.entries(mayImport).flatMap(([target, allowed]) =>
  folders
    .filter((from) => from !== target && !allowed.includes(from))
    .map((from) => ({
      target: `./${target}`,
      from: `./${from}`,
      message: `${target} must not know ${from} (docs/architecture.md).`,
    })),
);

/** Frameworks and sockets that the inner rooms of the house must not know. */
const adapterOnly = [
  "colyseus",
  "@colyseus/*",
  "socket.io",
  "socket.io-client",
  "ws",
  "express",
  "node:http",
  "node:https",
  "node:net",
  "node:tls",
];

const noFrameworks = { group: adapterOnly, message: "Only adapters know frameworks and sockets." };

/** Doors by which paths in the form of the system would come in beside the one door. */
const rawPaths = [
  ...["node:path", "path", "node:path/posix", "node:path/win32"].map((name) => ({
    name,
    message: "Use codemods/project/project-path: paths have one form on every system.",
  })),
  { name: "node:url", importNames: ["fileURLToPath"], message: "Its result needs toProjectPath." },
];

/** Beginnings of what a module would keep: shared by all games of a process and all tests of a worker, without an end. */
const moduleVariable = ":matches(Program, ExportNamedDeclaration) > VariableDeclaration";
const noModuleState = [
  `${moduleVariable}[kind!='const']`,
  `${moduleVariable} > VariableDeclarator > NewExpression.init[callee.name=/^(Weak)?(Map|Set)$/][arguments.length=0]`,
  `${moduleVariable} > VariableDeclarator[id.typeAnnotation] > ObjectExpression.init[properties.length=0]`,
].map((selector) => ({
  selector,
  message: "A module keeps no state: let an object own it, and hand that on.",
}));

export default tseslint.config(
  {
    ignores: [
      "dist/**",
      "dist-bench/**",
      "node_modules/**",
      "test-output/**",
      "**/fixtures/**",
      "examples/**",
      "coverage/**",
      "docs/**",
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.{ts,tsx,mjs,js}"],
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver-next": [createTypeScriptImportResolver({ project: "test/tsconfig.json" })],
    },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
      "import-x/no-cycle": ["error", { maxDepth: 8, ignoreExternal: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-console": "off",
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}", "codemods/**/*.ts", "adapters/**/*.ts"],
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "no-restricted-syntax": ["error", ...noModuleState],
      "max-lines": ["error", { max: 450, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["warn", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["adapters/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "src/engine(/game/game)?$",
              importNames: ["Game"],
              message: "Adapters know a game as GameApi: one door for every client, whatever carries it.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["src/contract/**/*.ts", "src/engine/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [noFrameworks] }] },
  },
  {
    files: ["codemods/**/*.ts", "src/analysis/**/*.ts", "src/report/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { paths: rawPaths, patterns: [noFrameworks] }] },
  },
  {
    // It runs in a browser.
    files: ["src/report/page/**/*.{ts,tsx}", "src/report/html/payload.ts", "src/analysis/model/is-left.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["node:*", "ts-morph"], message: "The page of the report runs in a browser." },
            {
              regex: "codemods/",
              message: "The page shows a report and knows nothing of how it came to be.",
            },
          ],
        },
      ],
    },
  },
  {
    // It runs in a browser, too.
    files: ["src/console/**/*.{ts,tsx}"],
    rules: { "no-restricted-imports": ["error", { patterns: ["node:*", ...adapterOnly] }] },
  },
  {
    files: ["src/cli/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { paths: rawPaths }] },
  },
  {
    // One form of paths (codemods/project/path-form.ts): a raw one must not come in again.
    files: ["codemods/**/*.ts", "src/analysis/**/*.ts", "src/report/**/*.ts", "src/cli/**/*.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "process", property: "cwd", message: "Use getWorkingFolder." },
        { property: "realpathSync", message: "Use followLinks." },
        { property: "parentPath", message: "It is a raw path; join the folder's own." },
      ],
      "no-restricted-syntax": [
        "error",
        ...noModuleState,
        { selector: "ImportSpecifier[imported.name=/^realpath/]", message: "Use followLinks." },
        {
          selector: "CallExpression[callee.name='cpSync']:not(:has(Property[key.name='filter']))",
          message: "Without a filter, it ends the process on Windows where a path is not ASCII.",
        },
        {
          selector: "CallExpression[callee.name=/^readdir/] Property[key.name='recursive']",
          message: "Names of a recursive listing are raw paths; list each folder.",
        },
      ],
    },
  },
  {
    // It is written into games, as one file, and is the only thing of theirs that knows a backend.
    files: ["codemods/targets/room-module/source/*.ts"],
    rules: {
      "no-restricted-imports": "off",
      "max-lines": "off",
      "@typescript-eslint/no-explicit-any": "off",
      "@typescript-eslint/no-empty-object-type": "off",
      "@typescript-eslint/only-throw-error": "off",
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      // The short form of an import of types is not known to the compilers of old engines.
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
      "import-x/no-duplicates": "off",
    },
  },
  {
    files: ["codemods/project/path-form.ts", "codemods/project/project-path.ts"],
    rules: {
      "no-restricted-imports": "off",
      "no-restricted-properties": "off",
      "no-restricted-syntax": ["error", ...noModuleState],
    },
  },
  {
    // Commands get all that is around them as a CommandContext; only these are the process's own.
    files: ["src/cli/**/*.ts"],
    ignores: [
      "src/cli/main.ts",
      "src/cli/process-context.ts",
      ...["stop-signal", "thread-signals", "stall-thread"].map((name) => `src/cli/serve/${name}.ts`),
    ],
    rules: {
      "no-restricted-globals": ["error", { name: "process", message: "Commands get a CommandContext." }],
    },
  },
  {
    // Data, not logic.
    files: ["src/contract/api-map/*.ts", "src/contract/error-code-info.ts", "adapters/wire/schema/*.ts"],
    rules: { "max-lines": "off" },
  },
  {
    // One limit for all tests stands in jest.config.js; a shorter one fails on a busy machine.
    files: ["test/**/*.test.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "CallExpression[callee.name=/^(test|it|beforeAll|beforeEach|afterAll|afterEach)$/] > Literal.arguments[raw=/^[\\d_]+$/]",
          message: "The limit of jest.config.js holds for every test and hook.",
        },
        {
          selector:
            ":matches(CallExpression[callee.callee.property.name='each'], CallExpression[callee.object.name=/^(test|it)$/]) > Literal.arguments[raw=/^[\\d_]+$/]",
          message: "The limit of jest.config.js holds for every test and hook.",
        },
        {
          selector: "CallExpression[callee.object.name='jest'][callee.property.name='setTimeout']",
          message: "The limit of jest.config.js holds for every test and hook.",
        },
        {
          selector: "CallExpression[callee.property.name='waitForTimeout']",
          message: "Wait for what the page does, not for a time.",
        },
        {
          selector:
            "AwaitExpression > NewExpression[callee.name='Promise'] CallExpression[callee.name='setTimeout']",
          message: "Wait for what is to happen (waitUntil, an event), not for a time.",
        },
      ],
    },
  },
  {
    files: ["test/**/*.ts", "bench/**/*.ts"],
    rules: { "@typescript-eslint/no-explicit-any": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["**/*.js"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
