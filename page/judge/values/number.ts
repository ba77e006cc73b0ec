/** Exact numbers and intervals of them, as in judge/values/number.py. Nothing is ever rounded. */

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
    this.n = top / common;
    this.d = bottom / common;
  }

  plus(other: Rational): Rational {
    return new Rational(this.n * other.d + other.n * this.d, this.d * other.d);
  }
  minus(other: Rational): Rational {
    return new Rational(this.n * other.d - other.n * this.d, this.d * other.d);
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
  /** Negative, zero or positive as this is less than, equal to or greater than the other. */
  compare(other: Rational): number {
    const difference = this.n * other.d - other.n * this.d;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
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
    const whole = this.n / this.d;
    return new Rational(this.n < 0n && whole * this.d !== this.n ? whole - 1n : whole);
  }
  ceil(): Rational {
    return this.negated().floor().negated();
  }
  /** For use as a key: equal exactly for equal numbers. */
  get key(): string {
    return this.d === 1n ? `${this.n}` : `${this.n}/${this.d}`;
  }
}

export const rational = (n: bigint | number, d: bigint | number = 1n): Rational => new Rational(n, d);

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
}
