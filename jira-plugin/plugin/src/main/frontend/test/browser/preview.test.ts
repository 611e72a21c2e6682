// "Try a message" in a real browser, with its worker: places are right whatever is typed, nothing is sent, and Jira helps where the core cannot run.
// Needs what the other browser tests need; CORE may name a folder with the real core instead of the one that stands for it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { address } from "../../dev/stage";
import { open, type Theatre } from "./theatre";

let theatre: Theatre;

before(async () => {
  theatre = await open();
});

after(async () => {
  await theatre?.close();
});

const MESSAGE = "\u{1f680}\u{1f469}\u200d\u{1f4bb} Cafe\u0301: PAY-142 waits (UTF-8 safe)\n\nPAY-142 #time 1h 30m read headers";

async function show(place: string, state = "admin", prepare: (page: Page) => Promise<unknown> = async () => {}): Promise<{ page: Page; asked: string[] }> {
  const page = await theatre.browser.newPage();
  page.setDefaultTimeout(10_000);
  await prepare(page);
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/state/")) asked.push(`${request.method()} ${pathname.slice(pathname.indexOf("1.0/") + 4)}`);
  });
  await page.goto(address(theatre.stage, state, { place }));
  await page.getByLabel("Text", { exact: true }).waitFor();
  return { page, asked };
}

test("emoji and combining marks before a key do not move its place", async () => {
  const { page } = await show("#/try");
  await page.getByLabel("Text", { exact: true }).fill(MESSAGE);
  await page.getByRole("heading", { name: "1 issue, 1 look-alike, 1 command" }).waitFor();
  const marks = (look: string) => page.locator(`.jigit-mark-${look}`).allTextContents();
  assert.deepEqual(await marks("hit"), ["PAY-142", "PAY-142"]);
  assert.deepEqual(await marks("miss"), ["UTF-8"]);
  assert.deepEqual(await marks("command"), ["#time"]);
  const selected = () =>
    page.evaluate(() => {
      const area = document.activeElement as HTMLTextAreaElement;
      return [area.id, area.value.slice(area.selectionStart, area.selectionEnd), area.selectionStart];
    });
  await page.getByRole("button", { name: "UTF-8" }).click();
  assert.deepEqual(await selected(), ["jigit-try-text", "UTF-8", MESSAGE.indexOf("UTF-8")]);
  await page.getByRole("row", { name: /^PAY-142.*Capitals/ }).click({ position: { x: 200, y: 10 } });
  assert.deepEqual(await selected(), ["jigit-try-text", "PAY-142", MESSAGE.indexOf("PAY-142")]);
  await page.getByRole("button", { name: "PAY-142" }).first().click();
  assert.deepEqual(await selected(), ["jigit-try-text", "PAY-142", MESSAGE.lastIndexOf("PAY-142")], "the second place");
  await page.close();
});

test("nothing is sent while somebody types", async () => {
  const { page, asked } = await show("#/try/1");
  const before = [...asked];
  await page.getByLabel("Text", { exact: true }).pressSequentially("PAY-142 #comment done", { delay: 5 });
  await page.getByText('Add the comment "done"').waitFor();
  await page.getByText("Smart commits are off for this connection.").waitFor();
  await page.getByRole("button", { name: "Branch name" }).click();
  await page.getByRole("heading", { name: "1 issue, 0 look-alikes, 0 commands" }).waitFor();
  await page.getByLabel("Not known: judge by shape").check();
  await page.getByText("has the shape of a project key").waitFor();
  assert.deepEqual(asked, before);
  assert.equal(asked.filter((each) => each === "GET preview").length, 1, "the facts are asked for once");
  await page.close();
});

test("a webhook says what it would do, and what is not verified here", async () => {
  const { page } = await show("#/try");
  await page.getByRole("button", { name: "Webhook" }).click();
  await page.getByLabel("Headers").fill("X-GitHub-Event push");
  await page.getByText("Line 1: expected a name, a colon and a value").waitFor();
  await page.getByLabel("Headers").fill("X-GitHub-Event: push");
  await page.getByLabel("Body").fill(PUSH);
  await page.getByText("Accepted: rows are stored").waitFor();
  await page.getByText("Not verified here: that needs the secret").waitFor();
  assert.match((await page.getByRole("region", { name: "Would be stored" }).textContent()) ?? "", /commit.*sha.*"PAY-7 Refund a payment".*issue_keys\["PAY-7"\]/);
  await page.getByLabel("Headers").fill("X-GitHub-Event: ping");
  await page.getByText("A ping.").waitFor();
  await page.getByText("Nothing.").waitFor();
  await page.close();
});

test("a Jira whose core cannot be loaded checks itself, when asked to", async () => {
  const { page, asked } = await show("#/try", "admin-coreless");
  await page.getByText("The checker could not be loaded in this browser.").waitFor();
  assert.equal(await page.getByText("Nothing you type leaves this browser.").count(), 0);
  await page.getByLabel("Text", { exact: true }).fill("PAY-142 Wait for Retry-After (UTF-8 safe)");
  await page.getByText("what you typed is then sent to Jira").waitFor();
  assert.ok(!asked.includes("POST preview"), "typing sends nothing");
  await page.getByRole("button", { name: "Check on the server" }).click();
  await page.getByRole("heading", { name: "1 issue, 1 look-alike, 0 commands" }).waitFor();
  assert.ok(asked.includes("POST preview"));
  await page.getByLabel("Text", { exact: true }).fill("Another one");
  await page.getByText("The text has changed since.").waitFor();
  await page.close();
});

test("a core that breaks down or is not there is not asked again", async () => {
  for (const [file, body] of [
    ["jigit-core.js", 'let wasm_bindgen = { initSync() {}, call() { throw new Error("unreachable"); } };'],
    ["jigit-core.wasm", "not WebAssembly"],
  ] as const) {
    const { page, asked } = await show("#/try", "admin", (fresh) => fresh.route(`**/core/${file}`, (route) => route.fulfill({ body })));
    await page.getByLabel("Text", { exact: true }).fill("PAY-142");
    await page.getByRole("button", { name: "Check on the server" }).waitFor();
    assert.ok(!asked.includes("POST preview"), file);
    await page.close();
  }
});

test("what the core refuses is said, and goes away with its cause", async () => {
  const { page } = await show("#/try/9");
  await page.getByLabel("Text", { exact: true }).fill("PAY-142");
  await page.getByText("keyPattern: expected a regular expression").waitFor();
  await page.getByLabel("With the rules of").selectOption("GitHub docs");
  await page.getByRole("heading", { name: "1 issue, 0 look-alikes, 0 commands" }).waitFor();
  assert.equal(await page.getByText("keyPattern").count(), 0);
  await page.close();
});

test("real commits are tried by the server, and a row leads to its commit", async () => {
  const { page, asked } = await show("#/try/2");
  await page.getByRole("button", { name: "Try the last 100 commits" }).click();
  await page.getByText("Commits of example-org/payments; 3 requests to the server.").waitFor();
  assert.ok(asked.includes("POST preview/commits"));
  await page.getByText("Former key of PAY: leads to PAY-7.").click();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "oldpay-7");
  await page.close();
});

/** A real delivery, as the core's own tests have it. */
const PUSH = JSON.stringify((JSON.parse(readFileSync("../../../../../src/host/github/fixtures/deliveries/push/new_branch.json", "utf8")) as { body: unknown }).body);
