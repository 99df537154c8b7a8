import { type SdkValue } from "./sdk-value";

/**
 * What is known of an expression: one of MGOBE's values (proven or not), `other` for what is certainly something else,
 * undefined where neither types nor flow tell.
 */
export type Evaluation = { readonly value: SdkValue; readonly proven: boolean } | "other" | undefined;
