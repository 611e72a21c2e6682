// Opens the screens in a real browser as different people, checks what is seen there, and takes the pictures.
// usage: node screens.mjs BASE_URL ISSUE CONNECTION_NAME PICTURES_FOLDER; one JSON line per check: {"name", "ok", "detail"}
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const [base, issue, connection, pictures] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-sync"],
});

const PANEL = "[data-jigit=panel]";
const TAB = "[data-jigit=tab]";
const ADMIN = "[data-jigit=admin]";
/** Marks that count twice or not at all, before everything that is found. */
const MESSAGE =
  "\u{1f680}\u{1f469}\u200d\u{1f4bb} Cafe\u0301: PAY-1 waits for Retry-After (UTF-8 safe), see pay-3\n\npay-2 PAY-1 #time 1h 30m read the headers #close";
/** What the picture shows. */
const SHOWN = "PAY-1: wait as long as Retry-After says (UTF-8 only), see pay-3\n\npay-2 #time 1h 30m read the headers #start-review";
const TAB_URL = `${base}/browse/${issue}?page=org.jigit.jira:git-tab`;

function tell(name, ok, detail = "") {
  process.stdout.write(`${JSON.stringify({ name, ok, detail: String(detail).slice(0, 4000) })}\n`);
}

/** Runs one check; what it throws is its failure. */
async function check(name, page, body) {
  try {
    tell(name, true, (await body()) ?? "");
  } catch (error) {
    const path = `${pictures}/failed-${name.replaceAll(" ", "-")}.png`;
    await page.screenshot({ path, fullPage: true }).catch((reason) => tell(`picture of: ${name}`, false, reason));
    tell(name, false, error.stack ?? error);
  }
}

/** A page in a browser of their own, logged in; `problems` collects script errors and requests to anybody else. */
async function loggedIn(person, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(`${new URL(base).origin}/`)) {
      page.problems.push(`request to ${request.url()}`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && response.url().includes("jigit")) {
      page.problems.push(`${response.status()} from ${response.url()}`);
    }
  });
  await page.goto(`${base}/login.jsp`);
  await page.fill("[name=os_username]", person);
  await page.fill("[name=os_password]", person);
  await page.press("[name=os_password]", "Enter");
  await page.waitForURL((url) => !url.pathname.endsWith("/login.jsp"));
  return page;
}

function expect(condition, message) {
  if (!condition) {
    throw new Error(message);
  }
}

/** No violation of WCAG 2.2 A and AA in the parts of the page that are ours. */
async function accessible(page, region) {
  expect((await page.locator(region).count()) > 0, `nothing of ours on the page: ${region}`);
  const result = await new AxeBuilder({ page })
    .include(region)
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    // these two judge the whole page, which is Jira's
    .disableRules(["region", "page-has-heading-one"])
    .analyze();
  const violations = result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`);
  expect(violations.length === 0, violations.join("\n"));
  return `${result.passes.length} rules passed`;
}

try {
  const dev = await loggedIn("dev1");
  await check("the issue page shows the counts in the panel", dev, async () => {
    const started = Date.now();
    await dev.goto(`${base}/browse/${issue}`);
    const panel = dev.locator(PANEL).first();
    for (const text of [/1 branch/, /9 commits/, /3 pull requests/, /merged/i]) {
      await panel.getByText(text).first().waitFor();
    }
    return `after ${Date.now() - started} ms`;
  });
  await check("the panel is accessible", dev, () => accessible(dev, PANEL));
  await check("the tab shows commits, branches and pull requests with links", dev, async () => {
    await dev.goto(TAB_URL);
    const tab = dev.locator(TAB).first();
    await tab.getByText("feature/PAY-1-try-again").first().waitFor();
    const links = await tab.locator("a[href*='/commit/'], a[href*='/pull/']").count();
    expect(links >= 5, `only ${links} links to the host`);
    await dev.screenshot({ path: `${pictures}/issue.png`, fullPage: true });
    return `${links} links`;
  });
  await check("the tab tells what commands in commits did", dev, async () => {
    const results = dev.locator(TAB).first().locator(".jigit-results li");
    const told = (await results.allTextContents()).map((text) => text.replace(/[\s\u2068\u2069]+/g, " ").trim());
    for (const text of ["Logged 1h 30m as dev1 #time 1h 30m", 'No status change: no step named "reopen" is possible now.']) {
      expect(told.some((one) => one.startsWith(text)), `no "${text}" in ${told.join(" | ")}`);
    }
    return told.join(" | ");
  });
  await check("the tab is accessible", dev, () => accessible(dev, TAB));
  await check("the tab is opened from its place among the activities", dev, async () => {
    await dev.goto(`${base}/browse/${issue}`);
    await dev.getByRole("link", { name: "Git", exact: true }).first().click();
    await dev.locator(TAB).first().getByText("feature/PAY-1-try-again").first().waitFor();
  });
  await check("the issue page makes no error and asks nobody else", dev, async () => {
    expect(dev.problems.length === 0, dev.problems.join("\n"));
  });
  await check("a narrow issue page hides nothing", dev, async () => {
    await dev.setViewportSize({ width: 400, height: 900 });
    await dev.goto(TAB_URL);
    await dev.locator(TAB).first().getByText("feature/PAY-1-try-again").first().waitFor();
    const wide = await dev.locator(TAB).first().evaluate((tab) => tab.scrollWidth - tab.clientWidth);
    await dev.screenshot({ path: `${pictures}/issue-narrow.png`, fullPage: true });
    expect(wide <= 1, `the tab is ${wide} pixels too wide`);
  });

  const other = await loggedIn("dev2");
  await check("without the right there is neither panel nor tab", other, async () => {
    await other.goto(`${base}/browse/${issue}`);
    await other.getByText(issue).first().waitFor();
    expect((await other.locator("[data-jigit]").count()) === 0, "something of ours is on the page");
    expect(!(await other.content()).includes("Retry-After"), "a commit message is on the page");
  });

  const admin = await loggedIn("admin");
  await check("the administration leads to the connections", admin, async () => {
    await admin.goto(`${base}/secure/admin`);
    await admin.getByRole("link", { name: "Git connections" }).first().click();
    const page = admin.locator(ADMIN).first();
    await page.getByText(connection).first().waitFor();
    await page.getByText("Up to date", { exact: true }).first().waitFor();
    await admin.screenshot({ path: `${pictures}/connections.png`, fullPage: true });
  });
  await check("the list of connections is accessible", admin, () => accessible(admin, ADMIN));
  await check("the detail of a connection opens", admin, async () => {
    await admin.locator(ADMIN).first().getByRole("link", { name: connection }).first().click();
    await admin.locator(ADMIN).first().getByRole("heading", { name: connection }).first().waitFor();
    await admin.screenshot({ path: `${pictures}/connection.png`, fullPage: true });
  });
  await check("the detail of a connection is accessible", admin, () => accessible(admin, ADMIN));
  await check("the page of a connection tells what commands did", admin, async () => {
    const page = admin.locator(ADMIN).first();
    await page.getByRole("heading", { name: "Smart commits" }).waitFor();
    await page.getByText("no active user of this Jira is known to be the author").first().waitFor();
    await page.getByRole("link", { name: "All 6 commits" }).click();
    await page.getByRole("heading", { name: "Smart commits", level: 1 }).waitFor();
    await page.getByText("Commented as dev1").waitFor();
    await admin.screenshot({ path: `${pictures}/smart-commits.png`, fullPage: true });
  });
  await check("what commands did is accessible", admin, () => accessible(admin, ADMIN));
  await check("the form tells whose commands run, and which keys are linked", admin, async () => {
    const page = admin.locator(ADMIN).first();
    await page.getByRole("link", { name: connection }).first().click();
    await page.getByRole("link", { name: "Edit" }).or(page.getByRole("button", { name: "Edit" })).first().click();
    await page.getByLabel("When the host vouches for the author").waitFor();
    expect(await page.getByLabel("When the host vouches for the author").isChecked(), "another identity is chosen");
    await page.getByText("Advanced", { exact: true }).click();
    await page.getByRole("button", { name: "Add a project" }).click();
    await page.getByLabel("Never link these").fill("PAY-9, UTF");
    await page.getByLabel("Only issue keys like").fill("PAY-(");
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.getByText(/unclosed group/).first().waitFor();
    await admin.screenshot({ path: `${pictures}/form-rules.png`, fullPage: true });
    admin.problems = admin.problems.filter((one) => !one.startsWith("400 from"));
  });
  await check("the form with rules is accessible", admin, () => accessible(admin, ADMIN));
  await check("the form for a new connection opens", admin, async () => {
    await admin.goto(`${base}/secure/admin`);
    await admin.getByRole("link", { name: "Git connections" }).first().click();
    const add = admin.locator(ADMIN).first();
    await add.getByRole("link", { name: "Add connection" }).or(add.getByRole("button", { name: "Add connection" })).first().click();
    await add.getByLabel("Server address").first().waitFor();
    await admin.screenshot({ path: `${pictures}/form.png`, fullPage: true });
  });
  await check("the form is accessible", admin, () => accessible(admin, ADMIN));
  await check("the administration leads to the page where a message is tried", admin, async () => {
    await admin.goto(`${base}/secure/admin`);
    await admin.getByRole("link", { name: "Try a message" }).first().click();
    await admin.getByRole("heading", { name: "Try a message" }).waitFor();
    await admin.getByLabel("With the rules of").selectOption(connection);
  });
  await check("a message is tried in the browser alone, and its marks are where its keys are", admin, async () => {
    const text = admin.getByLabel("Text", { exact: true });
    await text.fill("PAY-9");
    await admin.getByRole("heading", { name: "1 issue, 0 look-alikes, 0 commands" }).waitFor();
    // The core is there now: from here on nothing is asked for.
    const asked = [];
    const listen = (request) => asked.push(request.url());
    admin.on("request", listen);
    await text.fill("");
    await text.pressSequentially(MESSAGE, { delay: 10 });
    await admin.getByRole("heading", { name: "2 issues, 2 look-alikes, 4 commands" }).waitFor();
    admin.off("request", listen);
    expect(asked.length === 0, `while somebody typed: ${asked.join(", ")}`);
    const found = [];
    for (const look of ["hit", "miss", "command"]) {
      for (const mark of await admin.locator(`.jigit-mark-${look}`).all()) {
        const [id, shown] = [await mark.getAttribute("id"), await mark.textContent()];
        const start = Number(id.split("-").pop());
        expect(MESSAGE.startsWith(shown, start), `${shown} is marked at ${start}: ${MESSAGE.slice(start, start + 9)}`);
        found.push(`${look} ${shown}`);
      }
    }
    const expected = ["hit PAY-1", "hit pay-2", "hit PAY-1", "miss UTF-8", "miss pay-3", "command #time", "command #close"];
    expect(found.join() === expected.join(), `marked: ${found.join()}`);
    await admin.getByRole("button", { name: "UTF-8" }).click();
    const selected = await text.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
    expect(selected === "UTF-8", `a row selects ${selected}`);
    await text.fill(SHOWN);
    await admin.getByRole("heading", { name: "2 issues, 2 look-alikes, 2 commands" }).waitFor();
    await admin.screenshot({ path: `${pictures}/try.png`, fullPage: true });
  });
  await check("the page where a message is tried is accessible", admin, () => accessible(admin, ADMIN));
  await check("the newest commits are tried by the server", admin, async () => {
    await admin.getByRole("button", { name: "Try the last 100 commits" }).click();
    await admin.getByText(/^Commits of .*; \d+ requests to the server\.$/).waitFor();
    expect((await admin.locator(".jigit-marked-name").count()) >= 5, "few commits are shown");
    await admin.screenshot({ path: `${pictures}/try-commits.png`, fullPage: true });
  });
  await check("a browser that cannot run the core lets the server explain", admin, async () => {
    const without = await loggedIn("admin");
    await without.route("**/jigit-core.wasm*", (route) => route.abort());
    await without.goto(`${base}/plugins/servlet/jigit/connections#/try`);
    await without.getByLabel("Text", { exact: true }).fill(MESSAGE);
    await without.getByRole("button", { name: "Check on the server" }).click();
    await without.getByRole("heading", { name: "2 issues, 2 look-alikes, 4 commands" }).waitFor();
    await without.context().close();
  });
  await check("the administration makes no error and asks nobody else", admin, async () => {
    expect(admin.problems.length === 0, admin.problems.join("\n"));
  });

  const night = await loggedIn("dev1");
  await check("the tab is accessible with dark colours", night, async () => {
    await night.goto(TAB_URL);
    await night.locator(TAB).first().getByText("feature/PAY-1-try-again").first().waitFor();
    // what Jira sets when a person has chosen the dark theme
    await night.evaluate(() => {
      document.documentElement.setAttribute("data-theme", "dark:dark light:light");
      document.documentElement.setAttribute("data-color-mode", "dark");
    });
    const background = await night.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await night.screenshot({ path: `${pictures}/issue-dark.png`, fullPage: true });
    const light = (background.match(/[0-9]+/g) ?? []).slice(0, 3).every((part) => Number(part) > 128);
    expect(!light, `the page did not become dark: ${background}`);
    return accessible(night, TAB);
  });
} finally {
  await browser.close();
}
