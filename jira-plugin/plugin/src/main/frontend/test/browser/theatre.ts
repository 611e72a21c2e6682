// What all browser tests need: a stage with the built screens, and Chromium to look at it.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { start, type Stage } from "../../dev/stage";

const AUI = process.env["AUI"] ?? "../../../../headless/target/headless/static/aui";
const CORE = process.env["CORE"] ?? "dev/core";
const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** A stage and a browser. */
export interface Theatre {
  stage: Stage;
  browser: Browser;
  close: () => Promise<void>;
}

/** Opens both. */
export async function open(): Promise<Theatre> {
  assert.ok(existsSync(AUI), `AUI is not at ${AUI}: build the headless Jira, or say where it is with AUI`);
  assert.ok(existsSync(CHROMIUM), `Chromium is not at ${CHROMIUM}: say where it is with CHROMIUM`);
  const stage = await start({ aui: AUI, js: "../../../target/classes/js", resources: "../resources", core: CORE });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
  return {
    stage,
    browser,
    close: async () => {
      await browser.close();
      await stage.close();
    },
  };
}
