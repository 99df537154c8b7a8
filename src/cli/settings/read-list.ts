import { InvalidArgumentError } from "commander";
import { argumentTexts } from "../commands/help-texts";

/** Names separated by commas, as an option gives them. Throws commander's error when there is none. */
export function readList(text: string): string[] {
  const items = text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean);
  if (items.length === 0) throw new InvalidArgumentError(argumentTexts.list.en);
  return items;
}
