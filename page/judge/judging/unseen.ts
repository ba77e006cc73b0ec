/**
 * Remembers what comes out for objects nobody has seen: it depends only on what is known of the objects above them.
 *
 * Nothing is known of an unseen object itself. So two of one kind, of which the same is known above, are judged alike, in
 * one visit or in many. Rules that look further than the line of parents are judged each time.
 */
import type { Exact } from "../evaluate/exact.ts";
import { reads } from "../evaluate/reads.ts";
import { itemOf, type Node, type World } from "../evaluate/world.ts";
import { type Formula, OTHER, refsOf, walk } from "../expr/formula.ts";
import { compareLists, keyOf } from "../expr/order.ts";
import type { Rule } from "../model/library.ts";
import { knowledgeKey } from "../values/knowledge.ts";
import { outcomeOf, partsOf, type Result, type RuleFormulas } from "./outcomes.ts";

/** Answers that a rule may read on the line of parents: type, key. Every type occurs once on a line. */
type Above = readonly (readonly [string, string])[];

/** Outcomes for unseen objects, by rule and by what is known above. */
export class UnseenOutcomes {
  readonly #above = new Map<string, Above | null>();
  readonly #found = new Map<string, Result>();

  /** The outcome of a rule for an unseen object that is supposed to exist now. */
  outcome(rule: Rule, formulas: RuleFormulas, node: Node, exact: Exact): Result {
    const { world } = exact;
    const line = lineOf(node);
    const unseen = [...line.values()].filter((each) => each.unseen).map((each) => each.type);
    const above = this.#readAbove(rule, formulas, node, unseen, world);
    if (!above || world.constraints.length) return outcomeOf(rule, formulas, node, exact);
    const answers = above.map(([type, key]) => world.answer(line.get(type) as Node, key));
    const known = [rule.id, unseen.join(), world.day, ...answers.map((answer) => (answer ? knowledgeKey(answer) : ""))];
    const place = keyOf(...known.map(String));
    let found = this.#found.get(place);
    if (!found) {
      const types = new Map([...line.values()].map((each) => [each.id, each.type] as const));
      found = renamed(outcomeOf(rule, formulas, node, exact), types);
      this.#found.set(place, found);
    }
    return renamed(found, new Map([...line.values()].map((each) => [each.type, each.id] as const)));
  }

  #readAbove(
    rule: Rule, formulas: RuleFormulas, node: Node, unseen: readonly string[], world: World,
  ): Above | null {
    const place = keyOf(rule.id, ...unseen);
    let above = this.#above.get(place);
    if (above === undefined) {
      const parts = partsOf(formulas);
      above = parts.every(staysOnLine) ? readAbove(parts, node, world) : null;
      this.#above.set(place, above);
    }
    return above;
  }
}

/** The object and those above it, by type. */
function lineOf(node: Node): Map<string, Node> {
  const found = new Map<string, Node>();
  for (let current: Node | null = node; current; current = current.parent) found.set(current.type, current);
  return found;
}

const LOOKING_FURTHER: ReadonlySet<string> = new Set(["Exists", "Every", "Count", "Sum", "Elements"]);

/** Whether a formula reads nothing but the object and its parents. */
export function staysOnLine(formula: Formula): boolean {
  for (const part of walk(formula)) {
    if (LOOKING_FURTHER.has(part.is) || (part.is === "At" && part.steps.includes(OTHER))) return false;
  }
  for (const ref of refsOf(formula)) if (ref.steps.includes(OTHER) || ref.calculator !== null) return false;
  return true;
}

function readAbove(parts: readonly Formula[], node: Node, world: World): Above {
  const seen = [...lineOf(node).values()].filter((each) => !each.unseen);
  const types = new Map(seen.map((each) => [each.id, each.type] as const));
  const found = new Map<string, readonly [string, string]>();
  for (const part of parts) {
    for (const { object, key } of reads(part, world, node, node)) {
      const type = types.get(object);
      if (type !== undefined) found.set(keyOf(type, key), [type, key]);
    }
  }
  return [...found.values()].sort(compareLists);
}

/** The result with the objects of its open facts under other names. */
function renamed(result: Result, names: ReadonlyMap<string, string>): Result {
  const relevant = result.analysis.relevant.map(({ kind, object, key }) =>
    itemOf(kind, names.get(object) ?? object, key),
  );
  return { ...result, analysis: { ...result.analysis, relevant } };
}
