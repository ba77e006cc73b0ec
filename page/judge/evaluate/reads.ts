/**
 * Which answers an evaluation of a formula may read, whatever they are: from the objects there are, not from what is known
 * of them.
 */
import { children, type Compare, type CompareDates, type Formula, type In, type Ref } from "../expr/formula.ts";
import { type Item, itemOf, locate, type Node, seen, supposed, type World } from "./world.ts";

/** Where an answer stands: a fact at an object. */
export type Place = Item;

/** Every place whose answer can matter to the formula at an object, as long as no object is added. */
export function reads(formula: Formula, world: World, node: Node, rule: Node): Set<Place> {
  const found = new Set<Place>();
  collect(formula, world, node, rule, found);
  return found;
}

function collect(formula: Formula, world: World, node: Node, rule: Node, found: Set<Place>): void {
  switch (formula.is) {
    case "In":
    case "Compare":
    case "CompareDates":
      for (const ref of refs(formula)) found.add(placeOf(ref, node, rule));
      break;
    case "Derived":
      collect(formula.atom, world, node, rule, found);
      collect(formula.expansion, world, node, rule, found);
      break;
    case "At": {
      const target = locate(node, formula.steps, rule);
      collect(formula.part, world, target, formula.rebase ? target : rule, found);
      break;
    }
    case "Exists":
    case "Every":
    case "Count":
    case "Sum": {
      const anchor = locate(node, formula.range.steps, rule);
      for (const item of [...seen(world, formula.range, anchor), ...supposed(world, formula.range, anchor)]) {
        for (const part of children(formula)) collect(part, world, item, rule, found);
        if (formula.is === "Sum") found.add(placeOf(formula.ref, item, rule));
      }
      break;
    }
    default:
      for (const part of children(formula)) collect(part, world, node, rule, found);
  }
}

function refs(formula: In | Compare | CompareDates): readonly Ref[] {
  switch (formula.is) {
    case "In":
      return [formula.ref];
    case "Compare":
      return formula.terms.map(([ref]) => ref);
    case "CompareDates":
      return [formula.left.ref, formula.right.ref].filter((ref): ref is Ref => ref !== null);
  }
}

const placeOf = (ref: Ref, node: Node, rule: Node): Place => itemOf("fact", locate(node, ref.steps, rule).id, ref.key);
