// What a person tries: a text of some kind or a webhook, with which projects and whose rules, and what the core is asked about it.
import type { KeyRules, PreviewFacts, PreviewField, PreviewRequest } from "../../rest";
import { keys } from "../draft";

/** What can be tried. */
export type Kind = PreviewField | "webhook";
export const KINDS: readonly Kind[] = ["commit", "branch", "pr_title", "pr_body", "webhook"];

/** Which projects there are: this Jira's, those that one types, or nobody knows. */
export type Projects = "jira" | "these" | "unknown";
export const PROJECTS: readonly Projects[] = ["jira", "these", "unknown"];

/** What is typed and chosen. */
export interface Trial {
  kind: Kind;
  text: string;
  /** One `Name: value` per line. */
  headers: string;
  body: string;
  host: string;
  projects: Projects;
  these: string;
  /** The connection whose rules count; null for none. */
  connection: number | null;
}

/** A question to the core: the head of a message and the body of a webhook. */
export interface Asked {
  head: PreviewRequest;
  body: string;
}

const NO_RULES: KeyRules = { served: null, ignored: [], key_pattern: "" };

/** An empty trial, with the rules of a connection if there is such a one. */
export function begin(facts: PreviewFacts, connection: number | null): Trial {
  const chosen = of(facts, connection);
  return {
    kind: "commit",
    text: "",
    headers: "",
    body: "",
    host: chosen?.host ?? facts.hosts[0]?.name ?? "",
    projects: "jira",
    these: "",
    connection: chosen?.id ?? null,
  };
}

/** The connection whose rules count. */
export function of(facts: PreviewFacts, connection: number | null): PreviewFacts["connections"][number] | undefined {
  return facts.connections.find(({ id }) => id === connection);
}

/** Whether there is nothing to look at yet. */
export function isEmpty(trial: Trial): boolean {
  return (trial.kind === "webhook" ? trial.body : trial.text).trim() === "";
}

/** The keys of this Jira: current and former ones. */
export function known({ projects }: PreviewFacts): string[] {
  return [...new Set([...projects.keys, ...Object.keys(projects.former)])];
}

/** What the core is asked. */
export function ask(trial: Trial, facts: PreviewFacts): Asked {
  const webhook = trial.kind === "webhook";
  return {
    head: {
      message: "preview",
      texts: trial.kind === "webhook" ? [] : [{ field: trial.kind, text: trial.text, name: null }],
      host: webhook ? trial.host : null,
      headers: webhook ? headers(trial.headers).sound : [],
      known_projects: { jira: known(facts), these: keys(trial.these), unknown: null }[trial.projects],
      instance_hosts: facts.instance_hosts,
      rules: of(facts, trial.connection)?.rules ?? NO_RULES,
      hours_per_day: facts.hours_per_day,
      days_per_week: facts.days_per_week,
    },
    body: webhook ? trial.body : "",
  };
}

/** The headers that are typed, and the numbers of the lines that are none. */
export function headers(text: string): { sound: { name: string; value: string }[]; wrong: number[] } {
  const sound: { name: string; value: string }[] = [];
  const wrong: number[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    const [, name, value] = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*:(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) sound.push({ name, value: value.trim() });
    else if (line.trim() !== "") wrong.push(at + 1);
  }
  return { sound, wrong };
}
