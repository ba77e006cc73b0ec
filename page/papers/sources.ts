/** Where the official text of a standard can be looked up, as checklists/sources.py finds it. */
import type { Standard } from "../judge/model/library.ts";
import { word, type PaperWords } from "./words.ts";

const ADDRESS = /https?:\/\/[^\s（(，；]+/u;

/** Where an official text can be looked up; `link` only where it is an address of the web. */
export interface Source { readonly text: string; readonly link: string | null; readonly isOfficial: boolean }

/** The first address of a government's site, else the first address at all, else nothing. */
export function sourceOf(standard: Standard, { blank }: PaperWords): Source {
  const addresses = standard.sources.flatMap((text) => ADDRESS.exec(text)?.[0] ?? []);
  const official = addresses.find(isOfficial);
  const chosen = official ?? addresses[0];
  if (chosen === undefined) return { text: word(blank, "address"), link: null, isOfficial: false };
  return { text: chosen, link: chosen, isOfficial: official !== undefined };
}

function isOfficial(address: string): boolean {
  try {
    const host = new URL(address).hostname;
    return host === "gov.cn" || host.endsWith(".gov.cn");
  } catch {
    return false;
  }
}
