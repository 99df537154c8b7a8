import { Namespace, parse, Type } from "protobufjs";
import { mgobeProto } from "../schema/mgobe-proto";
import { type EncodingVariant, firstTolerantVersion, isAtLeast } from "./client-version";

const sinceOption = "(since)";
const noBytes = new Uint8Array(0);

function getSince(thing: { options?: Record<string, unknown> }): string | undefined {
  const since = thing.options?.[sinceOption];
  return typeof since === "string" ? since : undefined;
}

function dropNewFields(type: Type): void {
  for (const field of [...type.fieldsArray]) {
    const since = getSince(field);
    if (since && isAtLeast(since, firstTolerantVersion)) type.remove(field);
  }
}

/** The message types as clients of one kind know them. */
export class WireSchema {
  private readonly types = new Map<string, Type>();

  /** @param variant `legacy` drops every field that clients before 1.2 do not know */
  constructor(variant: EncodingVariant) {
    const { root } = parse(mgobeProto, { keepCase: true });
    const namespace = root.lookup("mgobe");
    for (const type of namespace instanceof Namespace ? namespace.nestedArray : []) {
      if (!(type instanceof Type)) continue;
      if (variant === "legacy") dropNewFields(type);
      this.types.set(type.name, type);
    }
    root.resolveAll();
  }

  /** Encodes a plain object; fields with default values are left out (spec mgobe-wire §2.5). */
  encode(message: string, fields: object): Uint8Array {
    const type = this.requireType(message);
    return type.fieldsArray.length === 0 ? noBytes : type.encode(fields).finish();
  }

  /**
   * Decodes into a plain object in which every field is present: absent ones have their default, absent sub-messages are
   * null, 64-bit integers are numbers.
   *
   * @throws Error when the bytes are no such message
   */
  decode<T extends object>(message: string, bytes: Uint8Array): T {
    const type = this.requireType(message);
    return type.toObject(type.decode(bytes), { longs: Number, defaults: true, arrays: true }) as T;
  }

  /**
   * As {@link decode}, but cheaper: absent fields are there only when asked for by name, 64-bit integers are not numbers.
   * For messages without such integers.
   */
  decodeFast<T extends object>(message: string, bytes: Uint8Array): T {
    return this.requireType(message).decode(bytes) as object as T;
  }

  /** First client version that knows a message; undefined when all do. */
  getSince(message: string): string | undefined {
    return getSince(this.requireType(message));
  }

  private requireType(message: string): Type {
    const type = this.types.get(message);
    if (!type) throw new Error(`No wire message is called ${message}.`);
    return type;
  }
}
