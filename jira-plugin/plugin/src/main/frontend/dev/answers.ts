// What Jigit's REST resources answer in every state that the screens know: for looking at the screens and for their tests.
import type { Branch, Commit, Connection, CredentialField, Development, DevelopmentItems, Explained, Group, Health, Host, Imported, LogPage, LogRows, PreviewFacts, PreviewOfCommits, PullRequest, Removed, SmartCommits, SmartResult, TestResult } from "../src/rest";

/** An answer: a body, or a status with an error, or none within a test's patience. */
export type Answer = { body: unknown } | { status: number; code: string; message: string } | "never";

/** All answers of one state, by method and path below the REST root; `body` is what was sent. */
export type Answers = (method: string, path: string, query: URLSearchParams, body?: string) => Answer;

const NOW = Date.now();
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

const commit = (sha: string, message: string, minutes: number, keys = ["PAY-142"], author: string | null = "dev1"): Commit => ({
  sha: sha.padEnd(40, "0"),
  message,
  message_cut: false,
  author,
  authored_at: ago(minutes),
  committed_at: ago(minutes),
  parents: ["a".repeat(40)],
  url: `https://github.example.com/example-org/payments/commit/${sha}`,
  issue_keys: keys,
});

const pull = (number: number, title: string, state: PullRequest["state"], source: string, minutes: number, keys = ["PAY-142"]): PullRequest => ({
  id: String(9000 + number),
  number,
  title,
  description: null,
  state,
  source_branch: source,
  target_branch: "main",
  author: "dev2",
  author_id: "7",
  created_at: ago(minutes + 60),
  updated_at: ago(minutes),
  merged_at: state === "merged" ? ago(minutes) : null,
  closed_at: null,
  url: `https://github.example.com/example-org/payments/pull/${number}`,
  issue_keys: keys,
});

const branch = (name: string, head: string | null, minutes: number | null, deleted = false): Branch => ({
  name,
  head,
  deleted,
  url: `https://github.example.com/example-org/payments/tree/${name}`,
  at: minutes === null ? null : ago(minutes),
  issue_keys: ["PAY-142"],
});

const summary = (branches: number, commits: number, open: number, draft = 0, merged = 0, closed = 0): Development["summary"] => ({
  branches: { count: branches, latest: branches ? ago(130) : null },
  commits: { count: commits, latest: commits ? ago(12) : null },
  pull_requests: {
    count: open + draft + merged + closed,
    latest: open + draft + merged + closed ? ago(65) : null,
    states: { open, draft, merged, closed },
  },
});

const development = (change: Partial<Development>): Development => ({
  issue: "PAY-142",
  summary: summary(0, 0, 0),
  newest: null,
  reading: null,
  stale: [],
  connected: true,
  can: { administer: false },
  ...change,
});

const full = development({
  summary: summary(5, 10_012, 1, 1, 3, 1),
  newest: {
    kind: "commit",
    title: "PAY-142 Wait for Retry-After before the next page",
    author: "dev1",
    at: ago(12),
    url: "https://github.example.com/example-org/payments/commit/4f9c2ab",
  },
});

/** The states of the panel. */
const PANELS: Record<string, Answer> = {
  full: { body: full },
  loading: "never",
  empty: { body: development({}) },
  unconnected: { body: development({ connected: false, can: { administer: true } }) },
  reading: { body: development({ summary: summary(0, 3, 0), reading: { share: 0.21, eta_seconds: 12_000 } }) },
  down: { body: development({ summary: summary(2, 14, 1), stale: [{ host: "GitHub", last_read: ago(300) }] }) },
  broken: { status: 500, code: "internal", message: "something of ours went wrong" },
  forbidden: { status: 403, code: "no_permission", message: "you may not see development information" },
};

const smart = (command: string, text: string, state: SmartResult["state"], code: string | null, params: Record<string, unknown> = {}): SmartResult => ({
  command,
  text,
  state,
  user: state === "done" ? "dev1" : null,
  code,
  params,
  at: NOW - 11 * 60_000,
});

const RESULTS: SmartResult[] = [
  smart("time", "#time 1h 30m read headers", "done", null),
  smart("comment", "#comment done", "done", null),
  smart("transition", "#close", "done", null, { transition: "Close issue" }),
  smart("transition", "#resolve", "failed", "NoSuchTransition", { name: "resolve", possible: ["Start review", "Close"] }),
  smart("time", "#time 5m", "waiting", null),
  smart("time", "#time 2h", "interrupted", null),
  smart("comment", "#comment old", "skipped", "FirstRead"),
];

const payments = (query: URLSearchParams): Group => {
  const first = Number(query.get("cursor") ?? "0");
  const alone = query.get("repository") !== null && query.get("kind") === "commits";
  const many = Array.from({ length: 50 }, (_, at) => commit((first + at + 1).toString(16).padStart(7, "c"), `PAY-142 Step ${first + at + 1}`, (first + at) * 70));
  return {
    repository: { id: "41", name: "payments", full_name: "example-org/payments", owner_id: "3", url: "https://github.example.com/example-org/payments", default_branch: "main" },
    host: { name: "github", title: "GitHub", state: "up_to_date" },
    pull_requests: {
      total: 4,
      items: [
        pull(87, "PAY-142 Wait when the host answers 429", "open", "feature/PAY-142-wait-on-429", 65),
        pull(85, "Spread requests over the hour", "draft", "PAY-142-spread", 1500),
        pull(71, "PAY-142 Read the rate headers", "merged", "feature/PAY-142-headers", 7200),
      ],
    },
    branches: {
      total: 5,
      items: [
        branch("feature/PAY-142-wait-on-429", "4f9c2ab00000000", 12),
        branch("PAY-142-spread", "b77e01900000000", 1500),
        branch("feature/PAY-142-headers", "90d1e5700000000", 7200, true),
      ],
    },
    commits: alone
      ? { total: 6210, items: many, next: String(first + 50) }
      : {
          total: 6210,
          items: [
            { ...commit("4f9c2ab", "PAY-142 Wait for Retry-After before the next page\n\nThe limit recovers while we wait. See PAY-139.\nCo-authored-by: nobody", 12, ["PAY-142", "PAY-139"]), smart_commits: RESULTS },
            commit("c02aa41", "PAY-142, PAY-139: share the budget between connections", 130, ["PAY-142", "PAY-139"]),
            { ...commit("b77e019", "PAY-142 Spread requests over the hour", 1500), unreachable_since: ago(300), unreachable_by: "PAY-142-spread" },
            { ...commit("3c0ffee", "PAY-142 Try the other way round", 2500), unreachable_since: ago(9000), unreachable_by: null },
            commit("1d8e6c4", "PAY-142 Read x-ratelimit-reset as seconds", 8000, ["PAY-142"], null),
            commit("77b31f0", 'PAY-142 <img src=x onerror="alert(1)"> \u202egnirts\u0007 & \u0645\u0631\u062d\u0628\u0627 ' + "a-very-long-word-".repeat(12), 420_000),
          ],
        },
  };
};

const gateway = (): Group => ({
  repository: { id: "52", name: "gateway", full_name: "example-group/checkout/gateway", owner_id: "9", url: "javascript:alert(1)", default_branch: "master" },
  host: { name: "github", title: "GitHub", state: "unreachable", last_read: ago(300) },
  pull_requests: { total: 2, items: [pull(412, "PAY-142 Show the wait in the log", "merged", "PAY-142-log", 4000), pull(409, "Wait in a loop (PAY-142)", "closed", "PAY-142-loop", 5600)] },
  branches: { total: 0, items: [] },
  commits: { total: 1, items: [commit("e5520b9", "PAY-142 Log how long we wait", 4000)] },
});

const items = (query: URLSearchParams): DevelopmentItems => {
  const wanted = query.get("repository");
  const text = query.get("q") ?? "";
  const groups = text === "retri" ? [] : [payments(query), gateway()].filter((group) => wanted === null || group.repository.id === wanted);
  return { issue: "PAY-142", total: { pull_requests: 6, branches: 5, commits: 10_012 }, repositories: groups };
};

const field = (name: string, label: string, secret = true, multiline = false): CredentialField => ({ name, label, secret, multiline });

/** GitHub much as the core describes it, cut to what the screens use, with a second kind of credential. */
const GITHUB: Host = {
  name: "github",
  title: "GitHub",
  service_types: ["GitHub"],
  address_examples: ["https://github.com", "https://github.example.com"],
  credentials: [
    { kind: "token", label: "Personal access token", help: "On GitHub: Settings, Developer settings, Personal access tokens.", fields: [field("token", "Token")] },
    {
      kind: "app",
      label: "GitHub App",
      help: "On GitHub: Settings, Developer settings, GitHub Apps.",
      fields: [field("appId", "App id", false), field("privateKey", "Private key", true, true)],
    },
  ],
  scopes: [
    { repo_type: "SingleRepository", label: "One repository", example: "octo-org/payments", nested: false },
    { repo_type: "GroupOfRepositories", label: "All repositories of an organisation or a user", example: "octo-org", nested: false },
    { repo_type: "AllRepositories", label: "All repositories that the token sees", example: "", nested: false },
  ],
  rights: [
    { name: "Metadata: read (fine-grained token)", reason: "to find repositories" },
    { name: "Contents: read (fine-grained token)", reason: "GitHub wants this right for listing commits; Jigit requests no file" },
  ],
  webhook: {
    events: ["push", "pull_request"],
    proof: "signed",
    steps: ["On GitHub, open the settings, then Webhooks, then Add webhook.", "Payload URL: {url}", "Secret: {secret}", "Add the webhook."],
    checked: "An HMAC-SHA256 of the body with the secret.",
    proved: "Whoever sent the delivery knows the secret.",
    not_proved: "The headers are not signed.",
  },
};

/** A host with groups inside of groups. */
const NESTED: Host = {
  ...GITHUB,
  name: "gitlab",
  title: "GitLab",
  service_types: ["GitLab"],
  address_examples: ["https://gitlab.com"],
  credentials: [{ kind: "token", label: "Access token", help: "On GitLab: Edit profile, Access tokens.", fields: [field("token", "Token")] }],
  scopes: [
    { repo_type: "SingleRepository", label: "One project", example: "example-group/checkout/gateway", nested: false },
    { repo_type: "GroupOfRepositories", label: "All projects of a group", example: "example-group", nested: true },
  ],
  webhook: { ...GITHUB.webhook, proof: "shared_secret" },
};

/** A host with user names, whose deliveries prove nothing. */
const UNPROVED: Host = {
  ...GITHUB,
  name: "gerrit",
  title: "Gerrit",
  service_types: ["Gerrit"],
  address_examples: ["https://gerrit.example.com"],
  credentials: [{ kind: "password", label: "HTTP password", help: "On Gerrit: Settings, HTTP Credentials.", fields: [field("username", "User name", false), field("token", "HTTP password")] }],
  scopes: [
    { repo_type: "AllRepositories", label: "All projects that the account sees", example: "", nested: false },
    { repo_type: "SingleRepository", label: "One project", example: "payments/gateway", nested: false },
  ],
  webhook: {
    events: ["patchset-created", "ref-updated"],
    proof: "none",
    steps: ["Install the webhooks plugin.", "Add a remote with the url {url}."],
    checked: "Nothing: the server sends no proof.",
    proved: "Nothing. A delivery only makes Jigit ask the server.",
    not_proved: "Who sent it, and whether it is true.",
  },
};

const HOSTS: Host[] = [GITHUB, NESTED, UNPROVED];

const connection = (id: number, repoName: string, change: Partial<Connection>): Connection => ({
  id,
  repoName,
  serverUrl: "https://github.com",
  serviceType: "GitHub",
  username: "",
  appId: "",
  token: "xxxxxxx",
  privateKey: "",
  repoType: "GroupOfRepositories",
  repositoryId: "example-org",
  includeSubgroups: false,
  repositoryPattern: "",
  repositoryExclude: "",
  repositories: [],
  branchStrategy: "ALL",
  branches: [],
  defaultBranch: "",
  enabled: true,
  requestTimeout: 10_000,
  commitsPeriod: 300_000,
  indexDaysLimit: 365,
  indexPullRequests: true,
  projectKeys: [],
  ignoredKeys: [],
  keyPattern: "",
  smartCommitEnabled: false,
  smartCommitIdentity: "VOUCHED",
  smartCommitCommands: {},
  webhookSources: [],
  status: { state: "up_to_date", code: null, at: ago(1), params: {} },
  progress: { repositories: { done: 57, total: 57 }, branches: 210, commits: 48_120, pull_requests: 1_204, kept: 6_120, eta_seconds: null },
  pace: { limit: 5000, remaining: 4871, resets_at: ago(-40) },
  last_delivery: { at: ago(3), event: "push", outcome: "update", reason: null },
  refused_today: 0,
  webhook: { address: "…ab3d", has_secret: true },
  hidden: { count: 0, repositories: [] },
  ...change,
});

const CONNECTIONS: Connection[] = [
  connection(1, "GitHub docs", { repoType: "SingleRepository", repositoryId: "example-org/docs", projectKeys: ["DOC"] }),
  connection(2, "GitHub main", {
    status: { state: "reading", code: null, at: ago(60), params: {} },
    progress: { repositories: { done: 966, total: 4692 }, branches: 1200, commits: 190_000, pull_requests: 8_000, kept: 60_274, eta_seconds: 12_000 },
    pace: { limit: 12_500, remaining: 8_412, resets_at: ago(-40) },
    token: "",
    appId: "321",
    privateKey: "xxxxxxx",
    repositoryPattern: "payments|shop-.*",
    branchStrategy: "MASK",
    branches: ["release/*"],
    defaultBranch: "main",
    ignoredKeys: ["PAY-1", "UTF"],
    smartCommitEnabled: true,
    smartCommitCommands: { PAY: ["comment", "time"], SHOP: [] },
    hidden: {
      count: 3,
      repositories: [
        { full_name: "example-org/old-shop", since: ago(8000) },
        { full_name: "example-org/secret-plans", since: ago(90_000) },
      ],
    },
  }),
  connection(3, "GitHub group", {
    projectKeys: ["WEB", "SHOP"],
    status: { state: "stopped", code: "auth_failed", at: ago(200), params: {} },
    progress: { repositories: { done: 388, total: 412 }, branches: 9, commits: 9, pull_requests: 9, kept: 27, eta_seconds: null },
    pace: null,
  }),
  connection(4, "GitHub tools", {
    serverUrl: "https://ghe.example.com",
    status: { state: "waiting", code: "rate_limited", at: ago(-20), params: {} },
    progress: { repositories: { done: 41, total: 57 }, branches: 9, commits: 9, pull_requests: 9, kept: 27, eta_seconds: null },
    pace: { limit: 5000, remaining: 0, resets_at: ago(-20) },
    last_delivery: null,
  }),
  connection(5, "GitHub platform", { status: { state: "unreachable", code: "unavailable", at: ago(30), params: {} }, pace: { limit: null, remaining: null, resets_at: null } }),
  connection(6, "GitHub billing", { refused_today: 14, last_delivery: { at: ago(20), event: "push", outcome: "rejected", reason: "bad_signature" } }),
  connection(8, "Gerrit review", {
    serviceType: "Gerrit",
    serverUrl: "https://gerrit.example.com",
    username: "svc-jira",
    repoType: "AllRepositories",
    repositoryId: "",
    webhook: { address: "…x7Qp", has_secret: false },
  }),
  connection(9, "GitHub archive", {
    status: { state: "cancelled", code: null, at: ago(1), params: {} },
    progress: { repositories: { done: 1204, total: 4692 }, cancelled: { at: ago(30), since: ago(30 + 7 * 1440), repositories: 3488 }, branches: 9, commits: 9, pull_requests: 9, kept: 27, eta_seconds: null },
  }),
  connection(7, "GitHub mirror", { status: { state: "paused", code: null, at: ago(4000), params: {} } }),
];

const PASSED: TestResult = {
  ok: true,
  checks: [
    { id: "address", result: "passed", code: null, params: { host: "api.github.com" }, message: "api.github.com", ms: 12 },
    { id: "token", result: "passed", code: null, params: [{ name: "account", value: "svc-jira" }], message: "the token belongs to svc-jira", ms: 180 },
    { id: "scope", result: "warning", code: null, params: {}, message: "57 repositories on the first page", ms: 240 },
    { id: "commits", result: "passed", code: null, params: { read: "100", keyed: "34" }, message: "34 of 100 commits name an issue", ms: 300 },
    { id: "pull_requests", result: "skipped", code: null, params: {}, message: "pull requests are not read", ms: 0 },
  ],
};

const FAILED: TestResult = {
  ok: false,
  checks: [
    { id: "address", result: "passed", code: null, params: {}, message: "api.github.com", ms: 12 },
    { id: "token", result: "failed", code: "auth_failed", params: {}, message: "the host answered 401", ms: 180 },
    { id: "scope", result: "skipped", code: null, params: {}, message: "it needs the line above", ms: 0 },
  ],
};

const SMART_COMMITS: SmartCommits = {
  total: 12,
  commits: Array.from({ length: 12 }, (_, at) => ({
    sha: `4f9c2a${at.toString(16)}`.padEnd(40, "0"),
    url: "https://github.example.com/example-org/payments/commit/4f9c2ab",
    repository: "example-org/payments",
    message: `PAY-${142 + at} Wait for Retry-After`,
    at: NOW - at * 3_600_000,
    results: at === 0 ? RESULTS.slice(0, 4).map((result) => ({ issue: "PAY-142", ...result })) : [{ issue: `PAY-${142 + at}`, ...smart("comment", "#comment looked at", "failed", "NotVouched") }],
  })),
};

/** What the server knows about a text, by the text. */
const EXPLAINED: Record<string, Explained> = {
  "PAY-142": { about: { kind: "issue", name: "PAY-142", repository: null }, answers: [{ code: "items", params: { key: "PAY-142", count: "3" }, message: "" }] },
  "4f9c2ab": {
    about: { kind: "commit", name: "4f9c2ab", repository: null },
    answers: [
      { code: "there", params: { kind: "commit", name: "4f9c2ab", repository: "example-org/payments", keys: "PAY-142, PAY-139" }, message: "" },
      { code: "no_branch", params: { since: ago(300), branch: "PAY-142-spread" }, message: "" },
    ],
  },
  "fix/OPS-12": { about: { kind: "branch", name: "fix/OPS-12", repository: null }, answers: [{ code: "unknown_project", params: { key: "OPS-12", project: "OPS" }, message: "" }] },
};

const UNKEPT: Explained = {
  about: { kind: "commit", name: "0123456", repository: "example-org/ledger" },
  answers: [
    { code: "branches_not_read_yet", params: { repository: "example-org/ledger", done: "3", total: "12", seen: "6100" }, message: "" },
    { code: "history_limit", params: { days: "365" }, message: "" },
    { code: "branches_only", params: { branches: "release/*, main" }, message: "" },
    { code: "never_heard_of", params: {}, message: "The moon is full." },
  ],
};

/** The lists of a connection: 120 rows each. */
const LOGS: { [L in keyof LogRows]: (at: number) => LogRows[L] } = {
  tasks: (at) => ({
    kind: at === 3 ? "repositories" : at % 2 === 0 ? "branches" : "pull_requests",
    repository: at === 3 ? null : `example-org/${["ledger", "mobile", "wallet"][at] ?? `payments-${at}`}`,
    url: "https://github.example.com/example-org/ledger",
    state: at < 2 ? "at_work" : at === 2 ? "trouble" : at === 4 ? "due" : "waiting",
    due_at: at < 5 ? null : ago(-at),
    lease_until: at < 2 ? ago(-1) : null,
    node: at < 2 ? `node-${at + 1}` : null,
    complete: at > 4,
    seen: 6_100,
    problem: at === 2 ? { code: "unavailable", message: "the host answered 502" } : null,
  }),
  deliveries: (at) => ({
    at: ago(at * 3),
    event: "push",
    outcome: ["update", "poke", "rejected", "ignored", "malformed"][at % 5] ?? "update",
    reason: [null, null, "bad_signature", "no_issue_key", "malformed"][at % 5] ?? null,
    network: at % 5 === 2 ? "198.51.100.0/24" : null,
    times: 14,
  }),
  requests: (at) => ({ at: ago(at * 2), method: "GET", endpoint: "/repos/{owner}/{repo}/commits", status: [200, 304, 502, 0][at % 4] ?? 200, bytes: 81_204, millis: 1_212, node: "node-1" }),
};

const HEALTH: Health = {
  here: "node-1",
  engine: "auto",
  nodes: [
    { name: "node-1", version: "0.1.0", engine: "wasm", engine_reason: "not_loaded", seen_at: ago(0.4), cleaned_at: ago(25) },
    { name: "node-2", version: "0.1.0", engine: "jni", engine_reason: null, seen_at: ago(1200), cleaned_at: null },
  ],
  queue: { at_work: 2, due: 3_726, waiting: 41, resting: 114, troubled: 3, given_up: 1, oldest_due: ago(14) },
  leases: [{ node: "node-1", tasks: 2, until: ago(-1) }],
  problems: [
    { connection: 3, name: "GitHub group", problem: { code: "auth_failed", message: "the host answered 401" }, at: ago(200) },
    { connection: 5, name: "GitHub platform", problem: { code: "unavailable", message: null }, at: ago(900) },
  ],
  rows: { connection: 8, repository: 4_692, branch: 2_310, commit: 48_120, pull_request: 9_844, link: 71_003, task: 9_385, delivery: 1_204, request: 88_120, smart_commit: 12 },
};

const PLAN: Imported = {
  applied: false,
  connections: [
    { name: "GitHub docs", change: "none", fields: [], needs: [], problem: null },
    {
      name: "GitHub main",
      change: "change",
      fields: [
        { field: "indexDaysLimit", before: 365, after: 30 },
        { field: "branches", before: ["release/*"], after: [] },
      ],
      needs: [],
      problem: null,
    },
    { name: "GitHub new", change: "create", fields: [{ field: "repoName", before: null, after: "GitHub new" }], needs: ["token"], problem: null },
  ],
};

const REFUSED: Imported = {
  applied: false,
  connections: [{ name: "GitHub docs", change: "change", fields: [], needs: [], problem: { code: "token_needed", message: "token: the address leads to another server, so enter it once more" } }],
};

const page = (path: string, query: URLSearchParams): LogPage<unknown> | null => {
  const log = /\/(tasks|deliveries|requests)$/.exec(path)?.[1] as keyof LogRows | undefined;
  if (log === undefined) return null;
  const first = Number(query.get("cursor") ?? "0");
  const rows = Array.from({ length: Math.min(Number(query.get("limit")), 120 - first) }, (_, at) => LOGS[log](first + at));
  return { rows, total: 120, next: first + rows.length < 120 ? String(first + rows.length) : null };
};

const FACTS: PreviewFacts = {
  projects: { keys: ["PAY", "SHOP", "DOC"], former: { OLDPAY: "PAY" } },
  instance_hosts: ["jira.example.com"],
  connections: [
    { id: 2, name: "GitHub main", host: "github", title: "GitHub", rules: { served: ["PAY"], ignored: ["PAY-1", "UTF"], key_pattern: "(PAY|SHOP)-.*" }, smart_commits: "vouched" },
    { id: 1, name: "GitHub docs", host: "github", title: "GitHub", rules: { served: null, ignored: [], key_pattern: "" }, smart_commits: "off" },
    { id: 9, name: "GitHub broken", host: "github", title: "GitHub", rules: { served: null, ignored: [], key_pattern: "(" }, smart_commits: "email" },
  ],
  hosts: [
    { name: "github", title: "GitHub" },
    { name: "gitlab", title: "GitLab" },
  ],
  hours_per_day: 8,
  days_per_week: 5,
};

/** What the server makes of two commits. */
const PREVIEW: PreviewOfCommits = {
  repository: "example-org/payments",
  requests: 3,
  delivery: null,
  rows: { repositories: [], branches: [], commits: [], pull_requests: [] },
  texts: [
    {
      field: "commit",
      name: "4f9c2ab",
      text: "PAY-142 Wait for Retry-After (UTF-8 safe)",
      keys: ["PAY-142"],
      occurrences: [{ key: "PAY-142", utf16: [0, 7], because: ["capitals", "known"] }],
      misses: [{ text: "UTF-8", utf16: [30, 35], code: "no_project", project: "UTF" }],
      truncated: false,
      commands: [],
      errors: [],
    },
    {
      field: "commit",
      name: "c02aa41",
      text: "oldpay-7, PAY-142: share the budget #time soon",
      keys: ["OLDPAY-7", "PAY-142"],
      occurrences: [
        { key: "OLDPAY-7", utf16: [0, 8], because: ["small_anchored", "known"] },
        { key: "PAY-142", utf16: [10, 17], because: ["capitals", "known"] },
      ],
      misses: [],
      truncated: false,
      commands: [],
      errors: [{ issue: "OLDPAY-7", command: "time", code: "InvalidDuration", utf16: [36, 41] }],
    },
  ],
};

/** The states, by name. */
export const STATES: Record<string, Answers> = {
  ...Object.fromEntries(Object.entries(PANELS).map(([name, answer]) => [`panel-${name}`, () => answer])),
  tab: (_, path, query) => (path.endsWith("/items") ? { body: items(query) } : { body: full }),
  "tab-broken": () => ({ status: 500, code: "internal", message: "something of ours went wrong" }),
  "tab-empty": () => ({ body: { issue: "PAY-142", total: { pull_requests: 0, branches: 0, commits: 0 }, repositories: [] } satisfies DevelopmentItems }),
  admin: administration(CONNECTIONS, PASSED),
  "admin-coreless": administration(CONNECTIONS, PASSED),
  "admin-empty": administration([], PASSED),
  "admin-failing": administration(CONNECTIONS, FAILED),
  "admin-broken": (_, path) => (path === "hosts" ? { body: { hosts: HOSTS } } : { status: 500, code: "internal", message: "something of ours went wrong" }),
  "admin-loading": (_, path) => (path === "hosts" ? { body: { hosts: HOSTS } } : "never"),
};

function administration(connections: Connection[], tested: TestResult): Answers {
  return (method, path, query, body) => {
    const listed = page(path, query);
    if (listed !== null) return { body: listed };
    if (path === "health") return { body: HEALTH };
    if (path === "configurations/import") return { body: tested.ok ? { ...PLAN, applied: query.get("mode") === "apply" } : REFUSED };
    if (path.endsWith("/explain")) return { body: EXPLAINED[(JSON.parse(body ?? "{}") as { text?: string }).text ?? ""] ?? UNKEPT };
    if (path === "hosts") return { body: { hosts: HOSTS } };
    if (path === "preview") return { body: method === "POST" ? { ...PREVIEW, texts: PREVIEW.texts.slice(0, 1) } : FACTS };
    if (path === "preview/commits") return { body: PREVIEW };
    if (path.endsWith("/smart-commits")) return { body: SMART_COMMITS };
    if (path === "configurations/test" || /^configurations\/\d+\/test$/.test(path)) return { body: tested };
    if (path === "configurations/removed") return { body: [{ id: 11, repoName: "GitHub left", rows_left: 48_274 }] satisfies Removed[] };
    if (path === "configurations") return { body: method === "POST" ? CONNECTIONS[1] : connections };
    if (path.endsWith("/secret")) {
      const place = { address: "k3ab3d", url: "https://jira.example.com/rest/jigit/1.0/webhooks/k3ab3d" };
      if (path.endsWith("/webhook/secret")) return { body: place };
      return { body: { ...place, secret: path.includes("/8/") ? null : "c41e-example-secret-9b20" } };
    }
    const id = Number(/^configurations\/(\d+)/.exec(path)?.[1]);
    const found = connections.find((each) => each.id === id);
    return found === undefined ? { status: 404, code: "unknown_connection", message: "there is no such connection" } : { body: found };
  };
}
