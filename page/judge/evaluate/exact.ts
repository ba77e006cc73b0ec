/**
 * The exact truth of a formula over all completions of what is open, and what could still settle it.
 *
 * Kleene's answer is taken where it is definite. Else the residual is analysed: parts that share nothing each on their own,
 * parts that hang together by a diagram.
 */
import type { Elements, Formula } from "../expr/formula.ts";
import type { Truth } from "../values/truth.ts";
import { type Analysis, analysis } from "./analysis.ts";
import { DiagramTooLargeError } from "./decision.ts";
import { DiagramOf } from "./diagram.ts";
import { type Counted, Kleene } from "./kleene.ts";
import { forgetResiduals, itemsOf, type Residual } from "./residual.ts";
import { Residuals } from "./residuals.ts";
import { type ByDiagram, settle } from "./settling.ts";
import { simplified } from "./simplify.ts";
import { isUnate } from "./unate.ts";
import type { Node, World } from "./world.ts";

export type { Analysis, Choice } from "./analysis.ts";

const analysisOf = (residual: Residual): Analysis => new DiagramOf(residual).analysis();
const truthAlone = (residual: Residual): Analysis => analysis(new DiagramOf(residual).decide()[0]);

/** Decides formulas in one world. */
export class Exact {
  private readonly residuals: Residuals;

  constructor(
    readonly world: World,
    private readonly kleene: Kleene = new Kleene(),
  ) {
    this.residuals = new Residuals(world, kleene);
  }

  /** Kleene's truth: certain where definite, else perhaps not the last word. */
  quick(formula: Formula, node: Node, rule: Node = node): Truth {
    return this.kleene.truth(formula, this.world, node, rule);
  }

  /** Which clause numbers count. */
  counted(formula: Elements, node: Node, rule: Node): Counted {
    return this.kleene.counted(formula)(this.world, node, rule);
  }

  /** Whether the formula is true in all completions, in none (false), or in some (null). */
  truth(formula: Formula, node: Node, rule: Node = node): Truth {
    const quick = this.quick(formula, node, rule);
    if (quick !== null) return quick;
    const residual = this.residualOf(formula, node, rule);
    if (typeof residual === "boolean") return residual;
    if (!this.world.constraints.length && isUnate(residual)) return null;
    return this.analysis(simplified(residual), truthAlone).truth;
  }

  /** The truth with all that is still to be known about it. */
  analyse(formula: Formula, node: Node, rule: Node = node): Analysis {
    const quick = this.quick(formula, node, rule);
    if (quick !== null) return analysis(quick);
    return this.analysis(simplified(this.residualOf(formula, node, rule)), analysisOf);
  }

  /** Whether, however little of what is known were known, Kleene's unknown would be exact here. */
  kleeneIsExact(formula: Formula, node: Node): boolean {
    if (this.world.constraints.length) return false;
    const before = this.world.watch;
    this.world.watch = () => false;
    try {
      return this.quick(formula, node) !== null || isUnate(this.residualOf(formula, node, node));
    } finally {
      this.world.watch = before;
    }
  }

  private residualOf(formula: Formula, node: Node, rule: Node): Residual {
    forgetResiduals();
    return this.residuals.of(formula, node, rule);
  }

  private analysis(residual: Residual, byDiagram: ByDiagram): Analysis {
    if (typeof residual === "boolean") return analysis(residual);
    const constraints = this.constraintsOn(residual);
    try {
      return constraints.length ? new DiagramOf(residual, constraints).analysis() : settle(residual, byDiagram);
    } catch (error) {
      if (!(error instanceof DiagramTooLargeError)) throw error;
      return analysis(null, { relevant: [...new Set(itemsOf(residual))], isExact: false });
    }
  }

  /** What declared constraints say about the open things of a residual, and about what those are tied to. */
  private constraintsOn(residual: Residual): Residual[] {
    const { constraints, nodes, supposedNow } = this.world;
    if (!constraints.length) return [];
    const left: Residual[] = [];
    for (const { objectType, formula } of constraints) {
      for (const node of [...nodes.values(), ...supposedNow]) {
        const made = node.type === objectType ? this.residuals.of(formula, node, node) : true;
        if (typeof made !== "boolean") left.push(made);
      }
    }
    const reached = new Set(itemsOf(residual));
    const chosen: Residual[] = [];
    for (;;) {
      const found = left.filter((part) => !chosen.includes(part) && itemsOf(part).some((item) => reached.has(item)));
      if (!found.length) return chosen;
      chosen.push(...found);
      for (const item of found.flatMap(itemsOf)) reached.add(item);
    }
  }
}
