/** The shape of a verdict: the records and field names of judge/verdict/verdict.py, as `panding judge --format json` prints them. */

export type Outcome =
  | "major" | "ordinary" | "element" | "suspected" | "undetermined" | "not_examined" | "clear" | "not_applicable";
export const HITS: ReadonlySet<Outcome> = new Set(["major", "ordinary", "element", "suspected"]);
export const OPEN: ReadonlySet<Outcome> = new Set(["undetermined", "not_examined"]);
export type Standing = "firm" | "unconfirmed" | "text_incomplete" | "reading_open" | "awaiting_panel";
export type Basis = "absent" | "exempted";
export type Lean = "hazard_unless_exempt";

export interface Missing {
  readonly kind: "fact" | "roster" | "reading" | "text";
  readonly object: string | null;
  readonly name: string;
  readonly question: string;
  readonly values: string | null;
  readonly note: string | null;
}
export interface MissingSets {
  readonly relevant: readonly Missing[];
  readonly to_convict: readonly Missing[] | null;
  readonly to_clear: readonly Missing[] | null;
}
export interface Reason {
  readonly kind: string;
  readonly text: string;
  readonly object: string | null;
  readonly fact: string | null;
  readonly value: string | null;
  readonly parts: readonly Reason[];
  readonly plainly: string | null;
}
export interface SituationFound {
  readonly name: string;
  readonly because: Reason;
  readonly cites: readonly string[];
}
export interface Change { readonly object: string; readonly fact: string; readonly condition: string }
export interface Alternative { readonly changes: readonly Change[]; readonly also_verify: readonly Missing[] }
export interface CureGroup {
  readonly name: string;
  readonly alternatives: readonly Alternative[];
  readonly weight: number;
}
export interface Cure {
  readonly situation: string;
  readonly alternatives: readonly Alternative[];
  readonly choose: number;
  readonly groups: readonly CureGroup[];
  readonly count: number | null;
  readonly threshold: number | null;
  readonly leaves_scope: readonly Alternative[];
}
export interface Overruling {
  readonly conclusion: string;
  readonly kind: string;
  readonly person: string;
  readonly reason: string;
  readonly date: string;
  readonly step: string;
  readonly in_force: boolean;
  readonly lapsed_because: string | null;
}
export interface RulingUsed {
  readonly reading: string;
  readonly option: string;
  readonly number: string;
  readonly date: string;
  readonly by: string;
}
export interface HandledBy {
  readonly violated: string | null;
  readonly handled_under: string | null;
  readonly by_failure: boolean;
  readonly confidence: string;
  readonly text: string | null;
  readonly note: string | null;
}
export interface Verdict {
  readonly rule: string;
  readonly title: string;
  readonly standard: string;
  readonly clause: string;
  readonly cite: string;
  readonly object_type: string;
  readonly object: string | null;
  readonly object_name: string;
  readonly outcome: Outcome;
  readonly effective: Outcome;
  readonly standing: Standing;
  readonly standings: readonly Standing[];
  readonly parent: string | null;
  readonly roster: string | null;
  readonly basis: Basis | null;
  readonly lean: Lean | null;
  readonly situations: readonly SituationFound[];
  readonly refuted: readonly SituationFound[];
  readonly missing: MissingSets;
  readonly cures: readonly Cure[];
  readonly rectification: string;
  readonly handling: readonly HandledBy[];
  readonly note: string | null;
  readonly rulings: readonly RulingUsed[];
  readonly overruling: Overruling | null;
  readonly if_declared_holds: Outcome | null;
  readonly text_missing: string | null;
  readonly count: number;
  readonly rule_digest: string;
  readonly grounds_digest: string;
  readonly fix_on_spot: string | null;
}
