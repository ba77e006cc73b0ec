/** Takes common conditions out of a residual: what every alternative demands is demanded once. */
import {
  both,
  either,
  type Hidden,
  hidden,
  itemsOf,
  opposite,
  readingChoiceLeft,
  type Residual,
  threshold,
  type Weighted,
} from "./residual.ts";

/** An equivalent residual in which shared demands stand outside alternatives and counts. */
export function simplified(residual: Residual): Residual {
  if (typeof residual === "boolean") return residual;
  switch (residual.is) {
    case "Both":
      return both(flat(residual.parts, "Both"));
    case "Either": {
      const inner = flat(residual.parts, "Either");
      const shared = sharedBy(inner);
      return shared.length ? both([...shared, either(inner.map((part) => without(part, shared)))]) : either(inner);
    }
    case "Opposite":
      return opposite(simplified(residual.part));
    case "Threshold":
      return simplifiedThreshold(
        residual.threshold,
        residual.parts.map(([part, weight]) => [simplified(part), weight] as const),
      );
    case "Hidden":
      return simplifiedHidden(residual);
    case "ReadingChoiceLeft":
      return readingChoiceLeft(
        residual.reading,
        residual.options.map(([name, part]) => [name, simplified(part)] as const),
      );
    default:
      return residual;
  }
}

function flat(parts: readonly Residual[], kind: "Both" | "Either"): Residual[] {
  const found = new Set<Residual>();
  for (const part of parts.map(simplified)) {
    const inner = typeof part !== "boolean" && part.is === kind ? part.parts : [part];
    for (const each of inner) found.add(each);
  }
  return [...found];
}

/** What a part demands: its conjuncts. */
const demands = (part: Residual): readonly Residual[] =>
  typeof part !== "boolean" && part.is === "Both" ? part.parts : [part];

function sharedBy(parts: readonly Residual[]): Residual[] {
  const [first, ...others] = parts;
  if (first === undefined || !others.length) return [];
  let common = demands(first).filter((demand) => typeof demand !== "boolean");
  for (const part of others) {
    if (!common.length) break;
    const its = new Set(demands(part));
    common = common.filter((demand) => its.has(demand));
  }
  return common;
}

const without = (part: Residual, taken: readonly Residual[]): Residual =>
  both(demands(part).filter((demand) => !taken.includes(demand)));

function simplifiedThreshold(wanted: number, weighted: readonly Weighted[]): Residual {
  const count = threshold(wanted, weighted);
  if (typeof count === "boolean" || count.is !== "Threshold" || weighted.some(([part]) => part === true)) return count;
  const shared = sharedBy(count.parts.map(([part]) => part));
  if (!shared.length) return count;
  const inner = count.parts.map(([part, weight]) => [without(part, shared), weight] as const);
  return both([...shared, simplified(threshold(count.threshold, inner))]);
}

/** What a body demands of things above the unseen object is demanded outside. */
function simplifiedHidden({ source, roster, body, always, cap }: Hidden): Residual {
  const inner = simplified(body);
  if (inner === false) return false;
  const whole = hidden(source, roster, inner, always, cap);
  if (cap !== 1 || always !== true) return whole;
  const outside = demands(inner).filter(
    (demand) => typeof demand !== "boolean" && !itemsOf(demand).some((item) => item.object.startsWith(source)),
  );
  if (!outside.length) return whole;
  return both([...outside, hidden(source, roster, without(inner, outside))]);
}
