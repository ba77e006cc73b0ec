/** Makes values of what checklists/page/packing.py packed. Equal parts are the same object, so they can be told by identity. */
import { Interval, Rational } from "../values/number.ts";

type Scalar = string | number | boolean | null;
export interface Packed {
  readonly classes: readonly (readonly string[])[];
  readonly nodes: readonly (Scalar | readonly (string | number)[])[];
  readonly root: number;
}

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

export function unpack<T>(packed: Packed): T {
  const classes = packed.classes.map(([name, ...fields]) => ({ name: name as string, fields: fields.map(camel) }));
  const values: unknown[] = [];
  const part = (number: string | number | undefined): unknown => values[number as number];
  for (const node of packed.nodes) {
    if (!Array.isArray(node)) {
      values.push(node);
      continue;
    }
    const [mark, ...parts] = node as [string | number, ...(string | number)[]];
    switch (mark) {
      case "t":
        values.push(parts.map(part));
        break;
      case "s":
        values.push(new Set(parts.map(part)));
        break;
      case "q":
        values.push(new Rational(BigInt(parts[0] as string), BigInt(parts[1] as string)));
        break;
      case "d": {
        const made = new Map<unknown, unknown>();
        for (let n = 0; n < parts.length; n += 2) made.set(part(parts[n]), part(parts[n + 1]));
        values.push(made);
        break;
      }
      default: {
        const { name, fields } = classes[mark as number] as { name: string; fields: string[] };
        const record: Record<string, unknown> = { is: name };
        fields.forEach((field, n) => (record[field] = part(parts[n])));
        values.push(name === "Interval" ? Interval.from(record) : record);
      }
    }
  }
  return values[packed.root] as T;
}
