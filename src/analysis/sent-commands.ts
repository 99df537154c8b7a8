import { type ts } from "ts-morph";
import { getNameText } from "../../codemods/finder/syntax";
import { type Constants, getProperty } from "./constants";
import { type CommandSite, usualKeys } from "./dispatches";

/** A message that is sent, with every property that could tell it apart. */
export interface SentMessage {
  readonly node: ts.Node;
  readonly fields: readonly { readonly key: string; readonly sites: readonly CommandSite[] }[];
}

/** Reads the commands of payloads out of the object literals that they come from. */
export function readSentMessage(
  node: ts.Node,
  payloads: readonly ts.Expression[],
  constants: Constants,
): SentMessage {
  const byKey = new Map<string, CommandSite[]>();
  const add = (key: string, site: CommandSite): void => {
    const sites = byKey.get(key);
    if (sites) sites.push(site);
    else byKey.set(key, [site]);
  };
  const addValues = (key: string, value: ts.Expression): void => {
    const { values, isOpen, origins } = constants.evaluate(value);
    for (const each of values)
      add(key, { key, value: each, node: origins?.get(each) ?? node, isDispatch: true });
    if (isOpen) add(key, { key, value: undefined, node, isDispatch: true });
  };
  for (const payload of payloads) {
    const objects = constants.findObjects(payload);
    if (objects.length === 0) addValues("", payload);
    for (const object of objects) readFields(object, "", constants, addValues);
  }
  return { node, fields: [...byKey].map(([key, sites]) => ({ key, sites })) };
}

function readFields(
  object: ts.ObjectLiteralExpression,
  prefix: string,
  constants: Constants,
  add: (key: string, value: ts.Expression) => void,
): void {
  for (const property of object.properties) {
    const name = getNameText(property.name);
    if (name === undefined) continue;
    const value = getProperty(object, name);
    if (!value) continue;
    const nested = prefix === "" ? constants.findObjects(value) : [];
    for (const each of nested) readFields(each, `${name}.`, constants, add);
    if (nested.length === 0) add(`${prefix}${name}`, value);
  }
}

/**
 * The property that tells a game's messages apart: the one its handlers dispatch on, else a usual name that most
 * messages have; empty when there is none.
 */
export function chooseKeys(sent: readonly SentMessage[], handled: readonly CommandSite[]): string[] {
  const dispatched = [...new Set(handled.filter((site) => site.isDispatch).map(({ key }) => key))];
  if (dispatched.length > 0) return dispatched;
  const compared = [...new Set(handled.map(({ key }) => key))];
  if (compared.length > 0) return compared;
  const carries = (key: string): number =>
    sent.filter(({ fields }) =>
      fields.some((field) => field.key === key && field.sites.some(({ value }) => value !== undefined)),
    ).length;
  const names = usualKeys.flatMap((name) => [name, ...nestedKeys(sent, name)]);
  const best = names.map((key) => ({ key, count: carries(key) })).sort((a, b) => b.count - a.count)[0];
  return best && best.count > 0 ? [best.key] : [];
}

function nestedKeys(sent: readonly SentMessage[], name: string): string[] {
  const all = sent.flatMap(({ fields }) => fields.map(({ key }) => key));
  return [...new Set(all.filter((key) => key.endsWith(`.${name}`)))];
}
