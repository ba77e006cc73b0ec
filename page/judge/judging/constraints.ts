/** Holds a visit's answers to the constraints that the vocabulary declares. */
import type { Problems } from "../diagnostics/problems.ts";
import { buildWorld } from "../evaluate/build.ts";
import { Exact } from "../evaluate/exact.ts";
import type { Library } from "../model/library.ts";
import type { ResolvedVisit } from "../resolve/visit.ts";

/** Problems: answers that a declared constraint rules out. With errors already told, nothing is checked. */
export function checkConstraints(visit: ResolvedVisit, library: Library, problems: Problems): void {
  if (!library.constraints.length || problems.hasErrors) return;
  const { world } = buildWorld(visit, library, true);
  const exact = new Exact(world);
  for (const { name, objectType, formula } of library.constraints) {
    for (const node of world.nodes.values()) {
      if (node.type === objectType && exact.quick(formula, node) === false) {
        problems.add("C060", ["答案", node.id], { object: node.id, name });
      }
    }
  }
}
