/** What many visits judged by the same rules share: the formulas of the rules, and their closures. */
import type { Words } from "../diagnostics/words.ts";
import { Kleene } from "../evaluate/kleene.ts";
import { type Formula, walk } from "../expr/formula.ts";
import { cite, type Library, type Rule, type Standard } from "../model/library.ts";
import type { RulingUsed } from "../verdict/verdict.ts";
import { formulasOf, type RuleFormulas } from "./outcomes.ts";
import { UnseenOutcomes } from "./unseen.ts";

/** What every verdict of a rule shares. */
export interface CompiledRule {
  readonly formulas: RuleFormulas;
  readonly cite: string;
  readonly hasPanel: boolean;
  /** The rulings on readings that the rule chooses by. */
  readonly rulings: readonly RulingUsed[];
}

export class Compiled {
  readonly kleene = new Kleene();
  readonly unseen = new UnseenOutcomes();
  readonly #rules = new Map<string, CompiledRule>();

  constructor(
    readonly library: Library,
    readonly words: Words,
  ) {}

  /** A rule compiled, on first use. */
  of(rule: Rule): CompiledRule {
    let found = this.#rules.get(rule.id);
    if (!found) this.#rules.set(rule.id, (found = this.#made(rule)));
    return found;
  }

  #made(rule: Rule): CompiledRule {
    const standard = this.library.standards.get(rule.standard) as Standard;
    const formulas = formulasOf(rule);
    return {
      formulas,
      cite: cite(standard, rule.clause),
      hasPanel: standard.panel !== null,
      rulings: rulingsOn(formulas.hazard, this.library),
    };
  }
}

function rulingsOn(formula: Formula, library: Library): RulingUsed[] {
  if (!library.rulings.size) return [];
  const readings = new Set([...walk(formula)].flatMap((part) => (part.is === "ByReading" ? [part.reading] : [])));
  return [...readings].flatMap((name) => {
    const ruling = library.rulings.get(name);
    if (!ruling) return [];
    const { reading, option, number, date, by } = ruling;
    return [{ reading, option, number, date, by }];
  });
}
