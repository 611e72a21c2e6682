// What a person has typed into the connection form, how it is checked, and what is sent of it.
import type { Connection, ConnectionInput, Host } from "../rest";
import type { Words } from "../words";

/** A stored secret reads back as this; sending it back keeps the stored one. */
export const MASK = "xxxxxxx";

/** The form's fields, as typed. */
export interface Draft {
  id: number | null;
  host: string;
  serverUrl: string;
  repoName: string;
  token: string;
  repoType: string;
  repositoryId: string;
  indexDaysLimit: number;
  indexPullRequests: boolean;
  projectKeys: string;
  pollMinutes: string;
  timeoutSeconds: string;
  enabled: boolean;
  /** The stored waiting times: sent as they are unless somebody types another number. */
  stored: { commitsPeriod: number; requestTimeout: number } | null;
}

export type FieldName = "serverUrl" | "repoName" | "token" | "repositoryId" | "projectKeys" | "pollMinutes" | "timeoutSeconds";
export type Errors = Partial<Record<FieldName, string>>;

/** The fields that can be wrong, in the order of the form. */
export const FIELDS: readonly FieldName[] = ["serverUrl", "repoName", "token", "repositoryId", "projectKeys", "pollMinutes", "timeoutSeconds"];

/** A new connection to a host. */
export function fresh(host: Host): Draft {
  return {
    id: null,
    host: host.name,
    serverUrl: host.address_examples[0] ?? "",
    repoName: host.title,
    token: "",
    repoType: host.scopes[0]?.repo_type ?? "",
    repositoryId: "",
    indexDaysLimit: 365,
    indexPullRequests: true,
    projectKeys: "",
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
    token: connection.token,
    repoType: connection.repoType,
    repositoryId: connection.repositoryId,
    indexDaysLimit: connection.indexDaysLimit,
    indexPullRequests: connection.indexPullRequests,
    projectKeys: connection.projectKeys.join(", "),
    pollMinutes: minutes(connection.commitsPeriod),
    timeoutSeconds: seconds(connection.requestTimeout),
    enabled: connection.enabled,
    stored: { commitsPeriod: connection.commitsPeriod, requestTimeout: connection.requestTimeout },
  };
}

/** Another host: what still fits is kept, what belonged to the former is replaced. */
export function onHost(draft: Draft, from: Host | undefined, to: Host): Draft {
  const first = fresh(to);
  return {
    ...draft,
    host: to.name,
    serverUrl: from?.address_examples.includes(draft.serverUrl) || draft.serverUrl === "" ? first.serverUrl : draft.serverUrl,
    repoName: draft.repoName === from?.title ? first.repoName : draft.repoName,
    token: "",
    repoType: to.scopes.some(({ repo_type }) => repo_type === draft.repoType) ? draft.repoType : first.repoType,
  };
}

/** What is wrong, by field, in words. `taken` are the names of the other connections. */
export function check(draft: Draft, taken: readonly string[], words: Words): Errors {
  const errors: Errors = {};
  const wrong = (field: FieldName, key: string) => {
    errors[field] ??= words.text(`form.error.${key}`);
  };
  if (!allowed(draft.serverUrl.trim())) wrong("serverUrl", "address");
  if (draft.repoName.trim() === "") wrong("repoName", "name");
  if (taken.some((name) => name.toLowerCase() === draft.repoName.trim().toLowerCase())) wrong("repoName", "taken");
  if (draft.token === "") wrong("token", "token");
  if (draft.repositoryId.trim() === "") wrong("repositoryId", "scope");
  if (keys(draft).some((key) => !/^[A-Z][A-Z0-9_]+$/.test(key))) wrong("projectKeys", "projects");
  if (!(number(draft.pollMinutes) >= 0.01 && number(draft.pollMinutes) <= 10_080)) wrong("pollMinutes", "poll");
  if (!(number(draft.timeoutSeconds) >= 1 && number(draft.timeoutSeconds) <= 120)) wrong("timeoutSeconds", "timeout");
  return errors;
}

/** What is sent. */
export function input(draft: Draft, host: Host): ConnectionInput {
  return {
    ...(draft.id === null ? {} : { id: draft.id }),
    repoName: draft.repoName.trim(),
    serverUrl: draft.serverUrl.trim(),
    serviceType: host.service_types[0] ?? host.name,
    token: draft.token,
    repoType: draft.repoType,
    repositoryId: draft.repositoryId.trim(),
    enabled: draft.enabled,
    requestTimeout: kept(draft.stored?.requestTimeout, seconds, draft.timeoutSeconds) ?? Math.round(number(draft.timeoutSeconds) * 1000),
    commitsPeriod: kept(draft.stored?.commitsPeriod, minutes, draft.pollMinutes) ?? Math.round(number(draft.pollMinutes) * 60_000),
    indexDaysLimit: draft.indexDaysLimit,
    indexPullRequests: draft.indexPullRequests,
    projectKeys: keys(draft),
  };
}

/** The field that a refusal of the server is about, if it says so. */
export function fieldOf(name: string | undefined): FieldName | null {
  const known: Record<string, FieldName> = { commitsPeriod: "pollMinutes", requestTimeout: "timeoutSeconds" };
  const field = name === undefined ? undefined : (known[name] ?? name);
  return FIELDS.find((candidate) => candidate === field) ?? null;
}

function keys(draft: Draft): string[] {
  return draft.projectKeys
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
