import { type ts } from "ts-morph";
import { type Evaluation } from "./evaluation";
import { type SdkValue } from "./sdk-value";

/** What is known of one place. */
interface PlaceFacts {
  readonly value: SdkValue;
  proven: boolean;
}

/** Which variables, properties and function results hold one of MGOBE's values although their type does not say so. */
export class PlaceTable {
  private readonly facts = new Map<string, PlaceFacts>();
  private readonly ids = new Map<object, number>();

  /** Number of an object, the same each time. */
  idOf(key: object): number {
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    this.ids.set(key, this.ids.size + 1);
    return this.ids.size;
  }

  /** Key of a symbol; symbols of one declaration (instantiations) share it. */
  keyOfSymbol(symbol: ts.Symbol): string {
    return `d:${this.idOf(symbol.declarations?.[0] ?? symbol)}`;
  }

  /** What a place holds. */
  get(key: string): Evaluation {
    const facts = this.facts.get(key);
    return facts && { value: facts.value, proven: facts.proven };
  }

  /** Notes that a value flows to a place; true when that is news. A second, different value makes the place unsure. */
  add(key: string, value: SdkValue): boolean {
    const facts = this.facts.get(key);
    if (!facts) {
      this.facts.set(key, { value, proven: true });
      return true;
    }
    if (facts.value !== value) facts.proven = false;
    return false;
  }

  /** Notes that something else flows to a place too; true when that is news. */
  doubt(key: string): boolean {
    const facts = this.facts.get(key);
    if (!facts?.proven) return false;
    facts.proven = false;
    return true;
  }
}
