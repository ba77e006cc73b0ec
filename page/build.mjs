// Bundles the page's modules into the one script and the one style sheet that the HTML file carries: checklists/page/panding.js
// and panding.css. `node build.mjs` writes them; `--check` fails if the stored ones are not what the modules give.
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const place = (path) => fileURLToPath(new URL(path, import.meta.url));
const [script, style] = ["panding.js", "panding.css"].map((name) => place(`../checklists/page/${name}`));
const result = await build({
  entryPoints: [place("main.tsx")],
  outfile: script,
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
const made = (path) => result.outputFiles.find((file) => file.path === path)?.text ?? "";
if (/<\/(script|style)|<!--/i.test(made(script) + made(style))) throw new Error("the script or style would end its own element");
let stale = false;
for (const path of [script, style]) {
  const text = made(path);
  const told = `checklists/page/${basename(path)}`;
  if (!process.argv.includes("--check")) {
    await writeFile(path, text);
    console.log(`${told}: ${Buffer.byteLength(text)} bytes`);
  } else if ((await readFile(path, "utf8").catch(() => null)) !== text) {
    console.error(`${told} is not what page/ gives: run \`make page\``);
    stale = true;
  } else {
    console.log(`${told} is up to date (${Buffer.byteLength(text)} bytes)`);
  }
}
if (stale) process.exit(1);
