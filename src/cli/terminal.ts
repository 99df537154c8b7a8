import { type BilingualText, type Filling, type Language, translate } from "../contract/bilingual-text";
import { type CommandContext } from "./command-context";
import { chooseLanguage } from "./language";

/** Colours and weights that messages use. */
export type Style = "red" | "yellow" | "green" | "cyan" | "dim" | "bold";

const escapes: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  cyan: [36, 39],
  dim: [2, 22],
  bold: [1, 22],
};

/** Options that every command has. */
export interface TerminalOptions {
  readonly lang?: string;
  /** False for `--no-color`. */
  readonly color?: boolean;
}

/** Where a command speaks to its user: in one language, in colour where colour can be seen. */
export class Terminal {
  readonly language: Language;
  /** Whether standard output shows colours. */
  readonly isColoured: boolean;

  constructor(
    readonly context: CommandContext,
    options: TerminalOptions = {},
  ) {
    const { environment, stdout } = context;
    this.language = chooseLanguage(options.lang, environment);
    // https://no-color.org: any value that is not empty counts.
    this.isColoured = options.color !== false && !environment.NO_COLOR && stdout.isTTY === true;
  }

  /** Writes a line to standard output. */
  print(line: string): void {
    this.context.stdout.write(`${line}\n`);
  }

  /** Writes a line to standard error. */
  printError(line: string): void {
    this.context.stderr.write(`${line}\n`);
  }

  /** A text in the user's language. */
  say<Text extends BilingualText>(text: Text, ...[details]: Filling<Text>): string {
    return translate(text, this.language, details);
  }

  /** The text in a style, or as it is where there is no colour. */
  paint(style: Style, text: string): string {
    if (!this.isColoured) return text;
    const [on, off] = escapes[style];
    return `\u001B[${on}m${text}\u001B[${off}m`;
  }
}
