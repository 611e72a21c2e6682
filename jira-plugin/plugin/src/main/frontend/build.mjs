// Bundles the screens into one script for issue pages, one for the administration, and the worker that runs the core for it:
// `node build.mjs FOLDER`.
// Says how large they are, and fails when one is larger than its budget.
import { build } from "esbuild";
import { stat } from "node:fs/promises";
import { join } from "node:path";

// Every issue page loads the first one, so it stays small; the administration's is loaded there only. Preact is 14 kB of each.
// Kinds of credentials, filters, branches and the two ways to a webhook secret brought the administration's from 58 to 64 kB,
// smart commits to 72 kB, trying a message to 88 kB, why something is missing, the lists of a connection and the health of the
// app to 98 kB. The worker only carries bytes to the core and back.
const BUDGETS = { "jigit-issue.js": 45_000, "jigit-admin.js": 100_000, "jigit-preview-worker.js": 2_000 };

const outdir = process.argv[2] ?? "../../../target/classes/js";
const common = { outdir, bundle: true, minify: true, format: "iife", target: ["chrome109", "firefox115", "safari16"], tsconfigRaw: {}, charset: "utf8", logLevel: "warning" };
await build({
  ...common,
  entryPoints: { "jigit-issue": "src/issue.tsx", "jigit-admin": "src/admin.tsx" },
  jsx: "transform",
  jsxFactory: "h",
  jsxFragment: "Fragment",
  inject: ["src/jsx.ts"],
  banner: { js: "/*! Jigit: Apache-2.0. Contains Preact: MIT, Copyright (c) 2015-present Jason Miller. */" },
});
await build({
  ...common,
  entryPoints: { "jigit-preview-worker": "src/preview_worker.ts" },
  banner: { js: "/*! Jigit: Apache-2.0. */" },
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
