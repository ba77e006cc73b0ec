/** SHA-256 (FIPS 180-4) at once: the browser's own only answers later. */

const primes: number[] = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0;
const INITIAL = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = primes.map((prime) => fraction(Math.cbrt(prime)));

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** The digest in 64 hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = Int32Array.from(INITIAL);
  for (let start = 0; start < padded.length; start += 64) mixed(state, view, start);
  return [...state].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** Mixes one block of 64 bytes into the state. */
function mixed(state: Int32Array, view: DataView, start: number): void {
  const words = new Int32Array(64);
  const at = (n: number): number => words[n] as number;
  for (let n = 0; n < 64; n++) {
    if (n < 16) {
      words[n] = view.getInt32(start + 4 * n);
      continue;
    }
    const early = turned(at(n - 15), 7) ^ turned(at(n - 15), 18) ^ (at(n - 15) >>> 3);
    const late = turned(at(n - 2), 17) ^ turned(at(n - 2), 19) ^ (at(n - 2) >>> 10);
    words[n] = at(n - 16) + early + at(n - 7) + late;
  }
  let [a, b, c, d, e, f, g, h] = [...state] as [number, number, number, number, number, number, number, number];
  for (let n = 0; n < 64; n++) {
    const first =
      (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + (ROUNDS[n] as number) + at(n)) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, n) => (state[n] = (state[n] as number) + word));
}
