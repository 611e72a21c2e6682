// The pages behind "Git connections", as the address's fragment names them.
import { useEffect, useState } from "preact/hooks";

/** A page. */
export type Route =
  | { page: "connections" | "health" | "import" }
  | { page: "add"; host: string | null }
  | { page: "try"; connection: number | null }
  | { page: "detail" | (typeof PARTS)[number]; id: number };

/** The pages behind the one of a connection. */
const PARTS = ["edit", "webhook", "smart-commits", "tasks", "deliveries", "requests"] as const;

/** Reads a page from a fragment. */
export function read(fragment: string): Route {
  const [first = "", second] = fragment.replace(/^#\/?/, "").split("/");
  if (first === "add") return { page: "add", host: second ?? null };
  if (first === "health" || first === "import") return { page: first };
  if (first === "try") return { page: "try", connection: number(second) };
  const id = number(first);
  if (id === null) return { page: "connections" };
  return { page: PARTS.find((part) => part === second) ?? "detail", id };
}

function number(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/** The fragment of a page. */
export function write(route: Route): string {
  switch (route.page) {
    case "connections":
      return "#/";
    case "health":
    case "import":
      return `#/${route.page}`;
    case "add":
      return route.host === null ? "#/add" : `#/add/${encodeURIComponent(route.host)}`;
    case "try":
      return route.connection === null ? "#/try" : `#/try/${route.connection}`;
    case "detail":
      return `#/${route.id}`;
    default:
      return `#/${route.id}/${route.page}`;
  }
}

/** Goes to a page, so that the browser's back button leads back. */
export function go(route: Route): void {
  location.hash = write(route);
}

/** The page that the address names. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => read(location.hash));
  useEffect(() => {
    const follow = () => setRoute(read(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return route;
}
