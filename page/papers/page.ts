/** Self-contained HTML pages, as checklists/pages.py makes them: style and script stand in the page, and its policy lets nothing
 * else in. */
import { sha256 } from "../judge/expr/sha256.ts";
import { Markup, rendered, type Values } from "./template.ts";
import type { PaperWords } from "./words.ts";

const SHEET = "records/record.css.j2";

/** A paper as one page, and its parts for a place that has a policy of its own. */
export interface Paper {
  readonly title: string;
  /** The whole page. */
  readonly html: string;
  /** What stands in its `body`. */
  readonly body: string;
  readonly style: string;
}

/** A page of a template filled with values; `style`, `script` and `policy` are the page's own. */
export function page(words: PaperWords, template: string, title: string, values: Values, script = ""): Paper {
  const style = `\n${rendered(words.templates, SHEET, values)}`;
  const own = { style: new Markup(style), script: new Markup(script), policy: policyOf(style, script) };
  const html = rendered(words.templates, template, { ...values, ...own }).trimStart();
  const start = html.indexOf("<body>");
  return { title, html, body: html.slice(start + "<body>".length, html.lastIndexOf("</body>")), style };
}

function policyOf(style: string, script: string): string {
  const rules = ["default-src 'none'", `style-src '${hashOf(style)}'`, "img-src data:", "base-uri 'none'", "form-action 'none'"];
  return [...rules, ...(script ? [`script-src '${hashOf(script)}'`] : [])].join("; ");
}

function hashOf(text: string): string {
  const digits = sha256(new TextEncoder().encode(text)).match(/../g) ?? [];
  return `sha256-${btoa(String.fromCharCode(...digits.map((pair) => parseInt(pair, 16))))}`;
}
