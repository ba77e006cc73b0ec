// Runs the page's own tests: bundles tests/**/*.test.ts (all, or those named) for node and hands them to its test runner.
import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL("tests/", import.meta.url));
const wanted = process.argv.slice(2);
const found = (await readdir(folder, { recursive: true })).filter((name) => /\.test\.tsx?$/.test(name)).sort();
const chosen = wanted.length ? found.filter((name) => wanted.some((part) => name.includes(part))) : found;
if (!chosen.length) throw new Error("no tests found");
const target = await mkdtemp(join(tmpdir(), "panding-page-tests-"));
try {
  await build({
    entryPoints: chosen.map((name) => join(folder, name)),
    outdir: target,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    jsx: "automatic",
    jsxImportSource: "preact",
    sourcemap: "inline",
    charset: "utf8",
    logLevel: "warning",
  });
  const bundled = (await readdir(target, { recursive: true })).filter((name) => name.endsWith(".test.mjs"));
  const runner = spawn(process.execPath, ["--enable-source-maps", "--test", ...bundled.map((name) => join(target, name))], {
    stdio: "inherit",
  });
  process.exitCode = await new Promise((resolve) => runner.on("close", (code) => resolve(code ?? 1)));
} finally {
  await rm(target, { recursive: true, force: true });
}
