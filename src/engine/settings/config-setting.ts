import { type BilingualText } from "../../contract";

/** A setting of a configuration file, or a section of them: its texts, and the rest as in JSON Schema (draft 7). */
export interface ConfigSetting {
  /** What it means; the description of the schema. Items of lists may go without. */
  readonly text?: BilingualText;
  readonly type?: string | readonly string[];
  readonly default?: unknown;
  /** Values as somebody may want them; the first one is shown on pages. Switches and choices need none. */
  readonly examples?: readonly unknown[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly items?: ConfigSetting;
  readonly anyOf?: readonly object[];
  readonly $ref?: string;
  /** Keys of a section; there are no others. */
  readonly properties?: Readonly<Record<string, ConfigSetting>>;
  /** Values of a section whose keys are the user's. */
  readonly additionalProperties?: ConfigSetting;
  readonly definitions?: Readonly<Record<string, ConfigSetting>>;
}

/** A setting as JSON Schema. */
export function toSchema(setting: ConfigSetting): object {
  const { text, properties, items, additionalProperties, definitions, ...rest } = setting;
  return {
    ...(text && { description: text.en }),
    ...rest,
    ...(items && { items: toSchema(items) }),
    ...(properties && { additionalProperties: false, properties: toSchemas(properties) }),
    ...(additionalProperties && { additionalProperties: toSchema(additionalProperties) }),
    ...(definitions && { definitions: toSchemas(definitions) }),
  };
}

function toSchemas(settings: Readonly<Record<string, ConfigSetting>>): object {
  return Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, toSchema(setting)]));
}
