/**
 * Decision diagrams over many-valued variables: canonical, so that equal functions are one node.
 *
 * A node is a number; 0 is false, 1 is true. A variable is a number; smaller ones stand nearer the root.
 */
export const FALSE = 0;
export const TRUE = 1;
const LIMIT = 120_000;
/** Above every node's number. */
const SPAN = 2 ** 20;

/** The function needs more nodes than we allow ourselves. */
export class DiagramTooLargeError extends Error {}

/** A variable and a value of it. */
export type Pick = readonly [number, number];
type Best = readonly [number, readonly Pick[]] | null;

/** Builds and combines diagrams; `arity[v]` is the number of values of variable v. */
export class Diagrams {
  readonly arity: number[] = [];
  private readonly variables: number[] = [Infinity, Infinity];
  private readonly kidsOf: (readonly number[])[] = [[], []];
  private readonly known = new Map<string, number>();
  private readonly conjunctions = new Map<number, number>();
  private readonly disjunctions = new Map<number, number>();
  private readonly negations = new Map<number, number>();

  /** A new variable, below all others. */
  addVariable(arity: number): number {
    this.arity.push(arity);
    return this.arity.length - 1;
  }

  private variable(node: number): number {
    return this.variables[node] as number;
  }

  private kids(node: number): readonly number[] {
    return this.kidsOf[node] as readonly number[];
  }

  /** The node that asks a variable, or its only kid. */
  make(variable: number, kids: readonly number[]): number {
    const first = kids[0] as number;
    if (kids.every((kid) => kid === first)) return first;
    const key = `${variable}:${kids.join()}`;
    let node = this.known.get(key);
    if (node === undefined) {
      if (this.variables.length > LIMIT) throw new DiagramTooLargeError();
      node = this.variables.length;
      this.variables.push(variable);
      this.kidsOf.push(kids);
      this.known.set(key, node);
    }
    return node;
  }

  /** Both hold. */
  conjunction(left: number, right: number): number {
    if (left === FALSE || right === FALSE) return FALSE;
    if (left === TRUE || left === right) return right;
    if (right === TRUE) return left;
    return this.combine(this.conjunctions, (a, b) => this.conjunction(a, b), left, right);
  }

  /** One holds. */
  disjunction(left: number, right: number): number {
    if (left === TRUE || right === TRUE) return TRUE;
    if (left === FALSE || left === right) return right;
    if (right === FALSE) return left;
    return this.combine(this.disjunctions, (a, b) => this.disjunction(a, b), left, right);
  }

  private combine(
    cache: Map<number, number>,
    apply: (a: number, b: number) => number,
    one: number,
    other: number,
  ): number {
    const [left, right] = one < other ? [one, other] : [other, one];
    const key = left * SPAN + right;
    let found = cache.get(key);
    if (found === undefined) {
      const variable = Math.min(this.variable(left), this.variable(right));
      const kids: number[] = [];
      for (let value = 0; value < (this.arity[variable] as number); value++) {
        kids.push(apply(this.cofactor(left, variable, value), this.cofactor(right, variable, value)));
      }
      found = this.make(variable, kids);
      cache.set(key, found);
    }
    return found;
  }

  private cofactor(node: number, variable: number, value: number): number {
    return this.variable(node) === variable ? (this.kids(node)[value] as number) : node;
  }

  /** It does not hold. */
  negation(node: number): number {
    if (node <= TRUE) return 1 - node;
    let found = this.negations.get(node);
    if (found === undefined) {
      found = this.make(this.variable(node), this.kids(node).map((kid) => this.negation(kid)));
      this.negations.set(node, found);
    }
    return found;
  }

  /** All hold. */
  allOf(nodes: readonly number[]): number {
    return nodes.reduceRight((result, node) => this.conjunction(node, result), TRUE);
  }

  /** One holds. */
  anyOf(nodes: readonly number[]): number {
    return nodes.reduceRight((result, node) => this.disjunction(node, result), FALSE);
  }

  /** `then` where the test holds, else `otherwise`. */
  choose(test: number, then: number, otherwise: number): number {
    const met = this.conjunction(test, then);
    return this.disjunction(met, this.conjunction(this.negation(test), otherwise));
  }

  /** The weights of those that hold add up to the threshold. */
  atLeast(threshold: number, weighted: readonly (readonly [number, number])[]): number {
    const reached = [TRUE, ...new Array<number>(Math.max(threshold, 0)).fill(FALSE)];
    // Last first: the diagrams of later parts lie below, so that each step only adds on top.
    for (const [node, weight] of [...weighted].reverse()) {
      for (let wanted = reached.length - 1; wanted > 0; wanted--) {
        reached[wanted] = this.choose(node, reached[Math.max(0, wanted - weight)] as number, reached[wanted] as number);
      }
    }
    return reached[reached.length - 1] as number;
  }

  /** Whether some values of the variables make it hold (they are quantified away). */
  without(node: number, variables: ReadonlySet<number>): number {
    const memo = new Map<number, number>();
    const walk = (current: number): number => {
      if (current <= TRUE) return current;
      let found = memo.get(current);
      if (found === undefined) {
        const kids = this.kids(current).map(walk);
        const variable = this.variable(current);
        found = variables.has(variable) ? this.anyOf(kids) : this.make(variable, kids);
        memo.set(current, found);
      }
      return found;
    };
    return walk(node);
  }

  /** The variables that matter, in order: in a canonical diagram, exactly those that occur. */
  support(node: number): number[] {
    const seen = new Set<number>();
    const found = new Set<number>();
    const pending = [node];
    for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
      if (current <= TRUE || seen.has(current)) continue;
      seen.add(current);
      found.add(this.variable(current));
      pending.push(...this.kids(current));
    }
    return [...found].sort((a, b) => a - b);
  }

  /**
   * The lightest set of (variable, value) that makes it hold whatever the others are; null if nothing does.
   *
   * `weight[v][n]` is how heavy it is that variable v has its value n.
   */
  fewest(node: number, weight: readonly (readonly number[])[]): readonly Pick[] | null {
    const memo = new Map<number, Best>();
    const best = (current: number): Best => {
      if (current <= TRUE) return current === TRUE ? [0, []] : null;
      const found = memo.get(current);
      if (found !== undefined) return found;
      const [variable, kids] = [this.variable(current), this.kids(current)];
      let choice = best(this.allOf(kids));
      for (const [value, kid] of kids.entries()) {
        const inner = best(kid);
        if (!inner) continue;
        const cost = inner[0] + (weight[variable]?.[value] as number);
        if (!choice || cost < choice[0]) choice = [cost, [[variable, value], ...inner[1]]];
      }
      memo.set(current, choice);
      return choice;
    };
    return best(node)?.[1] ?? null;
  }
}
