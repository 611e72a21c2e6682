// The place in the Git tab that the address names, so that it survives a reload and can be sent to somebody.
import type { Kind } from "../rest";

/** What the tab shows. */
export interface Place {
  kind: Kind | "all";
  /** One repository with all its rows of the kind. */
  repository: string;
  text: string;
  merges: boolean;
}

export const EVERYTHING: Place = { kind: "all", repository: "", text: "", merges: false };

/** Reads a place from the fragment of an address. */
export function read(fragment: string): Place {
  const [name, query] = fragment.replace(/^#/, "").split("?", 2);
  if (name !== NAME || query === undefined) return EVERYTHING;
  const search = new URLSearchParams(query);
  const kind = search.get("kind");
  return {
    kind: kind === "pull_requests" || kind === "branches" || kind === "commits" ? kind : "all",
    repository: search.get("repository") ?? "",
    text: search.get("text") ?? "",
    merges: search.get("merges") === "true",
  };
}

/** Whether a fragment names a place in the tab. */
export function isNamed(fragment: string): boolean {
  return fragment.startsWith(`#${NAME}?`);
}

/** The fragment of a place. */
export function write(place: Place): string {
  const search = new URLSearchParams();
  if (place.kind !== "all") search.set("kind", place.kind);
  if (place.repository !== "") search.set("repository", place.repository);
  if (place.text !== "") search.set("text", place.text);
  if (place.merges) search.set("merges", "true");
  const query = search.toString();
  return query === "" ? "" : `#${NAME}?${query}`;
}

/** The address of a kind in the Git tab of an issue. */
export function link(base: string, issue: string, kind: Kind): string {
  return `${base}/browse/${encodeURIComponent(issue)}?page=${encodeURIComponent(TAB)}${write({ ...EVERYTHING, kind })}`;
}

const NAME = "git";
/** The tab's module: plugin key and module key, as in the plugin's descriptor. */
const TAB = "org.jigit.jira:git-tab";
