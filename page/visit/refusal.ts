/** What a change refuses, with the text to show. */
import { REFUSALS } from "./texts.ts";

export type RefusalCode = keyof typeof REFUSALS;

/** Thrown by changes that would make a wrong document; the document stays as it was. `message` is Chinese, for the screen. */
export class Refused extends Error {
  constructor(
    readonly code: RefusalCode,
    detail = "",
  ) {
    super(REFUSALS[code].replace("{}", () => detail));
    this.name = "Refused";
  }
}
