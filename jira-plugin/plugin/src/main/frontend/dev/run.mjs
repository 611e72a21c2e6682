// Bundles and runs one TypeScript entry under Node: `node dev/run.mjs FILE [ARGUMENTS]`; with `--test`, all tests below a folder.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const [first, ...rest] = process.argv.slice(2);
const tests = first === "--test" ? readdirSync(rest[0]).filter((name) => /\.test\.tsx?$/.test(name)).map((name) => join(rest[0], name)) : null;
// Inside this folder, so that packages left out of the bundle are still found.
const outdir = mkdtempSync(join("node_modules", ".run-"));
try {
  await build({
    entryPoints: tests ?? [first],
    outdir,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    outExtension: { ".js": ".mjs" },
    packages: "external",
    jsx: "automatic",
    jsxImportSource: "preact",
    sourcemap: "inline",
    logLevel: "warning",
  });
  const built = readdirSync(outdir).map((name) => join(outdir, name));
  const options = tests === null ? [built[0], ...rest] : ["--test", "--test-reporter=spec", "--test-timeout=600000", ...built];
  process.exitCode = spawnSync(process.execPath, ["--enable-source-maps", ...options], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(outdir, { recursive: true });
}
