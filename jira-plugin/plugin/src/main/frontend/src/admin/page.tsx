// The administration page "Git connections": chooses the part that the address names and loads what all of them need.
import { useEffect, useRef, useState } from "preact/hooks";
import { Note, TextButton } from "../parts";
import { RestError, type Connection, type Host, type WebhookSecret } from "../rest";
import { useLive, useScreen, type Live } from "../screen";
import { Connections } from "./connections";
import { Detail } from "./detail";
import { Add, Edit } from "./form";
import { Health } from "./health";
import { AllRows } from "./logs";
import type { Core } from "./preview/checker";
import { Try } from "./preview/page";
import { useRoute, write, type Route } from "./route";
import { AllSmartCommits } from "./smart_commits";
import { Import } from "./transfer";
import { Webhook } from "./webhook";

/** All pages of the administration; `core` is where the browser finds the core. */
export function Page({ core }: { core: Core | null }) {
  const { rest } = useScreen();
  const route = useRoute();
  const hosts = useLive((signal) => rest.hosts(signal), () => null, []);
  // A secret is shown once: it lives here, in memory, until the page is left.
  const [secret, setSecret] = useState<{ id: number; value: WebhookSecret } | null>(null);
  const address = write(route);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else document.querySelector<HTMLElement>(".jigit-admin h1")?.focus();
  }, [address]);

  if (hosts.data === null) return <Awaited live={hosts} />;
  return <Part key={address} core={core} route={route} hosts={hosts.data} secret={secret} onSecret={setSecret} />;
}

function Part({
  core,
  route,
  hosts,
  secret,
  onSecret,
}: {
  core: Core | null;
  route: Route;
  hosts: Host[];
  secret: { id: number; value: WebhookSecret } | null;
  onSecret: (secret: { id: number; value: WebhookSecret } | null) => void;
}) {
  switch (route.page) {
    case "connections":
      return <Connections hosts={hosts} />;
    case "add":
      return <Add hosts={hosts} host={route.host} onSecret={onSecret} />;
    case "edit":
      return <Edit hosts={hosts} id={route.id} onSecret={onSecret} />;
    case "webhook":
      return <Webhook hosts={hosts} id={route.id} secret={secret?.id === route.id ? secret.value : null} onSecret={onSecret} />;
    case "smart-commits":
      return <AllSmartCommits id={route.id} />;
    case "health":
      return <Health />;
    case "import":
      return <Import />;
    case "tasks":
    case "deliveries":
    case "requests":
      return <AllRows id={route.id} log={route.page} />;
    case "try":
      return <Try core={core} connection={route.connection} />;
    case "detail":
      return <Detail hosts={hosts} id={route.id} />;
  }
}

/** What stands there while the first answer is awaited, or when it failed. */
export function Awaited({ live }: { live: Live<unknown> }) {
  const { words } = useScreen();
  if (live.error !== null) return <LoadFailed error={live.error} onRetry={live.reload} />;
  return live.slow ? <p role="status">{words.text("admin.loading")}</p> : null;
}

/** What to say when nothing could be loaded. */
export function LoadFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { words } = useScreen();
  const status = error instanceof RestError ? error.status : 0;
  const key = { 0: "no_answer", 401: "session", 403: "forbidden", 404: "gone" }[status] ?? "failed";
  const reference = error instanceof RestError ? error.reference : null;
  return (
    <Note kind="danger" alert>
      {words.text(`admin.load.${key}`)} <TextButton onClick={onRetry}>{words.text("common.retry")}</TextButton>
      {reference === null ? null : <div class="jigit-small">{words.rich("common.reference", { reference: <code>{reference}</code> })}</div>}
    </Note>
  );
}

/** The ways between the pages that belong to no connection. */
export function Tabs({ chosen }: { chosen: "connections" | "try" | "health" }) {
  const { words } = useScreen();
  const tabs = [
    { page: "connections", label: words.text("admin.tab.connections"), route: { page: "connections" } },
    { page: "try", label: words.text("try.title"), route: { page: "try", connection: null } },
    { page: "health", label: words.text("health.title"), route: { page: "health" } },
  ] as const;
  return (
    <nav class="jigit-tabs" aria-label={words.text("admin.title")}>
      {tabs.map(({ page, label, route }) => (
        <a key={page} href={write(route)} aria-current={page === chosen ? "page" : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}

/** The title of a page, and the way back to it: the list, and the connection that it is about. */
export function Heading({ title, above }: { title: string; above?: Pick<Connection, "id" | "repoName">[] }) {
  const { words } = useScreen();
  return (
    <>
      {above === undefined ? null : (
        <nav class="jigit-trail" aria-label={words.text("admin.trail")}>
          <a href={write({ page: "connections" })}>{words.text("admin.title")}</a>
          {above.map(({ id, repoName }) => (
            <span key={id}>
              <span aria-hidden="true"> / </span>
              <a href={write({ page: "detail", id })}>
                <bdi>{repoName}</bdi>
              </a>
            </span>
          ))}
        </nav>
      )}
      <h1 tabIndex={-1}>
        <bdi>{title}</bdi>
      </h1>
    </>
  );
}

/** The host of a connection, by any of the names that `serviceType` may have. */
export function hostOf(hosts: Host[], serviceType: string): Host | undefined {
  const wanted = serviceType.toLowerCase();
  return hosts.find((host) => host.name.toLowerCase() === wanted || host.service_types.some((type) => type.toLowerCase() === wanted));
}
