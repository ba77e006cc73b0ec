// Bundles the page's modules into the one script that the HTML file carries: checklists/page/panding.js.
// `node build.mjs` writes it; `--check` fails if the stored one is not what the modules give.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const target = fileURLToPath(new URL("../checklists/page/panding.js", import.meta.url));
const result = await build({
  entryPoints: [fileURLToPath(new URL("main.tsx", import.meta.url))],
  bundle: true,
  format: "iife",
  target: ["chrome80", "safari14.1", "firefox78"],
  jsx: "automatic",
  jsxImportSource: "preact",
  charset: "utf8",
  legalComments: "none",
  minify: true,
  keepNames: false,
  write: false,
});
const text = result.outputFiles[0].text;
if (/<\/script|<!--/i.test(text)) throw new Error("the script would end its own element");
if (process.argv.includes("--check")) {
  const stored = await readFile(target, "utf8").catch(() => "");
  if (stored !== text) {
    console.error("checklists/page/panding.js is not what page/ gives: run `make page`");
    process.exit(1);
  }
  console.log(`checklists/page/panding.js is up to date (${Buffer.byteLength(text)} bytes)`);
} else {
  await writeFile(target, text);
  console.log(`checklists/page/panding.js: ${Buffer.byteLength(text)} bytes`);
}
