// Every screen in every state in a real browser: accessible in light, dark, narrow and right-to-left, within a strict content policy.
// Needs Chromium (CHROMIUM) and AUI as the headless Jira packs it (AUI); `npm run test:browser`.
import axe from "axe-core";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { address, type Stage } from "../../dev/stage";
import { open, type Theatre } from "./theatre";

let theatre: Theatre;
let stage: Stage;
let browser: Browser;

before(async () => {
  theatre = await open();
  ({ stage, browser } = theatre);
});

after(async () => {
  await theatre?.close();
});

/** What is looked at: a state, what to wait for, and what to do first. */
const SCENES: { name: string; state: string; place?: string; expect: string; act?: (page: Page) => Promise<void> }[] = [
  { name: "panel", state: "panel-full", expect: "10,012 commits" },
  { name: "panel, loading", state: "panel-loading", expect: "Loading development information" },
  { name: "panel, empty", state: "panel-empty", expect: "mention PAY-142 yet" },
  { name: "panel, unconnected", state: "panel-unconnected", expect: "Add a connection" },
  { name: "panel, reading", state: "panel-reading", expect: "about 3 h 20 min left" },
  { name: "panel, host down", state: "panel-down", expect: "does not answer" },
  { name: "panel, broken", state: "panel-broken", expect: "Try again" },
  { name: "tab", state: "tab", expect: "Show all 6,210 commits", act: (page) => page.getByLabel("Whole message of 4f9c2ab").click() },
  { name: "tab, filter without a hit", state: "tab", expect: "Nothing matches", act: (page) => page.getByPlaceholder("Text, author").fill("retri") },
  { name: "tab, one repository", state: "tab", place: "#git?kind=commits&repository=41", expect: "Commits 51 to 100 of 6,210", act: (page) => page.getByRole("button", { name: "Older" }).click() },
  { name: "tab, empty", state: "tab-empty", expect: "mention PAY-142 yet" },
  { name: "tab, broken", state: "tab-broken", expect: "Try again" },
  { name: "connections", state: "admin", expect: "The token is not accepted" },
  { name: "connections, removal", state: "admin", expect: "48,274 rows left" },
  { name: "connections, menu", state: "admin", expect: "Read again", act: (page) => page.getByLabel("Actions for GitHub docs").click() },
  { name: "connections, none", state: "admin-empty", expect: "Connect your first Git server" },
  { name: "connections, loading", state: "admin-loading", expect: "Loading connections" },
  { name: "connections, broken", state: "admin-broken", expect: "Try again" },
  { name: "form", state: "admin", place: "#/add", expect: "Smallest rights that work" },
  { name: "form, mistakes", state: "admin", place: "#/add", expect: "2 fields need another look", act: (page) => page.getByRole("button", { name: "Save and start reading" }).click() },
  { name: "form, edited", state: "admin", place: "#/2/edit", expect: "Something is stored here" },
  { name: "form, app", state: "admin", place: "#/add", expect: "Private key", act: (page) => page.getByLabel("GitHub App").check() },
  { name: "form, groups and masks", state: "admin", place: "#/add/gitlab", expect: "One per line, such as release", act: async (page) => {
    await page.getByLabel("All projects of a group").check();
    await page.getByLabel("Read commits of").selectOption("MASK");
    await page.getByText("Advanced").click();
  } },
  { name: "form, everything", state: "admin", place: "#/add/gerrit", expect: "User name" },
  { name: "form, test failed", state: "admin-failing", place: "#/2/edit", expect: "Does not work yet", act: (page) => page.getByRole("button", { name: "Test", exact: true }).click() },
  { name: "form, smart commits", state: "admin", place: "#/2/edit", expect: "Changing this reads 4,692 repositories again.", act: async (page) => {
    await page.getByRole("button", { name: "Add a project" }).click();
    await page.getByText("Advanced").click();
    await page.getByLabel("Never link these").fill("PAY-1, x");
    await page.getByLabel("Only issue keys like").fill("PAY-.*");
  } },
  { name: "webhook", state: "admin", place: "#/2/webhook", expect: "Shown this once", act: (page) => page.getByRole("button", { name: "Replace the secret" }).click() },
  { name: "webhook, a secret of one's own", state: "admin", place: "#/2/webhook", expect: "The secret is stored", act: async (page) => {
    await page.getByText("Use a secret that the server made").click();
    await page.getByLabel("Secret of the server").fill("made-elsewhere");
    await page.getByRole("button", { name: "Use this secret" }).click();
  } },
  { name: "webhook, no proof", state: "admin", place: "#/8/webhook", expect: "sends no proof of the sender", act: (page) => page.getByRole("button", { name: "Show the address" }).click() },
  { name: "detail, not visible", state: "admin", place: "#/2", expect: "example-org/old-shop", act: (page) => page.getByText("3 repositories not visible").click() },
  { name: "detail", state: "admin", place: "#/2", expect: "190,000" },
  { name: "detail, cancelled", state: "admin", place: "#/9", expect: "in 3,488 repositories" },
  { name: "detail, cancel", state: "admin", place: "#/2", expect: "Go on reading", act: (page) => page.getByRole("button", { name: "Cancel reading" }).click() },
  { name: "detail, why: there", state: "admin", place: "#/2", expect: "It is there: commit", act: (page) => why(page, "4f9c2ab") },
  { name: "detail, why: not read yet", state: "admin", place: "#/2", expect: "The moon is full.", act: (page) => why(page, "0123456789") },
  { name: "tasks", state: "admin", place: "#/2/tasks", expect: "51 to 100 of 120", act: (page) => page.getByRole("button", { name: "Next" }).click() },
  { name: "deliveries", state: "admin", place: "#/2/deliveries", expect: "from the network 198.51.100.0/24" },
  { name: "requests", state: "admin", place: "#/2/requests", expect: "No answer" },
  { name: "health", state: "admin", place: "#/health", expect: "WebAssembly: no native code" },
  { name: "import, plan", state: "admin", place: "#/import", expect: "Enter its secret, then enable it.", act: (page) => choose(page, "{}") },
  { name: "import, refused", state: "admin-failing", place: "#/import", expect: "Not possible", act: (page) => choose(page, "{}") },
  { name: "import, no file", state: "admin", place: "#/import", expect: "This is not a file of connections.", act: (page) => choose(page, "hello") },
  { name: "import, done", state: "admin", place: "#/import", expect: "Imported.", act: async (page) => {
    await choose(page, "{}");
    await page.getByRole("button", { name: "Import", exact: true }).click();
  } },
  { name: "detail, remove", state: "admin", place: "#/2", expect: "Type the name", act: async (page) => {
    await page.getByLabel("Actions for GitHub main").click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
  } },
  { name: "detail, test", state: "admin", place: "#/2", expect: "Works, 1 hint", act: (page) => page.getByRole("button", { name: "Test", exact: true }).click() },
  { name: "detail, smart commits off", state: "admin", place: "#/1", expect: "Off: commands in commit messages are not run." },
  { name: "smart commits", state: "admin", place: "#/2/smart-commits", expect: "Not done: the host does not vouch for the author." },
  { name: "try", state: "admin", place: "#/try", expect: "Type or paste something on the left." },
  { name: "try, a message", state: "admin", place: "#/try/2", expect: "Nothing: expected a time such as 1h 30m.", act: (page) =>
    page.getByLabel("Text", { exact: true }).fill("PAY-142, PAY-139: wait on 429 (UTF-8 safe)\n\nPAY-142 #time 1h 30m read headers #resolve #time soon") },
  { name: "try, a webhook", state: "admin", place: "#/try", expect: "Accepted: rows are stored", act: async (page) => {
    await page.getByRole("button", { name: "Webhook" }).click();
    await page.getByLabel("Headers").fill("X-GitHub-Event: push");
    await page.getByLabel("Body").fill('{"commits":[{"id":"4f9c2ab0000000000000000000000000000000000","message":"PAY-142 Wait\\n\\nFor long"}]}');
  } },
  { name: "try, real commits", state: "admin", place: "#/try/2", expect: "3 requests to the server", act: (page) => page.getByRole("button", { name: "Try the last 100 commits" }).click() },
  { name: "try, without the core", state: "admin-coreless", place: "#/try", expect: "Check on the server", act: (page) => page.getByLabel("Text", { exact: true }).fill("PAY-142") },
];

async function why(page: Page, text: string): Promise<void> {
  await page.getByLabel("Why is something missing?").fill(text);
  await page.getByRole("button", { name: "Find out" }).click();
}

async function choose(page: Page, content: string): Promise<void> {
  await page.getByLabel("File").setInputFiles({ name: "connections.json", mimeType: "application/json", buffer: Buffer.from(content) });
}

/** While one works at a few scenes: `SCENE=detail npm run test:browser` looks at those alone. */
const ONLY = process.env["SCENE"] ?? "";

const LOOKS = [
  { name: "light", theme: "light", direction: "ltr", width: 1280 },
  { name: "dark", theme: "dark", direction: "ltr", width: 1280 },
  { name: "320 px", theme: "light", direction: "ltr", width: 320 },
  { name: "right to left", theme: "light", direction: "rtl", width: 640 },
] as const;

for (const look of LOOKS) {
  test(`every state is accessible and whole: ${look.name}`, async () => {
    const wrong: string[] = [];
    for (const scene of SCENES.filter(({ name }) => name.includes(ONLY))) {
      const page = await browser.newPage({ viewport: { width: look.width, height: 900 } });
      page.setDefaultTimeout(10_000);
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("console", (message) => {
        if (/content security policy|refused to/i.test(message.text())) problems.push(message.text());
      });
      try {
        await page.goto(address(stage, scene.state, { theme: look.theme, ...(look.direction === "rtl" ? { direction: "rtl" as const } : {}), place: scene.place ?? "" }));
        await scene.act?.(page);
        await page.getByText(scene.expect).first().waitFor({ state: "attached" });
        problems.push(...(await accessible(page)));
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) problems.push(`${over} px too wide`);
      } catch (error) {
        problems.push(String(error));
      } finally {
        await page.close();
      }
      wrong.push(...problems.map((problem) => `${scene.name}: ${problem}`));
    }
    assert.deepEqual(wrong, []);
  });
}

test("a menu is walked by keyboard and gives the focus back", async () => {
  const page = await browser.newPage();
  await page.goto(address(stage, "admin"));
  const button = page.getByLabel("Actions for GitHub docs").first();
  await button.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Edit");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Remove");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Actions for GitHub docs");
  assert.equal(await page.getByRole("menuitem").count(), 0);
  await page.close();
});

test("what is being removed is watched until nothing is left of it", async () => {
  const page = await browser.newPage();
  const left = [48_274, 12];
  await page.route("**/configurations/removed", (route) => {
    const rows = left.shift();
    return route.fulfill({ json: rows === undefined ? [] : [{ id: 11, repoName: "GitHub left", rows_left: rows }] });
  });
  await page.goto(address(stage, "admin"));
  for (const said of ["48,274 rows left", "12 rows left", "All rows of GitHub left are removed."]) await page.getByText(said, { exact: true }).waitFor();
  assert.equal(await page.getByText("rows left").count(), 0);
  await page.close();
});

test("Escape closes a dialog even where other scripts swallow the key, and gives the focus back", async () => {
  const page = await browser.newPage();
  await page.goto(address(stage, "admin", { place: "#/2" }));
  await page.evaluate(() => document.addEventListener("keydown", (event) => event.preventDefault()));
  const button = page.getByRole("button", { name: "Read again" });
  await button.click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Read again");
  await page.close();
});

test("from nothing to a webhook: the test runs before the first save, the secret is there once", async () => {
  const page = await browser.newPage();
  await page.goto(address(stage, "admin-empty"));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Token", { exact: true }).fill("t0ken");
  await page.getByLabel("Path or name").fill("octo-org/payments");
  await page.getByRole("button", { name: "Save and start reading" }).click();
  // The stage knows no connection 2 in this state; that the page for it opens is what counts.
  await page.waitForURL(/#\/2\/webhook$/);
  await page.close();
});

test("a connection that fails its test is saved only when one insists", async () => {
  const page = await browser.newPage();
  await page.goto(address(stage, "admin-failing", { place: "#/add" }));
  await page.getByLabel("Token", { exact: true }).fill("t0ken");
  await page.getByLabel("Name", { exact: true }).fill("A new one");
  await page.getByLabel("Path or name").fill("octo-org/payments");
  await page.getByRole("button", { name: "Save and start reading" }).click();
  await page.getByRole("button", { name: "Save without a passed test" }).click();
  await page.waitForURL(/#\/2\/webhook$/);
  assert.equal(await page.getByLabel("Secret", { exact: true }).inputValue(), "c41e-example-secret-9b20");
  await page.close();
});

test("the filter asks the server once one stops typing, and its place is in the address", async () => {
  const page = await browser.newPage();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/items")) asked.push(new URL(request.url()).searchParams.get("q") ?? "");
  });
  await page.goto(address(stage, "tab"));
  await page.getByText("Show all 6,210 commits").waitFor();
  await page.getByPlaceholder("Text, author").pressSequentially("retri", { delay: 20 });
  await page.getByText("Nothing matches").waitFor();
  assert.deepEqual(asked, ["", "retri"]);
  assert.match(page.url(), /#git\?text=retri$/);
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await page.getByText("Show all 6,210 commits").waitFor();
  await page.close();
});

async function accessible(page: Page): Promise<string[]> {
  await page.evaluate(`${axe.source};0`);
  const found = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    });
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`);
  });
  return found;
}
