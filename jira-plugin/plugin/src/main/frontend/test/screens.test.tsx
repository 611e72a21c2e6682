// The screens as markup: what each state says, and what hostile text becomes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { ComponentChild } from "preact";
import { render } from "preact-render-to-string";
import { STATES } from "../dev/answers";
import { Checks } from "../src/admin/checks";
import { Removing } from "../src/admin/connections";
import { Problem, Status } from "../src/admin/status";
import { Answers } from "../src/admin/why";
import { PanelView } from "../src/issue/panel";
import { CommitRow, PullRequestRow } from "../src/issue/rows";
import { Rest, type Connection, type Development, type DevelopmentItems, type Host } from "../src/rest";
import { SmartOutcome } from "../src/smart_results";
import { ScreenContext } from "../src/screen";
import { english, TEXTS } from "./world";

function ask<T>(state: string, path: string): T {
  const answer = STATES[state]?.("GET", path, new URLSearchParams());
  assert.ok(answer !== undefined && typeof answer === "object" && "body" in answer, state);
  return answer.body as T;
}

const screen = (part: ComponentChild) => render(<ScreenContext.Provider value={{ words: english, rest: new Rest(""), base: "/jira", now: new Date() }}>{part}</ScreenContext.Provider>);
const text = (markup: string) => markup.replace(/<span class="jigit-hidden">.*?<\/span>/g, "").replace(/<[^>]*>/g, "").replace(/&quot;/g, '"').replace(/\s+/g, " ");
const panel = (state: string) => screen(<PanelView issue="PAY-142" development={ask<Development>(`panel-${state}`, "development")} />);

test("the panel says what each state means", () => {
  assert.match(text(panel("full")), /5 branches.*10,012 commits.*6 pull requests.*1 open1 draft3 merged1 closed/);
  assert.match(text(panel("full")), /Newest: PAY-142 Wait for Retry-After before the next page, committed by dev1 12 minutes ago/);
  assert.match(text(panel("empty")), /No branches, commits or pull requests mention PAY-142 yet/);
  assert.match(text(panel("unconnected")), /No Git repository is connected to this project\.Add a connection/);
  assert.match(text(panel("reading")), /Older history is still being read: 21%, about 3 h 20 min left/);
  assert.match(text(panel("down")), /1 host does not answer\. Its data is from/);
});

test("the panel's counts open the tab at their kind", () => {
  assert.match(panel("full"), /href="\/jira\/browse\/PAY-142\?page=org.jigit.jira%3Agit-tab#git\?kind=branches"/);
});

test("who may not administer is offered no connection", () => {
  const development = { ...ask<Development>("panel-unconnected", "development"), can: { administer: false } };
  assert.doesNotMatch(screen(<PanelView issue="PAY-142" development={development} />), /Add a connection/);
});

test("hostile text stays text, and an address that is none stays unlinked", () => {
  const { repositories } = ask<DevelopmentItems>("tab", "development/items");
  const [first] = repositories;
  const hostile = first?.commits.items.at(-1);
  assert.ok(hostile !== undefined && hostile.message.includes("<img"));
  const markup = screen(<CommitRow commit={{ ...hostile, url: "javascript:alert(1)" }} issue="PAY-142" />);
  assert.ok(!markup.includes("<img"), markup);
  assert.ok(!markup.includes("href"), markup);
  assert.ok(!markup.includes("\u202e"), "no reordering character reaches the page");
});

test("a row has one link to the host, and other issues' keys lead to their issues", () => {
  const [first] = ask<DevelopmentItems>("tab", "development/items").repositories;
  const [pull] = first?.pull_requests.items ?? [];
  const commit = first?.commits.items[1];
  assert.ok(pull && commit);
  assert.equal(screen(<PullRequestRow pull={pull} issue="PAY-142" />).match(/<a /g)?.length, 1);
  assert.match(screen(<CommitRow commit={commit} issue="PAY-142" />), /<a href="\/jira\/browse\/PAY-139">PAY-139<\/a>/);
});

test("a commit that no branch leads to says since when and why", () => {
  const commits = ask<DevelopmentItems>("tab", "development/items").repositories[0]?.commits.items ?? [];
  const rows = commits.filter(({ unreachable_since }) => unreachable_since).map((commit) => text(screen(<CommitRow commit={commit} issue="PAY-142" />)));
  assert.equal(rows.length, 2);
  assert.match(rows[0] ?? "", /No longer on a branch since .*, when PAY-142-spread was rewritten or deleted\./);
  assert.match(rows[1] ?? "", /No longer on a branch since [^.]*\d\./);
});

test("what became of a command stands under its commit, in a sentence", () => {
  const [first] = ask<DevelopmentItems>("tab", "development/items").repositories;
  const commit = first?.commits.items[0];
  assert.ok(commit?.smart_commits);
  const row = text(screen(<CommitRow commit={commit} issue="PAY-142" />));
  for (const expected of [
    "Logged 1h 30m as dev1 #time 1h 30m read headers",
    "Commented as dev1 #comment done",
    "Close issue as dev1 #close",
    'No status change: no step named "resolve" is possible now. Possible: Start review, Close. #resolve',
    "Will run in a moment. #time 5m",
    "Jira stopped while this ran; it is not run again. Look whether it was done. #time 2h",
    "Came with the first reading: not run. #comment old",
  ]) assert.ok(row.includes(expected), `${expected} is not in ${row}`);
});

test("every code of a command that failed has its sentence, and one that is not known shows itself", () => {
  const said = (code: string, params: Record<string, unknown> = {}) =>
    text(screen(<SmartOutcome result={{ command: "transition", text: "#close", state: "failed", user: null, code, params }} />)).trim();
  for (const code of ["UnknownAuthor", "AmbiguousAuthor", "NoAuthorEmail", "NotVouched", "NotAllowed", "IssueNotFound", "NoPermission", "TimeTrackingDisabled", "EmptyComment", "InvalidDuration"]) {
    assert.match(said(code), /^Not done: .*\.$/, code);
  }
  assert.equal(said("FieldsRequired", { fields: ["Resolution", "Fix version"] }), "No status change: its step asks for these fields: Resolution, Fix version.");
  assert.equal(said("AmbiguousTransition", { name: "close", possible: ["Close issue", "Close as duplicate"] }), 'No status change: several steps begin with "close": Close issue, Close as duplicate.');
  assert.equal(said("NoSuchTransition", { name: "close", possible: [] }), 'No status change: no step named "close" is possible now.');
  assert.equal(said("Failed", { reason: "<b>no</b>" }), "Not done. Jira says: &lt;b>no&lt;/b>");
  assert.equal(said("NeverHeardOf"), "Not done (NeverHeardOf).");
});

test("a stopped connection says what happened and what to do, a waiting one asks for nothing", () => {
  const all = ask<Connection[]>("admin", "configurations");
  const [host] = ask<{ hosts: Host[] }>("admin", "hosts").hosts;
  const part = (name: string) => {
    const connection = all.find(({ repoName }) => repoName === name);
    assert.ok(connection, name);
    return text(screen(<><Status connection={connection} /><Problem connection={connection} host={host} /></>));
  };
  assert.match(part("GitHub group"), /StoppedAt 388 of 412 repositories, 94%The token is not accepted\. Since .*Replace token/);
  assert.match(part("GitHub tools"), /^Waiting for requests41 of 57 repositories, 71%Goes on by itself at \d\d:\d\d\.$/);
  assert.match(part("GitHub platform"), /^Host unreachableNo answer since .*nothing to do here\.$/);
  assert.match(part("GitHub billing"), /^Webhooks refused.*14 deliveries today had a wrong secret/);
});

test("a cancelled reading says when it was, and that older history is missing", () => {
  const archive = ask<Connection[]>("admin", "configurations").find(({ repoName }) => repoName === "GitHub archive");
  assert.ok(archive);
  assert.match(text(screen(<Status connection={archive} />)), /^Reading cancelled1,204 of 4,692 repositories, 25%Cancelled .*\. Older history is missing, new work appears\.$/);
});

test("what is being removed says how much is left of it", () => {
  const removing = (rows_left: number) => text(screen(<Removing removed={[{ id: 1, repoName: "GitHub left", rows_left }]} />));
  assert.equal(removing(48_274), "Being removedGitHub left Removing 48,274 rows left");
  assert.equal(removing(1), "Being removedGitHub left Removing 1 row left");
  assert.equal(screen(<Removing removed={[]} />), "", "most of the time there is nothing");
});

test("a code that the screens do not know still shows the server's sentence", () => {
  const [connection] = ask<Connection[]>("admin", "configurations");
  assert.ok(connection);
  const stopped: Connection = { ...connection, status: { state: "stopped", code: "never_heard_of", at: null, params: {}, message: "the moon is full" } };
  assert.match(text(screen(<Problem connection={stopped} host={undefined} />)), /Reading has stopped\..*the moon is full.*Test the connection/);
});

test("a connection that is up to date but for something says so", () => {
  const [connection] = ask<Connection[]>("admin", "configurations");
  assert.ok(connection);
  const hurt: Connection = { ...connection, status: { state: "up_to_date", code: "forbidden", at: null, message: "octo/x may not be read" } };
  assert.match(text(screen(<Status connection={hurt} />)), /Up to dateNot everything could be read: octo\/x may not be read/);
});

test("every mark of the checklist has its word", () => {
  const markup = screen(<Checks result={{ ok: false, checks: (["passed", "warning", "failed", "skipped"] as const).map((result) => ({ id: result, result, code: null, message: "" })) }} running={false} />);
  for (const word of ["Passed", "To improve", "Failed", "Not checked"]) assert.ok(markup.includes(`aria-label="${word}"`), word);
});

test("why something is missing is said in sentences, and a code that is not known in the server's", () => {
  const said = (code: string, params: Record<string, string> = {}) => screen(<Answers explained={{ about: { kind: "issue", name: "x", repository: null }, answers: [{ code, params, message: "from the server" }] }} />);
  assert.match(text(said("items", { key: "PAY-142", count: "1" })), /It is there: 1 item on PAY-142\./);
  assert.match(said("items", { key: "PAY-142", count: "3" }), /3 items on <a href="\/jira\/browse\/PAY-142">PAY-142<\/a>/);
  assert.match(said("there", { kind: "branch", name: "<b>", repository: "a/b", keys: "PAY-1, PAY-2" }), /branch <bdi>&lt;b><\/bdi> of .*PAY-1<\/a>, <a /);
  assert.match(text(said("unknown_project", { key: "OPS-12", project: "OPS" })), /it names OPS-12, and there is no project OPS in this Jira/);
  assert.doesNotMatch(said("unknown_project", { key: "OPS-12", project: "OPS" }), /href/, "a key without an issue leads nowhere");
  assert.match(text(said("branches_not_read_yet", { repository: "a/b", done: "3", total: "12", seen: "6100" })), /3 of 12 branches, 6,100 commits so far/);
  assert.match(text(said("branches_not_read_yet", { repository: "a/b", done: "3", seen: "6100" })), /yet: 3 branches, 6,100 commits/);
  assert.match(text(said("no_branch", { since: "2026-01-02T03:04:05.000Z" })), /no longer on a branch since 2 Jan, \d\d:04\.|no longer on a branch since 2 Jan 2026\./);
  assert.match(text(said("never_heard_of")), /from the server/);
});

test("every answer of the server has its sentence", () => {
  const source = readFileSync("../java/org/jigit/operation/Explanation.java", "utf8") + readFileSync("../java/org/jigit/operation/Search.java", "utf8");
  const codes = [...source.matchAll(/Answer\.of\(\s*"(\w+)"/g)].map((match) => match[1] ?? "");
  assert.ok(codes.length > 15, "codes are found in the source");
  for (const code of codes) assert.ok(Object.keys(TEXTS).some((key) => key === `why.${code}` || key.startsWith(`why.${code}.`)), `why.${code} is missing`);
});
