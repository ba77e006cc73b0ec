/** The objects of a visit: types known, ends found, dates read, groups told from single objects. */
import type { Interval } from "../values/number.ts";

/** One object of the visit; `date` only for events. */
export interface ObjectInstance {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | null;
  readonly otherEnd: string | null;
  readonly date: Interval | null;
  readonly count: number;
}
