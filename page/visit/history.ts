/** What was before and what was undone, as a value. */

export interface History<T> {
  readonly now: T;
  readonly before: readonly Step<T>[];
  readonly undone: readonly Step<T>[];
}
/** A state and the name of the change that left it. */
export interface Step<T> {
  readonly state: T;
  readonly change: string;
}
const LONGEST = 200;

export const historyOf = <T>(now: T): History<T> => ({ now, before: [], undone: [] });

/** After a change; one that changes nothing leaves no step. What was undone can no longer be redone. */
export function changed<T>(history: History<T>, next: T, change: string): History<T> {
  if (next === history.now) return history;
  return { now: next, before: [...history.before, { state: history.now, change }].slice(-LONGEST), undone: [] };
}

export const canUndo = <T>(history: History<T>): boolean => history.before.length > 0;
export const canRedo = <T>(history: History<T>): boolean => history.undone.length > 0;

export function undo<T>(history: History<T>): History<T> {
  const last = history.before[history.before.length - 1];
  if (!last) return history;
  return {
    now: last.state,
    before: history.before.slice(0, -1),
    undone: [...history.undone, { state: history.now, change: last.change }],
  };
}

export function redo<T>(history: History<T>): History<T> {
  const last = history.undone[history.undone.length - 1];
  if (!last) return history;
  return {
    now: last.state,
    before: [...history.before, { state: history.now, change: last.change }],
    undone: history.undone.slice(0, -1),
  };
}
