/** How a game treats handlers besides setting them, by their names. */
export interface HandlerForms {
  /** Those that it calls or hands on, without a look at whether they are there. */
  readonly called: ReadonlySet<string>;
  /** Those that a class of its own has as methods. */
  readonly methods: ReadonlySet<string>;
}

const handler = /^( +)(on[A-Z]\w*)\?: (?:Handler<(.+)>|\(\((\w+: \w+)\) => unknown\) \| null);$/gm;

/** Has the typings of a module's handlers allow what a game does with them, as MGOBE's did. */
export function shapeHandlers(text: string, { called, methods }: HandlerForms): string {
  return text.replace(
    handler,
    (line, indent: string, name: string, event: string | undefined, given: string | undefined) => {
      if (!called.has(name) && !methods.has(name)) return line;
      // MGOBE's may be called without its room.
      const own = called.has(name) ? given?.replace(":", "?:") : given;
      const parameter = own ?? `event: BroadcastEvent<${event ?? ""}>`;
      const mark = called.has(name) ? "" : "?";
      const type = methods.has(name) ? `(${parameter}): unknown` : `: (${parameter}) => unknown`;
      return `${indent}${name}${mark}${type};`;
    },
  );
}
