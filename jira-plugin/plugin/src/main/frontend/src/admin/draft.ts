// What a person has typed into the connection form, how it is checked, and what is sent of it.
import type { BranchStrategy, Connection, ConnectionInput, CredentialField, Host, SmartCommand, SmartCommitIdentity } from "../rest";
import type { Words } from "../words";

/** A stored secret reads back as this; sending it back keeps the stored one. */
export const MASK = "xxxxxxx";

/** The form's fields, as typed. */
export interface Draft {
  id: number | null;
  host: string;
  serverUrl: string;
  repoName: string;
  /** The kind of credential that is shown. */
  credential: string;
  username: string;
  appId: string;
  token: string;
  privateKey: string;
  repoType: string;
  repositoryId: string;
  includeSubgroups: boolean;
  repositoryPattern: string;
  repositoryExclude: string;
  /** One path per line. */
  repositories: string;
  branchStrategy: BranchStrategy;
  /** One name or mask per line. */
  branches: string;
  indexDaysLimit: number;
  indexPullRequests: boolean;
  projectKeys: string;
  ignoredKeys: string;
  keyPattern: string;
  /** Whether commands run, and what makes a user of Jira the author. */
  smartCommits: "OFF" | SmartCommitIdentity;
  smartCommitCommands: Allowed[];
  /** One address or network per line. */
  webhookSources: string;
  pollMinutes: string;
  timeoutSeconds: string;
  enabled: boolean;
  /** What is stored and sent as it is unless somebody types or chooses something else. */
  stored: Pick<Connection, "commitsPeriod" | "requestTimeout" | "defaultBranch" | "smartCommitIdentity" | "smartCommitCommands"> | null;
}

/** The commands that a project allows. */
export interface Allowed {
  project: string;
  commands: readonly SmartCommand[];
}

/** The commands in the order of the form. */
export const COMMANDS: readonly SmartCommand[] = ["comment", "time", "transition"];

/** The fields that kinds of credentials are made of. */
const CREDENTIAL = ["username", "appId", "token", "privateKey"] as const;
export type CredentialName = (typeof CREDENTIAL)[number];

export type FieldName =
  | "serverUrl"
  | "repoName"
  | CredentialName
  | "repositoryId"
  | "repositoryPattern"
  | "repositoryExclude"
  | "branches"
  | "projectKeys"
  | "smartCommitCommands"
  | "ignoredKeys"
  | "keyPattern"
  | "repositories"
  | "webhookSources"
  | "pollMinutes"
  | "timeoutSeconds";
export type Errors = Partial<Record<FieldName, string>>;

/** The fields that can be wrong, in the order of the form. */
export const FIELDS: readonly FieldName[] = [
  "serverUrl",
  "repoName",
  ...CREDENTIAL,
  "repositoryId",
  "repositoryPattern",
  "repositoryExclude",
  "branches",
  "projectKeys",
  "smartCommitCommands",
  "ignoredKeys",
  "keyPattern",
  "repositories",
  "webhookSources",
  "pollMinutes",
  "timeoutSeconds",
];

/** Strategies in the order of the form. */
export const STRATEGIES: readonly BranchStrategy[] = ["ALL", "DEFAULT", "SELECTED", "MASK"];

/** The kind of credential that a draft shows. */
export function kindOf(draft: Draft, host: Host): Host["credentials"][number] | undefined {
  return host.credentials.find(({ kind }) => kind === draft.credential) ?? host.credentials[0];
}

/** The fields of the kind that a draft shows, as far as this form knows them. */
export function fieldsOf(draft: Draft, host: Host): (CredentialField & { name: CredentialName })[] {
  const known = (field: CredentialField): field is CredentialField & { name: CredentialName } => CREDENTIAL.some((name) => name === field.name);
  return kindOf(draft, host)?.fields.filter(known) ?? [];
}

/** Whether the chosen scope has a name; everything has none. */
export function isNamed(draft: Draft, host: Host): boolean {
  return host.scopes.find(({ repo_type }) => repo_type === draft.repoType)?.example !== "";
}

/** Whether a strategy is about branches that one names. */
export function namesBranches(strategy: BranchStrategy): boolean {
  return strategy === "SELECTED" || strategy === "MASK";
}

/** A new connection to a host. */
export function fresh(host: Host): Draft {
  return {
    id: null,
    host: host.name,
    serverUrl: host.address_examples[0] ?? "",
    repoName: host.title,
    credential: host.credentials[0]?.kind ?? "",
    username: "",
    appId: "",
    token: "",
    privateKey: "",
    repoType: host.scopes[0]?.repo_type ?? "",
    repositoryId: "",
    includeSubgroups: host.scopes.some(({ nested }) => nested),
    repositoryPattern: "",
    repositoryExclude: "",
    repositories: "",
    branchStrategy: "ALL",
    branches: "",
    indexDaysLimit: 365,
    indexPullRequests: true,
    projectKeys: "",
    ignoredKeys: "",
    keyPattern: "",
    smartCommits: "OFF",
    smartCommitCommands: [],
    webhookSources: "",
    pollMinutes: "5",
    timeoutSeconds: "10",
    enabled: true,
    stored: null,
  };
}

/** The form of a stored connection. */
export function of(connection: Connection, host: Host): Draft {
  return {
    id: connection.id,
    host: host.name,
    serverUrl: connection.serverUrl,
    repoName: connection.repoName,
    credential: filled(connection, host),
    username: connection.username,
    appId: connection.appId,
    token: connection.token,
    privateKey: connection.privateKey,
    repoType: connection.repoType,
    repositoryId: connection.repositoryId,
    includeSubgroups: connection.includeSubgroups,
    repositoryPattern: connection.repositoryPattern,
    repositoryExclude: connection.repositoryExclude,
    repositories: connection.repositories.join("\n"),
    branchStrategy: connection.branchStrategy,
    branches: [...connection.branches, ...(namesBranches(connection.branchStrategy) ? [connection.defaultBranch] : [])].filter((name) => name !== "").join("\n"),
    indexDaysLimit: connection.indexDaysLimit,
    indexPullRequests: connection.indexPullRequests,
    projectKeys: connection.projectKeys.join(", "),
    ignoredKeys: connection.ignoredKeys.join(", "),
    keyPattern: connection.keyPattern,
    smartCommits: connection.smartCommitEnabled ? connection.smartCommitIdentity : "OFF",
    smartCommitCommands: Object.entries(connection.smartCommitCommands).map(([project, commands]) => ({ project, commands })),
    webhookSources: connection.webhookSources.join("\n"),
    pollMinutes: minutes(connection.commitsPeriod),
    timeoutSeconds: seconds(connection.requestTimeout),
    enabled: connection.enabled,
    stored: connection,
  };
}

/** The kind of credential whose fields are all there, the one with most of them first. */
function filled(connection: Connection, host: Host): string {
  const whole = host.credentials.filter(({ fields }) => fields.every(({ name }) => CREDENTIAL.some((field) => field === name && connection[field] !== "")));
  return whole.sort((a, b) => b.fields.length - a.fields.length)[0]?.kind ?? host.credentials[0]?.kind ?? "";
}

/** Another host: what still fits is kept, what belonged to the former is replaced. */
export function onHost(draft: Draft, from: Host | undefined, to: Host): Draft {
  const first = fresh(to);
  return {
    ...draft,
    host: to.name,
    serverUrl: from?.address_examples.includes(draft.serverUrl) || draft.serverUrl === "" ? first.serverUrl : draft.serverUrl,
    repoName: draft.repoName === from?.title ? first.repoName : draft.repoName,
    credential: first.credential,
    username: "",
    appId: "",
    token: "",
    privateKey: "",
    includeSubgroups: first.includeSubgroups,
    repoType: to.scopes.some(({ repo_type }) => repo_type === draft.repoType) ? draft.repoType : first.repoType,
  };
}

/** What is wrong, by field, in words. `taken` are the names of the other connections. */
export function check(draft: Draft, host: Host, taken: readonly string[], words: Words): Errors {
  const errors: Errors = {};
  const wrong = (field: FieldName, key: string) => {
    errors[field] ??= words.text(`form.error.${key}`);
  };
  if (!allowed(draft.serverUrl.trim())) wrong("serverUrl", "address");
  if (draft.repoName.trim() === "") wrong("repoName", "name");
  if (taken.some((name) => name.toLowerCase() === draft.repoName.trim().toLowerCase())) wrong("repoName", "taken");
  for (const field of fieldsOf(draft, host)) {
    if (draft[field.name].trim() === "") errors[field.name] = words.text("form.error.credential", { label: labelOf(field, host) });
  }
  if (isNamed(draft, host) && draft.repositoryId.trim() === "") wrong("repositoryId", "scope");
  if (namesBranches(draft.branchStrategy) && lines(draft.branches).length === 0) wrong("branches", draft.branchStrategy === "MASK" ? "masks" : "branches");
  if (keys(draft.projectKeys).some((key) => !PROJECT.test(key))) wrong("projectKeys", "projects");
  if (keys(draft.ignoredKeys).some((key) => !IGNORED.test(key))) wrong("ignoredKeys", "ignored");
  if (draft.smartCommits !== "OFF") {
    const projects = draft.smartCommitCommands.map(({ project }) => project.trim().toUpperCase()).filter((key) => key !== "");
    if (projects.some((key) => !PROJECT.test(key))) wrong("smartCommitCommands", "commands");
    if (new Set(projects).size < projects.length) wrong("smartCommitCommands", "twice");
  }
  if (lines(draft.webhookSources).some((line) => !/^([\d.]+|[\da-f:.]*:[\da-f:.]*)(\/\d{1,3})?$/i.test(line))) wrong("webhookSources", "sources");
  if (!(number(draft.pollMinutes) >= 0.01 && number(draft.pollMinutes) <= 10_080)) wrong("pollMinutes", "poll");
  if (!(number(draft.timeoutSeconds) >= 1 && number(draft.timeoutSeconds) <= 120)) wrong("timeoutSeconds", "timeout");
  return errors;
}

/** What a field is called: the only one of the only kind has the kind's name. */
export function labelOf(field: CredentialField, host: Host): string {
  const [kind] = host.credentials;
  return kind !== undefined && host.credentials.length === 1 && kind.fields.length === 1 ? kind.label : field.label;
}

/** What is sent. */
export function input(draft: Draft, host: Host): ConnectionInput {
  return {
    ...(draft.id === null ? {} : { id: draft.id }),
    repoName: draft.repoName.trim(),
    serverUrl: draft.serverUrl.trim(),
    serviceType: host.service_types[0] ?? host.name,
    ...credential(draft, host),
    repoType: draft.repoType,
    repositoryId: isNamed(draft, host) ? draft.repositoryId.trim() : "",
    includeSubgroups: draft.includeSubgroups && host.scopes.some(({ repo_type, nested }) => nested && repo_type === draft.repoType),
    repositoryPattern: draft.repositoryPattern.trim(),
    repositoryExclude: draft.repositoryExclude.trim(),
    repositories: lines(draft.repositories),
    ...branches(draft),
    enabled: draft.enabled,
    requestTimeout: kept(draft.stored?.requestTimeout, seconds, draft.timeoutSeconds) ?? Math.round(number(draft.timeoutSeconds) * 1000),
    commitsPeriod: kept(draft.stored?.commitsPeriod, minutes, draft.pollMinutes) ?? Math.round(number(draft.pollMinutes) * 60_000),
    indexDaysLimit: draft.indexDaysLimit,
    indexPullRequests: draft.indexPullRequests,
    projectKeys: keys(draft.projectKeys),
    ignoredKeys: keys(draft.ignoredKeys),
    keyPattern: draft.keyPattern.trim(),
    ...smartCommits(draft),
    webhookSources: lines(draft.webhookSources),
  };
}

/** The fields of the chosen kind; those of other kinds are emptied, so that the choice counts. */
function credential(draft: Draft, host: Host): Pick<ConnectionInput, CredentialName> {
  const own = fieldsOf(draft, host).map(({ name }) => name);
  const value = (name: CredentialName) => (own.includes(name) ? draft[name].trim() : "");
  return { username: value("username"), appId: value("appId"), token: value("token"), privateKey: value("privateKey") };
}

/** The branches that were typed; a stored default branch stays one as long as it is among them. */
function branches(draft: Draft): Pick<ConnectionInput, "branchStrategy" | "branches" | "defaultBranch"> {
  const typed = lines(draft.branches);
  const known = draft.stored?.defaultBranch ?? "";
  const kept = !namesBranches(draft.branchStrategy) || typed.includes(known);
  return {
    branchStrategy: draft.branchStrategy,
    branches: typed.filter((name) => !(kept && name === known)),
    defaultBranch: kept ? known : "",
  };
}

/** What is sent of smart commits; while they are off, the rest stays as it was. */
function smartCommits({ smartCommits: chosen, smartCommitCommands, stored }: Draft): Pick<ConnectionInput, "smartCommitEnabled" | "smartCommitIdentity" | "smartCommitCommands"> {
  if (chosen === "OFF") {
    return { smartCommitEnabled: false, smartCommitIdentity: stored?.smartCommitIdentity ?? "VOUCHED", smartCommitCommands: stored?.smartCommitCommands ?? {} };
  }
  const named = smartCommitCommands.map(({ project, commands }) => [project.trim().toUpperCase(), COMMANDS.filter((command) => commands.includes(command))] as const);
  return { smartCommitEnabled: true, smartCommitIdentity: chosen, smartCommitCommands: Object.fromEntries(named.filter(([project]) => project !== "")) };
}

/** Whether what is typed makes Jigit read again what it knows: other keys count now, or other commits. */
export function readsAgain(before: ConnectionInput, after: ConnectionInput): boolean {
  const fields = ["branchStrategy", "branches", "defaultBranch", "indexDaysLimit", "projectKeys", "ignoredKeys", "keyPattern"] as const;
  return fields.some((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

function lines(text: string): string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()))].filter((line) => line !== "");
}

/** The field that a refusal of the server is about, if it says so. */
export function fieldOf(name: string | undefined): FieldName | null {
  const known: Record<string, FieldName> = { commitsPeriod: "pollMinutes", requestTimeout: "timeoutSeconds" };
  const field = name === undefined ? undefined : (known[name] ?? name);
  return FIELDS.find((candidate) => candidate === field) ?? null;
}

/** Keys between commas or spaces, in capitals. */
export function keys(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((key) => key.toUpperCase())
    .filter((key) => key !== "");
}

function minutes(ms: number): string {
  return String(Math.round(ms / 600) / 100);
}

function seconds(ms: number): string {
  return String(Math.round(ms / 10) / 100);
}

/** The stored number when what is typed is how it was shown. */
function kept(stored: number | undefined, shown: (ms: number) => string, typed: string): number | undefined {
  return stored !== undefined && shown(stored) === typed ? stored : undefined;
}

function number(text: string): number {
  return /^\s*\d+([.,]\d+)?\s*$/.test(text) ? Number(text.replace(",", ".")) : Number.NaN;
}

/** HTTPS; plain HTTP only to this machine, which the server in turn allows only where it is set up so. */
function allowed(url: string): boolean {
  return /^https:\/\/[^/?#@\s]+([/][^\s]*)?$/i.test(url) || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/\S*)?$/i.test(url);
}

/** A project's key. */
export const PROJECT = /^[A-Z][A-Z0-9_]+$/;
/** A project's key or an issue's. */
const IGNORED = /^[A-Z][A-Z0-9_]+(-\d+)?$/;
