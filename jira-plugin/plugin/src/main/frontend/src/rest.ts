// Talks to Jigit's REST resources: the shapes of their answers, and one small client.

/** A moment as RFC 3339 text. */
export type Moment = string;

export interface Counted {
  count: number;
  latest: Moment | null;
}

export type PullRequestState = "open" | "draft" | "merged" | "closed";

/** `GET issues/{key}/development`: what the panel shows. */
export interface Development {
  issue: string;
  summary: {
    branches: Counted;
    commits: Counted;
    pull_requests: Counted & { states: Record<PullRequestState, number> };
  };
  newest: { kind: ItemKind; title: string; author: string | null; at: Moment | null; url: string | null; state?: PullRequestState | null } | null;
  reading: { share: number | null; eta_seconds: number | null } | null;
  stale: { host: string; last_read: Moment | null }[];
  /** How many hosts serve the project, where the server says so. */
  hosts?: number;
  connected: boolean;
  can: { administer: boolean };
}

export type ItemKind = "branch" | "commit" | "pull_request";
export type Kind = "pull_requests" | "branches" | "commits";

export interface Repository {
  id: string;
  name: string;
  full_name: string;
  owner_id: string | null;
  url: string | null;
  default_branch: string | null;
}

export interface Branch {
  name: string;
  head: string | null;
  deleted: boolean;
  url?: string | null;
  /** When its newest known commit was made. */
  at?: Moment | null;
  issue_keys: string[];
}

export interface Commit {
  sha: string;
  message: string;
  /** Whether the stored message is only the beginning of the whole one. */
  message_cut?: boolean;
  author: string | null;
  authored_at: Moment | null;
  committed_at: Moment | null;
  parents: string[] | null;
  url: string | null;
  issue_keys: string[];
  /** Since when no branch leads to it, and the branch that was rewritten or deleted then. */
  unreachable_since?: Moment | null;
  unreachable_by?: string | null;
  /** What became of the commands in its message. */
  smart_commits?: SmartResult[];
}

/** What became of one command of a commit message. */
export interface SmartResult {
  command: string;
  /** The command as it was written. */
  text: string;
  state: "done" | "failed" | "waiting" | "interrupted" | "skipped";
  /** The user that it ran as. */
  user: string | null;
  code: string | null;
  params?: Params | null;
  /** Milliseconds since the epoch. */
  at?: number | null;
}

export interface PullRequest {
  id: string | null;
  number: number;
  title: string;
  description: string | null;
  state: PullRequestState;
  source_branch: string | null;
  target_branch: string | null;
  author: string | null;
  author_id: string | null;
  created_at: Moment | null;
  updated_at: Moment | null;
  merged_at: Moment | null;
  closed_at: Moment | null;
  url: string | null;
  issue_keys: string[];
}

export interface Items<T> {
  total: number;
  items: T[];
  next?: string | null;
}

export interface Group {
  repository: Repository;
  host: { name: string; title: string; state: string | null; last_read?: Moment | null };
  pull_requests: Items<PullRequest>;
  branches: Items<Branch>;
  commits: Items<Commit>;
}

/** `GET issues/{key}/development/items`: what the tab shows. */
export interface DevelopmentItems {
  issue: string;
  total: { branches: number; commits: number; pull_requests: number };
  repositories: Group[];
}

/** What the tab asks for. */
export interface ItemsQuery {
  kind?: Kind | undefined;
  repository?: string | undefined;
  q?: string | undefined;
  merges?: boolean | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

export type StatusState = "up_to_date" | "reading" | "cancelled" | "waiting" | "unreachable" | "paused" | "disabled" | "stopped";

/** Whose commits are read. */
export type BranchStrategy = "ALL" | "DEFAULT" | "SELECTED" | "MASK";

/** What makes a user of Jira the author of a commit. */
export type SmartCommitIdentity = "VOUCHED" | "EMAIL";

/** A command of a commit message. */
export type SmartCommand = "comment" | "time" | "transition";

/** What a person may write of a connection. */
export interface ConnectionInput {
  id?: number;
  repoName: string;
  serverUrl: string;
  serviceType: string;
  username: string;
  appId: string;
  token: string;
  privateKey: string;
  repoType: string;
  repositoryId: string;
  includeSubgroups: boolean;
  repositoryPattern: string;
  repositoryExclude: string;
  repositories: string[];
  branchStrategy: BranchStrategy;
  branches: string[];
  defaultBranch: string;
  enabled: boolean;
  requestTimeout: number;
  commitsPeriod: number;
  indexDaysLimit: number;
  indexPullRequests: boolean;
  projectKeys: string[];
  /** Keys and projects that are never linked. */
  ignoredKeys: string[];
  /** A regular expression that a key has to match as a whole. */
  keyPattern: string;
  smartCommitEnabled: boolean;
  smartCommitIdentity: SmartCommitIdentity;
  /** The commands that a project allows; one that is not named allows all. */
  smartCommitCommands: Record<string, SmartCommand[]>;
  webhookSources: string[];
}

/** A connection as `GET configurations` gives it. */
export interface Connection extends ConnectionInput {
  id: number;
  status: { state: StatusState; code: string | null; at: Moment | null; params?: Params | null; message?: string | null };
  progress: {
    repositories: { done: number; total: number | null };
    /** A reading that was cancelled: when, what is older is missing, and of how many repositories. */
    cancelled?: { at: Moment; since: Moment; repositories: number } | null;
    branches: number;
    commits: number;
    pull_requests: number;
    kept: number;
    eta_seconds: number | null;
  } | null;
  pace: { limit: number | null; remaining: number | null; resets_at: Moment | null } | null;
  last_delivery: { at: Moment; event: string | null; outcome: string; reason: string | null } | null;
  refused_today: number;
  webhook: { address: string | null; has_secret: boolean };
  /** Repositories that are not listed any more: how many, and the newest of them. */
  hidden?: { count: number; repositories: { full_name: string; since: Moment | null }[] };
}

/** `GET configurations/removed`: a connection whose rows are being removed. */
export interface Removed {
  id: number;
  repoName: string;
  rows_left: number;
}

/** What can be done to a connection that reads. */
export type Action = "enable" | "disable" | "pause" | "resume" | "reindex" | "cancel";

/** Parameters of an error or a check: an object, or a list of names and values. */
export type Params = Record<string, unknown> | { name: string; value: unknown }[];

export interface Check {
  id: string;
  result: "passed" | "warning" | "failed" | "skipped";
  code: string | null;
  params?: Params | null;
  message: string | null;
  ms?: number | null;
}

export interface TestResult {
  checks: Check[];
  ok: boolean;
}

export interface WebhookSecret {
  address: string;
  url: string;
  /** Absent for hosts that prove nothing, and for a secret of one's own. */
  secret?: string | null;
}

/** One field of a kind of credential, by its name in the configuration. */
export interface CredentialField {
  name: string;
  label: string;
  secret: boolean;
  multiline: boolean;
}

/** `GET configurations/{id}/smart-commits`: commits with commands, newest first. */
export interface SmartCommits {
  commits: {
    sha: string;
    url: string | null;
    repository: string;
    /** The first line. */
    message: string;
    at: number | null;
    results: (SmartResult & { issue: string })[];
  }[];
  total: number;
}

/** `POST configurations/{id}/explain`: what a text is about, and why it is missing or where it is. */
export interface Explained {
  about: { kind: "branch" | "commit" | "issue" | "pull_request" | "repository"; name: string; repository: string | null };
  answers: { code: string; params?: Params | null; message: string }[];
}

export interface TaskRow {
  kind: "repositories" | "branches" | "pull_requests";
  repository: string | null;
  url: string | null;
  state: "at_work" | "trouble" | "given_up" | "due" | "waiting";
  /** Null when somebody asked for it: it is the next. */
  due_at: Moment | null;
  lease_until: Moment | null;
  node: string | null;
  complete: boolean;
  seen: number;
  problem: { code: string; message: string | null } | null;
}

export interface DeliveryRow {
  at: Moment;
  event: string | null;
  outcome: string;
  reason: string | null;
  /** Where refused ones came from, counted by the hour. */
  network: string | null;
  times: number;
}

export interface RequestRow {
  at: Moment;
  method: string;
  endpoint: string;
  /** 0 when there was no answer. */
  status: number;
  bytes: number;
  millis: number;
  node: string | null;
}

/** The lists of a connection. */
export interface LogRows {
  tasks: TaskRow;
  deliveries: DeliveryRow;
  requests: RequestRow;
}

export type Log = keyof LogRows;

/** `GET configurations/{id}/{log}`: a page, and where the next one begins. */
export interface LogPage<T> {
  rows: T[];
  total: number;
  next: string | null;
}

/** What may run the core. */
export type Engine = "wasm" | "jni" | "auto";

/** `GET health`: how the app fares as a whole. */
export interface Health {
  /** The node that answers. */
  here: string;
  /** What should run the core. */
  engine: Engine;
  nodes: { name: string; version: string; engine: string; engine_reason: string | null; seen_at: Moment; cleaned_at: Moment | null }[];
  queue: { at_work: number; due: number; waiting: number; resting: number; troubled: number; given_up: number; oldest_due: Moment | null };
  leases: { node: string; tasks: number; until: Moment }[];
  problems: { connection: number; name: string; problem: { code: string; message: string | null }; at: Moment }[];
  /** Rows of each table. */
  rows: Record<string, number>;
}

/** `POST configurations/import`: what a file would change, or has changed. */
export interface Imported {
  applied: boolean;
  connections: {
    name: string;
    change: "create" | "change" | "none";
    fields: { field: string; before: unknown; after: unknown }[];
    /** The secrets that somebody has to enter. */
    needs: string[];
    problem: { code: string; message: string } | null;
  }[];
}

/** What a text to try is. */
export type PreviewField = "commit" | "branch" | "pr_title" | "pr_body";

/** A connection's rules for keys. */
export interface KeyRules {
  /** The projects that it serves; null for all. */
  served: string[] | null;
  /** Keys and projects that it never links. */
  ignored: string[];
  /** What a key has to match as a whole; empty for anything. */
  key_pattern: string;
}

/** What the core is asked about a text or a webhook that somebody tries. */
export interface PreviewRequest {
  message: "preview";
  texts: { field: PreviewField; text: string; name: string | null }[];
  /** The host of a webhook. */
  host: string | null;
  headers: { name: string; value: string }[];
  known_projects: string[] | null;
  instance_hosts: string[] | null;
  rules: KeyRules;
  hours_per_day: number;
  days_per_week: number;
}

/** A range in UTF-16 units: the places of a JavaScript string. */
export type Range = [start: number, end: number];

/** A key that counts. */
export interface Occurrence {
  key: string;
  utf16: Range;
  /** How it is written, then where it stands if that matters, then why its project is one. */
  because: string[];
}

/** A look-alike that does not count. */
export interface Miss {
  text: string;
  utf16: Range;
  code: string;
  project: string;
}

/** A command that would run. */
export type PreviewCommand = { issue: string; utf16: Range } & (
  | { command: "comment"; args: { body: string } }
  | { command: "time"; args: { time: string; seconds: number; comment: string | null } }
  | { command: "transition"; args: { name: string; comment: string | null } }
);

/** One text that was looked at. */
export interface PreviewText {
  field: PreviewField;
  /** What it is called where there are several: a commit's id, a branch, a pull request's number. */
  name: string | null;
  text: string;
  keys: string[];
  occurrences: Occurrence[];
  misses: Miss[];
  /** Whether a part was left out: too many keys, or too long a text. */
  truncated: boolean;
  commands: PreviewCommand[];
  errors: { issue: string; command: string; code: string; utf16: Range }[];
}

/** What a text or a webhook would become. */
export interface Preview {
  texts: PreviewText[];
  delivery: { event: string | null; delivery_id: string | null; outcome: string; reason: string | null; error: { message: string; at?: string | null } | string | null } | null;
  rows: Record<"repositories" | "branches" | "commits" | "pull_requests", Record<string, unknown>[]>;
}

/** `POST preview/commits`: the same for the newest commits of a connection. */
export interface PreviewOfCommits extends Preview {
  repository: string;
  requests: number;
}

/** `GET preview`: what has to be known to try a text in the browser. */
export interface PreviewFacts {
  projects: { keys: string[]; former: Record<string, string> };
  instance_hosts: string[] | null;
  connections: { id: number; name: string; host: string; title: string; rules: KeyRules; smart_commits: "off" | "email" | "vouched" }[];
  hosts: { name: string; title: string }[];
  hours_per_day: number;
  days_per_week: number;
}

/** A host as the core describes it: the form is drawn from it. */
export interface Host {
  name: string;
  title: string;
  service_types: string[];
  address_examples: string[];
  credentials: { kind: string; label: string; help: string; fields: CredentialField[] }[];
  scopes: { repo_type: string; label: string; example: string; nested: boolean }[];
  rights: { name: string; reason: string }[];
  webhook: { events: string[]; steps: string[]; proof: "none" | "signed" | "shared_secret"; checked: string; proved: string; not_proved: string };
}

/** A refused or failed request, in the words of the server. */
export class RestError extends Error {
  constructor(
    /** The status, 0 when there was no answer. */
    readonly status: number,
    /** The stable code. */
    readonly code: string,
    /** The server's English sentence, if it sent one. */
    readonly sentence: string | null,
    readonly params: Params | null,
    /** What to tell an administrator, if the server gave one. */
    readonly reference: string | null,
  ) {
    super(sentence ?? code);
  }
}

/** One client per page. */
export class Rest {
  constructor(private readonly base: string) {}

  development(issue: string, signal: AbortSignal): Promise<Development> {
    return this.send("GET", `issues/${encodeURIComponent(issue)}/development`, undefined, signal);
  }

  items(issue: string, query: ItemsQuery, signal: AbortSignal): Promise<DevelopmentItems> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== "") search.set(name, String(value));
    }
    const text = search.toString();
    return this.send("GET", `issues/${encodeURIComponent(issue)}/development/items${text ? `?${text}` : ""}`, undefined, signal);
  }

  async hosts(signal: AbortSignal): Promise<Host[]> {
    const described = await this.send<{ hosts: Host[] }>("GET", "hosts", undefined, signal);
    return described.hosts;
  }

  connections(signal: AbortSignal): Promise<Connection[]> {
    return this.send("GET", "configurations", undefined, signal);
  }

  connection(id: number, signal: AbortSignal): Promise<Connection> {
    return this.send("GET", `configurations/${id}`, undefined, signal);
  }

  save(input: ConnectionInput): Promise<Connection> {
    return input.id === undefined
      ? this.send("POST", "configurations", input)
      : this.send("PUT", `configurations/${input.id}`, input);
  }

  remove(id: number): Promise<void> {
    return this.send("DELETE", `configurations/${id}`);
  }

  removed(signal: AbortSignal): Promise<Removed[]> {
    return this.send("GET", "configurations/removed", undefined, signal);
  }

  act(id: number, action: Action, mode?: "hard"): Promise<unknown> {
    return action === "cancel" ? this.send("DELETE", `configurations/${id}/reindex`) : this.send("POST", `configurations/${id}/${action}`, { mode });
  }

  test(input: ConnectionInput): Promise<TestResult> {
    return this.send("POST", "configurations/test", input);
  }

  testSaved(id: number): Promise<TestResult> {
    return this.send("POST", `configurations/${id}/test`, {});
  }

  newSecret(id: number): Promise<WebhookSecret> {
    return this.send("POST", `configurations/${id}/secret`, {});
  }

  ownSecret(id: number, secret: string): Promise<WebhookSecret> {
    return this.send("POST", `configurations/${id}/webhook/secret`, { secret });
  }

  smartCommits(id: number, signal: AbortSignal): Promise<SmartCommits> {
    return this.send("GET", `configurations/${id}/smart-commits`, undefined, signal);
  }

  explain(id: number, text: string): Promise<Explained> {
    return this.send("POST", `configurations/${id}/explain`, { text });
  }

  log<L extends Log>(id: number, log: L, cursor: string | null, limit: number, signal: AbortSignal): Promise<LogPage<LogRows[L]>> {
    return this.send("GET", `configurations/${id}/${log}?limit=${limit}${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`, undefined, signal);
  }

  chooseEngine(engine: Engine): Promise<Health> {
    return this.send("PUT", "health/engine", { engine });
  }

  health(signal: AbortSignal): Promise<Health> {
    return this.send("GET", "health", undefined, signal);
  }

  importFile(mode: "plan" | "apply", file: unknown): Promise<Imported> {
    return this.send("POST", `configurations/import?mode=${mode}`, file);
  }

  /** The address of something to keep as a file. */
  address(path: string): string {
    return `${this.base}/rest/jigit/1.0/${path}`;
  }

  previewFacts(signal: AbortSignal): Promise<PreviewFacts> {
    return this.send("GET", "preview", undefined, signal);
  }

  preview(head: PreviewRequest, body: string): Promise<Preview> {
    return this.send("POST", "preview", { ...head, body });
  }

  previewCommits(connection: number): Promise<PreviewOfCommits> {
    return this.send("POST", "preview/commits", { connection });
  }

  private async send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (method !== "GET") headers["X-Atlassian-Token"] = "no-check";
    if (body !== undefined) headers["Content-Type"] = "application/json";
    let answer: Response;
    try {
      answer = await fetch(this.address(path), {
        method,
        headers,
        credentials: "same-origin",
        cache: "no-store",
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      });
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new RestError(0, "no_answer", null, null, null);
    }
    const text = await answer.text();
    if (!answer.ok) throw refusal(answer, text);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }
}

function refusal(answer: Response, text: string): RestError {
  try {
    const { error } = JSON.parse(text) as { error: { code: string; message?: string; params?: Params; reference?: string } };
    return new RestError(answer.status, error.code, error.message ?? null, error.params ?? null, error.reference ?? null);
  } catch {
    // Not ours: Jira itself, or a proxy, answered.
    return new RestError(answer.status, `http_${answer.status}`, null, null, null);
  }
}

/** Parameters as an object, whichever way they came. */
export function named(params: Params | null | undefined): Record<string, string> {
  const pairs = Array.isArray(params) ? params.map(({ name, value }) => [name, value] as const) : Object.entries(params ?? {});
  return Object.fromEntries(pairs.map(([name, value]) => [name, value === null || value === undefined ? "" : String(value)]));
}
