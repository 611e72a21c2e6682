// The connection form, the order of the list, the checklist, the pages' addresses.
import assert from "node:assert/strict";
import { test } from "node:test";
import { STATES } from "../dev/answers";
import { detail, summary } from "../src/admin/checks";
import { settle, sorted } from "../src/admin/connections";
import { check, fieldOf, fresh, input, MASK, of, onHost, readsAgain } from "../src/admin/draft";
import { refusal } from "../src/admin/form";
import { read, write, type Route } from "../src/admin/route";
import { isGoing } from "../src/admin/status";
import { RestError, type Connection, type Host } from "../src/rest";
import { english } from "./world";

const ask = <T>(path: string): T => {
  const answer = STATES["admin"]?.("GET", path, new URLSearchParams());
  assert.ok(answer !== undefined && typeof answer === "object" && "body" in answer);
  return answer.body as T;
};
const [HOST, NESTED, UNPROVED] = ask<{ hosts: [Host, Host, Host] }>("hosts").hosts;
const ALL = ask<Connection[]>("configurations");
const sound = { ...fresh(HOST), token: "t", repositoryId: "octo-org/payments" };

test("a new form needs a token and something to read, and says so at the fields", () => {
  assert.deepEqual(check(fresh(HOST), HOST, [], english), { token: "Token is missing", repositoryId: "Enter what is to be read" });
  assert.deepEqual(check(sound, HOST, [], english), {});
});

test("a form asks for what the host's kind of credential and scope have", () => {
  assert.deepEqual(check({ ...sound, credential: "app", appId: "1" }, HOST, [], english), { privateKey: "Private key is missing" });
  assert.deepEqual(check(fresh(UNPROVED), UNPROVED, [], english), { username: "User name is missing", token: "HTTP password is missing" }, "everything has no name");
  const app = input({ ...sound, credential: "app", appId: "1", privateKey: "-----BEGIN" }, HOST);
  assert.deepEqual([app.appId, app.privateKey, app.token], ["1", "-----BEGIN", ""], "the other kind's field is emptied");
  assert.equal(input({ ...fresh(UNPROVED), repositoryId: "left over" }, UNPROVED).repositoryId, "");
  assert.equal(input(fresh(NESTED), NESTED).includeSubgroups, false, "one repository has no groups");
  assert.equal(input({ ...fresh(NESTED), repoType: "GroupOfRepositories" }, NESTED).includeSubgroups, true);
});

test("branches are typed one per line, and a stored default branch stays one", () => {
  assert.deepEqual(Object.keys(check({ ...sound, branchStrategy: "MASK" }, HOST, [], english)), ["branches"]);
  const typed = input({ ...sound, branchStrategy: "SELECTED", branches: " main \n\nmain\ndevelop" }, HOST);
  assert.deepEqual([typed.branchStrategy, typed.branches, typed.defaultBranch], ["SELECTED", ["main", "develop"], ""]);
  const main = ALL.find(({ repoName }) => repoName === "GitHub main");
  assert.ok(main);
  const draft = of(main, HOST);
  assert.equal(draft.credential, "app");
  assert.equal(draft.branches, "release/*\nmain");
  assert.equal(input({ ...draft, branches: "release/*" }, HOST).defaultBranch, "");
});

test("what is typed is checked field by field", () => {
  const wrong = (change: object) => Object.keys(check({ ...sound, ...change }, HOST, ["Taken"], english));
  assert.deepEqual(wrong({ serverUrl: "http://github.com" }), ["serverUrl"]);
  assert.deepEqual(wrong({ serverUrl: "https://" }), ["serverUrl"]);
  assert.deepEqual(wrong({ serverUrl: "https://me@github.com" }), ["serverUrl"]);
  assert.deepEqual(wrong({ serverUrl: "http://127.0.0.1:4010" }), []);
  assert.deepEqual(wrong({ repoName: " taken " }), ["repoName"]);
  assert.deepEqual(wrong({ projectKeys: "PAY, 1X" }), ["projectKeys"]);
  assert.deepEqual(wrong({ ignoredKeys: "PAY-1 utf" }), []);
  assert.deepEqual(wrong({ ignoredKeys: "PAY-x" }), ["ignoredKeys"]);
  assert.deepEqual(wrong({ pollMinutes: "soon" }), ["pollMinutes"]);
  assert.deepEqual(wrong({ timeoutSeconds: "0" }), ["timeoutSeconds"]);
});

test("what is sent has the names and units of the configuration", () => {
  const sent = input({ ...sound, projectKeys: "pay, shop;ops", pollMinutes: "2,5", timeoutSeconds: "20" }, HOST);
  assert.equal(sent.serviceType, "GitHub");
  assert.deepEqual(sent.projectKeys, ["PAY", "SHOP", "OPS"]);
  assert.equal(sent.commitsPeriod, 150_000);
  assert.equal(sent.requestTimeout, 20_000);
  assert.ok(!("id" in sent));
});

test("smart commits are off at first, and what a project allows is kept while they are off", () => {
  const commands = (project: string) => ({ project, commands: ["time", "comment"] as const });
  const smart = ({ smartCommitEnabled, smartCommitIdentity, smartCommitCommands }: ReturnType<typeof input>) => [smartCommitEnabled, smartCommitIdentity, smartCommitCommands];
  assert.deepEqual(smart(input(sound, HOST)), [false, "VOUCHED", {}]);
  const on = { ...sound, smartCommits: "EMAIL" as const, smartCommitCommands: [commands(" pay "), commands("")] };
  assert.deepEqual(smart(input(on, HOST)), [true, "EMAIL", { PAY: ["comment", "time"] }], "a row without a project says nothing");
  assert.deepEqual(Object.values(check({ ...on, smartCommitCommands: [commands("PAY"), commands("pay")] }, HOST, [], english)), ["Name each project once"]);
  assert.deepEqual(Object.keys(check({ ...on, smartCommitCommands: [commands("1X")] }, HOST, [], english)), ["smartCommitCommands"]);
  const main = ALL.find(({ smartCommitEnabled }) => smartCommitEnabled);
  assert.ok(main);
  const off = input({ ...of(main, HOST), smartCommits: "OFF", smartCommitCommands: [commands("1X")] }, HOST);
  assert.deepEqual(smart(off), [false, "VOUCHED", main.smartCommitCommands]);
});

test("other keys, branches or more history read again; a name or smart commits do not", () => {
  const again = (change: object) => readsAgain(input(sound, HOST), input({ ...sound, ...change }, HOST));
  for (const change of [{ projectKeys: "PAY" }, { ignoredKeys: "PAY-1" }, { keyPattern: "PAY-.*" }, { indexDaysLimit: 30 }, { branchStrategy: "DEFAULT" }]) assert.ok(again(change), JSON.stringify(change));
  for (const change of [{ repoName: "Other" }, { smartCommits: "VOUCHED" }, { pollMinutes: "7" }, { projectKeys: " " }]) assert.ok(!again(change), JSON.stringify(change));
});

test("a stored connection goes through the form unchanged, its secret as the mask", () => {
  for (const host of [HOST, UNPROVED]) {
    for (const connection of ALL.filter(({ serviceType }) => serviceType === host.service_types[0])) {
      const stored = { ...connection, commitsPeriod: 7_777, requestTimeout: 1_234 };
      const sent = input(of(stored, host), host);
      assert.equal(sent.token || sent.privateKey, MASK);
      for (const [name, value] of Object.entries(sent)) assert.deepEqual(value, stored[name as keyof Connection], `${connection.repoName}: ${name}`);
    }
  }
});

test("another host keeps what still fits", () => {
  const other: Host = { ...HOST, name: "other", title: "Other", address_examples: ["https://other.example.com"], scopes: [{ repo_type: "GroupOfRepositories", label: "Group", example: "g", nested: false }] };
  const changed = onHost({ ...sound, projectKeys: "PAY" }, HOST, other);
  assert.equal(changed.serverUrl, "https://other.example.com");
  assert.equal(changed.repoName, "Other");
  assert.equal(changed.repoType, "GroupOfRepositories");
  assert.equal(changed.projectKeys, "PAY");
  assert.equal(changed.token, "", "a token belongs to one server");
  assert.equal(onHost({ ...sound, serverUrl: "https://mine.example.com" }, HOST, other).serverUrl, "https://mine.example.com");
});

test("a refusal finds its field", () => {
  assert.equal(fieldOf("commitsPeriod"), "pollMinutes");
  assert.equal(fieldOf("repoName"), "repoName");
  assert.equal(fieldOf("repositoryPattern"), "repositoryPattern");
  assert.equal(fieldOf("level"), null);
  assert.equal(fieldOf(undefined), null);
});

test("a refusal is said in our words where there are some, else in the server's", () => {
  const said = (code: string, sentence: string, params = {}) => refusal(new RestError(400, code, sentence, params, null), params, english);
  assert.equal(said("unknown_project", "projectKeys: there is no project NOPE", { field: "projectKeys", project: "NOPE" }), "No project NOPE; former keys count too");
  assert.equal(said("wrong_value", "token: expected visible characters without spaces"), "Expected visible characters without spaces");
  assert.equal(refusal(new RestError(0, "no_answer", null, null, null), {}, english), "Jira did not answer. See whether it was done before you try again.");
});

test("who needs somebody comes first", () => {
  assert.deepEqual(
    sorted(ALL).map(({ repoName }) => repoName),
    ["GitHub group", "GitHub billing", "GitHub main", "GitHub tools", "GitHub platform", "GitHub archive", "Gerrit review", "GitHub docs", "GitHub mirror"],
  );
});

test("a reading can be cancelled as long as something is read that was not cancelled", () => {
  const going = (done: number, total: number | null, cancelled: number | null) =>
    ALL.slice(0, 1).some(({ progress, ...rest }) =>
      isGoing({ ...rest, progress: progress && { ...progress, repositories: { done, total }, cancelled: cancelled === null ? null : { at: "", since: "", repositories: cancelled } } }),
    );
  assert.deepEqual([going(3, 12, null), going(0, null, null), going(3, 12, 8)], [true, true, true]);
  assert.deepEqual([going(12, 12, null), going(0, null, 2), going(4, 12, 8), going(0, 0, null)], [false, false, false, false]);
});

test("rows stay where they are until one asks, and new ones come last", () => {
  const wanted = sorted(ALL);
  const order = [...wanted].reverse().map(({ id }) => id).slice(1);
  const { rows, moved } = settle(order, wanted);
  assert.deepEqual(rows.map(({ id }) => id), [...order, wanted.at(-1)?.id]);
  assert.equal(moved, true);
  assert.equal(settle([], wanted).moved, false);
});

test("the checklist speaks in our words where it knows the code and in the server's where not", () => {
  const line = (change: object) => detail({ id: "token", result: "failed", code: null, message: "from the server", ...change }, english);
  assert.equal(line({ code: "auth_failed" }), "The server does not accept the token. It may be mistyped, expired or withdrawn.");
  assert.equal(line({ code: "never_heard_of" }), "from the server");
  assert.equal(line({ result: "passed", params: [{ name: "account", value: "svc" }] }), "Accepted, as svc");
  assert.equal(line({ result: "passed" }), "from the server", "a sentence with an empty place would be worse");
  assert.equal(line({ result: "skipped", message: "it needs the line above" }), "Not checked: it needs the line above");
  assert.equal(summary({ ok: true, checks: [{ id: "x", result: "warning", code: null, message: "" }] }, english), "Works, 1 hint");
  assert.equal(summary({ ok: false, checks: [] }, english), "Does not work yet");
});

test("every page has an address of its own", () => {
  const routes: Route[] = [
    { page: "connections" },
    { page: "health" },
    { page: "import" },
    { page: "add", host: null },
    { page: "add", host: "github" },
    { page: "detail", id: 12 },
    { page: "edit", id: 12 },
    { page: "webhook", id: 12 },
    { page: "smart-commits", id: 12 },
    { page: "tasks", id: 12 },
    { page: "requests", id: 12 },
    { page: "try", connection: null },
    { page: "try", connection: 12 },
  ];
  for (const route of routes) assert.deepEqual(read(write(route)), route);
  assert.deepEqual(read("#/nonsense/x"), { page: "connections" });
});
