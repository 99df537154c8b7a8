import { CloudApiError } from "./cloud-api-error";

/** Parameters of one action; values of the older form are texts. */
export type CloudApiParameters = Readonly<Record<string, unknown>>;

/** @throws CloudApiError InvalidParameterValue */
export function getText(parameters: CloudApiParameters, name: string): string | undefined {
  const value = getParameter(parameters, name);
  if (value === undefined || typeof value === "string") return value;
  throw wrongType(name, "a text");
}

/** @throws CloudApiError MissingParameter, InvalidParameterValue */
export function requireText(parameters: CloudApiParameters, name: string): string {
  const value = getText(parameters, name);
  if (value === undefined || value === "") throw new CloudApiError("MissingParameter", `${name} is missing`);
  return value;
}

/** @throws CloudApiError InvalidParameterValue */
export function getBoolean(parameters: CloudApiParameters, name: string): boolean | undefined {
  const value = getParameter(parameters, name);
  if (value === undefined || typeof value === "boolean") return value;
  if (value === "true" || value === "false") return value === "true";
  throw wrongType(name, "true or false");
}

/** @throws CloudApiError MissingParameter, InvalidParameterValue */
export function requireInteger(parameters: CloudApiParameters, name: string): number {
  const value = getParameter(parameters, name);
  if (value === undefined) throw new CloudApiError("MissingParameter", `${name} is missing`);
  return toInteger(value, name);
}

/** @throws CloudApiError MissingParameter, InvalidParameterValue */
export function requireIntegers(parameters: CloudApiParameters, name: string): number[] {
  const value = getParameter(parameters, name);
  if (value === undefined) throw new CloudApiError("MissingParameter", `${name} is missing`);
  if (!Array.isArray(value)) throw wrongType(name, "a list of whole numbers");
  return value.map((item) => toInteger(item, name));
}

/**
 * Refuses parameters that an action does not have, so that a misspelt one is not passed over.
 *
 * @throws CloudApiError UnknownParameter
 */
export function requireKnown(parameters: CloudApiParameters, names: readonly string[]): void {
  const unknown = Object.keys(parameters).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new CloudApiError("UnknownParameter", `the parameter ${JSON.stringify(unknown)} is not known`);
  }
}

function getParameter(parameters: CloudApiParameters, name: string): unknown {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return value === null ? undefined : value;
}

function toInteger(value: unknown, name: string): number {
  const number = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  throw wrongType(name, "a whole number");
}

function wrongType(name: string, wanted: string): CloudApiError {
  return new CloudApiError("InvalidParameterValue", `${name} must be ${wanted}`);
}
