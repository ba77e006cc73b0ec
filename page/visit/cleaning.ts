/** Texts as a visit may hold them: without characters that show nothing or break files. */

/** Characters that no file may hold, as judge/load/text.py refuses them; line ends and tabs may stay. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g;
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** The text without them; the rest, markup and formulas included, stays what it is: text. */
export const clean = (text: string): string =>
  text.replace(/\r\n?/g, "\n").replace(CONTROL, "").replace(INVISIBLE, "").replace(LONE_SURROGATE, "$1").trim();

/** In one line. */
export const cleanLine = (text: string): string => clean(text).replace(/\s+/g, " ");

/** A name without differences that nobody means: width, blanks, case, and what marks a number. 1-2号 is not 12号. */
export const plainName = (name: string): string =>
  clean(name)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/(\d)[\s.\-—_,]+(?=\d)/g, "$1~")
    .replace(/[\s#号第·.．、,，_\-—－()（）[\]【】]/g, "");
