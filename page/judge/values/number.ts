/** Exact numbers and intervals of them, as in judge/values/number.py. Nothing is ever rounded. */
import { asciiDigits } from "./text.ts";

const gcd = (a: bigint, b: bigint): bigint => {
  while (b) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
};

/** An exact number in lowest terms, denominator positive. */
export class Rational {
  readonly n: bigint;
  readonly d: bigint;

  constructor(n: bigint | number, d: bigint | number = 1n) {
    const top = BigInt(n);
    const bottom = BigInt(d);
    if (bottom === 0n) throw new RangeError("division by zero");
    const common = bottom === 1n ? 1n : gcd(top, bottom) * (bottom < 0n ? -1n : 1n);
    this.n = common === 1n ? top : top / common;
    this.d = common === 1n ? bottom : bottom / common;
  }

  plus(other: Rational): Rational {
    if (this.d === 1n && other.d === 1n) return new Rational(this.n + other.n);
    return new Rational(this.n * other.d + other.n * this.d, this.d * other.d);
  }
  minus(other: Rational): Rational {
    return this.plus(other.negated());
  }
  times(other: Rational): Rational {
    return new Rational(this.n * other.n, this.d * other.d);
  }
  over(other: Rational): Rational {
    return new Rational(this.n * other.d, this.d * other.n);
  }
  negated(): Rational {
    return new Rational(-this.n, this.d);
  }
  abs(): Rational {
    return this.n < 0n ? this.negated() : this;
  }
  /** Negative, zero or positive as this is less than, equal to or greater than the other. */
  compare(other: Rational): number {
    const [left, right] = this.d === other.d ? [this.n, other.n] : [this.n * other.d, other.n * this.d];
    return left < right ? -1 : left > right ? 1 : 0;
  }
  equals(other: Rational): boolean {
    return this.n === other.n && this.d === other.d;
  }
  get sign(): number {
    return this.n < 0n ? -1 : this.n > 0n ? 1 : 0;
  }
  get isWhole(): boolean {
    return this.d === 1n;
  }
  floor(): Rational {
    if (this.d === 1n) return this;
    const whole = this.n / this.d;
    return new Rational(this.n < 0n ? whole - 1n : whole);
  }
  ceil(): Rational {
    return this.d === 1n ? this : this.negated().floor().negated();
  }
  /** As a plain number: for whole numbers that are known to be small. */
  toNumber(): number {
    return Number(this.n) / Number(this.d);
  }
  /** For use as a key: equal exactly for equal numbers; reads as Python writes it. */
  get key(): string {
    return this.d === 1n ? `${this.n}` : `${this.n}/${this.d}`;
  }
}

export const rational = (n: bigint | number, d: bigint | number = 1n): Rational => new Rational(n, d);

export const ZERO = rational(0);
export const ONE = rational(1);
const DECIMAL = /^[+-]?[0-9]{1,30}(\.[0-9]{1,30})?$/;

/** Read a decimal number exactly. Throws RangeError if it is none, or has more than 30 digits on one side. */
export function exact(text: string): Rational {
  const written = asciiDigits(text);
  if (!DECIMAL.test(written)) throw new RangeError(text);
  const [whole, part = ""] = written.replace(/^\+/, "").split(".") as [string, string?];
  return rational(BigInt(whole + part), 10n ** BigInt(part.length));
}

/** Whether `exact` can read it. */
export const isExact = (text: string): boolean => DECIMAL.test(asciiDigits(text));

/** Decimal text where the number has a finite one, else a fraction. */
export function show(value: Rational): string {
  if (value.isWhole) return `${value.n}`;
  let [rest, digits] = [value.d, 0];
  for (const prime of [2n, 5n]) while (rest % prime === 0n) rest /= prime;
  if (rest !== 1n) return value.key;
  while ((value.n * 10n ** BigInt(digits)) % value.d !== 0n) digits++;
  const scaled = `${(value.abs().n * 10n ** BigInt(digits)) / value.d}`.padStart(digits + 1, "0");
  return `${value.sign < 0 ? "-" : ""}${scaled.slice(0, -digits)}.${scaled.slice(-digits)}`;
}

/** Whether a comparison is true, given the sign of the difference of its sides. */
export function holdsOfSign(sign: number, operator: string): boolean {
  switch (operator) {
    case "=":
      return sign === 0;
    case "!=":
      return sign !== 0;
    case "<":
      return sign < 0;
    case "<=":
      return sign <= 0;
    case ">":
      return sign > 0;
    default:
      return sign >= 0;
  }
}

/** Whether a comparison of two exact numbers is true. */
export const holds = (value: Rational, operator: string, limit: Rational): boolean =>
  holdsOfSign(value.compare(limit), operator);

type End = readonly [Rational | null, boolean];

/** A stretch of numbers; null is an open end at infinity. Of dates, the ordinals of days. */
export class Interval {
  constructor(
    readonly low: Rational | null = null,
    readonly high: Rational | null = null,
    readonly lowOpen = false,
    readonly highOpen = false,
  ) {}

  static from(record: Record<string, unknown>): Interval {
    return new Interval(
      record["low"] as Rational | null,
      record["high"] as Rational | null,
      record["lowOpen"] as boolean,
      record["highOpen"] as boolean,
    );
  }

  /** The only number in it, if there is just one. */
  get single(): Rational | null {
    return this.low && this.high && this.low.equals(this.high) ? this.low : null;
  }

  /** Whether no number lies in it. */
  get isEmpty(): boolean {
    if (!this.low || !this.high) return false;
    const order = this.low.compare(this.high);
    return order > 0 || (order === 0 && (this.lowOpen || this.highOpen));
  }

  /** For use as a key: equal exactly for equal intervals. */
  get key(): string {
    return `${this.lowOpen ? "(" : "["}${this.low?.key ?? ""},${this.high?.key ?? ""}${this.highOpen ? ")" : "]"}`;
  }

  equals(other: Interval): boolean {
    return (
      this === other ||
      (this.lowOpen === other.lowOpen &&
        this.highOpen === other.highOpen &&
        isSame(this.low, other.low) &&
        isSame(this.high, other.high))
    );
  }

  contains(value: Rational): boolean {
    if (this.low) {
      const order = value.compare(this.low);
      if (order < 0 || (this.lowOpen && order === 0)) return false;
    }
    if (!this.high) return true;
    const order = value.compare(this.high);
    return order < 0 || (order === 0 && !this.highOpen);
  }

  /** What lies in both; may be empty. */
  meet(other: Interval): Interval {
    const [low, lowOpen] = tighter([this.low, this.lowOpen], [other.low, other.lowOpen], 1);
    const [high, highOpen] = tighter([this.high, this.highOpen], [other.high, other.highOpen], -1);
    return new Interval(low, high, lowOpen, highOpen);
  }

  /** Whether every number of it lies in the other. */
  isWithin(other: Interval): boolean {
    return this.isEmpty || this.meet(other).equals(this);
  }

  /** The same whole numbers with closed ends. */
  whole(): Interval {
    const { low, high } = this;
    return new Interval(
      low && (this.lowOpen ? low.floor().plus(ONE) : low.ceil()),
      high && (this.highOpen ? high.ceil().minus(ONE) : high.floor()),
    );
  }

  /** Every number of it, multiplied. */
  times(factor: Rational): Interval {
    if (factor.sign === 0) return point(ZERO);
    const [low, high] = [this.low && this.low.times(factor), this.high && this.high.times(factor)];
    return factor.sign > 0
      ? new Interval(low, high, this.lowOpen, this.highOpen)
      : new Interval(high, low, this.highOpen, this.lowOpen);
  }

  /** Every sum of a number of this and a number of the other. */
  plus(other: Interval): Interval {
    return new Interval(
      this.low && other.low && this.low.plus(other.low),
      this.high && other.high && this.high.plus(other.high),
      this.lowOpen || other.lowOpen,
      this.highOpen || other.highOpen,
    );
  }

  /** The smallest interval around both. */
  hull(other: Interval): Interval {
    const [low, lowOpen] = looser([this.low, this.lowOpen], [other.low, other.lowOpen], 1);
    const [high, highOpen] = looser([this.high, this.highOpen], [other.high, other.highOpen], -1);
    return new Interval(low, high, lowOpen, highOpen);
  }
}

export const ANY_NUMBER = new Interval();

/** The interval that holds one number. */
export const point = (value: Rational): Interval => new Interval(value, value);

/** Smallest and largest, the first of equals. */
export const smallest = (values: readonly Rational[]): Rational =>
  values.reduce((best, value) => (value.compare(best) < 0 ? value : best));
export const largest = (values: readonly Rational[]): Rational =>
  values.reduce((best, value) => (value.compare(best) > 0 ? value : best));

const isSame = (a: Rational | null, b: Rational | null): boolean => a === b || (a !== null && b !== null && a.equals(b));

/** Of two lower ends (direction 1) or upper ends (-1) the one that leaves less. */
function tighter(a: End, b: End, direction: 1 | -1): End {
  if (!a[0]) return b;
  if (!b[0]) return a;
  const order = a[0].compare(b[0]) * direction;
  return order === 0 ? [a[0], a[1] || b[1]] : order > 0 ? a : b;
}

function looser(a: End, b: End, direction: 1 | -1): End {
  if (!a[0] || !b[0]) return [null, false];
  const order = a[0].compare(b[0]) * direction;
  return order === 0 ? [a[0], a[1] && b[1]] : order < 0 ? a : b;
}
