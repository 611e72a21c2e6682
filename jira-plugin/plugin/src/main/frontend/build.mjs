// Bundles the screens into one script for issue pages and one for the administration: `node build.mjs FOLDER`.
// Says how large they are, and fails when one is larger than its budget.
import { build } from "esbuild";
import { stat } from "node:fs/promises";
import { join } from "node:path";

// Every issue page loads the first one, so it stays small; the administration's is loaded there only. Preact is 14 kB of each.
// Kinds of credentials, filters, branches and the two ways to a webhook secret brought the administration's from 58 to 64 kB;
// smart commits to 72 kB.
const BUDGETS = { "jigit-issue.js": 45_000, "jigit-admin.js": 75_000 };

const outdir = process.argv[2] ?? "../../../target/classes/js";
await build({
  entryPoints: { "jigit-issue": "src/issue.tsx", "jigit-admin": "src/admin.tsx" },
  outdir,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome109", "firefox115", "safari16"],
  jsx: "transform",
  jsxFactory: "h",
  jsxFragment: "Fragment",
  inject: ["src/jsx.ts"],
  tsconfigRaw: {},
  charset: "utf8",
  banner: { js: "/*! Jigit: Apache-2.0. Contains Preact: MIT, Copyright (c) 2015-present Jason Miller. */" },
  logLevel: "warning",
});
let tooLarge = false;
for (const [name, budget] of Object.entries(BUDGETS)) {
  const { size } = await stat(join(outdir, name));
  console.log(`${name}: ${size} bytes of ${budget}`);
  tooLarge ||= size > budget;
}
if (tooLarge) {
  console.error("A bundle is larger than its budget: find out what came in before raising the number.");
  process.exit(1);
}
