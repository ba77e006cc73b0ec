/** Resolves a visit against a library: objects with parents, answers as knowledge, rosters, scope, what people decided. */
import type { VisitDocument } from "../model/visit.ts";
import type { Answer } from "./given.ts";
import type { ObjectInstance } from "./objects.ts";

/** The scope fixed beforehand; empty parts do not restrict. */
export interface Scope {
  readonly standards: readonly string[];
  readonly clauses: readonly string[];
  readonly areas: readonly string[];
}

/** A visit whose names, types and units are known good. */
export interface ResolvedVisit {
  readonly id: string;
  readonly kind: string;
  readonly enterprise: string;
  /** Ordinal of the day. */
  readonly judgedOn: number;
  readonly scope: Scope;
  /** 企业 first; every parent before its children. */
  readonly objects: readonly ObjectInstance[];
  /** By object, then by key. */
  readonly answers: readonly Answer[];
  /** Pairs of a parent's id and an object type whose roster under it is complete. */
  readonly complete: readonly (readonly [string, string])[];
  readonly document: VisitDocument;
  readonly digest: string;
  /** Names of objects by id. */
  readonly names: ReadonlyMap<string, string>;
}
