// The list of connections: is all well; if not, which one needs somebody and what is to be done.
import { useRef, useState } from "preact/hooks";
import { Button, Lozenge, TextButton, Time, Toggles } from "../parts";
import type { Connection, Host, Removed } from "../rest";
import { useLive, useScreen } from "../screen";
import { Menu } from "../menu";
import { useActions } from "./actions";
import { HostChoice } from "./form_parts";
import { Heading, hostOf, LoadFailed, Tabs } from "./page";
import { go, write } from "./route";
import { atWork, LastWebhook, needsYou, ORDER, Problem, RequestsLeft, Status } from "./status";

type Filter = "all" | "need" | "work" | "paused";

/** The list, live. */
export function Connections({ hosts }: { hosts: Host[] }) {
  const { words, rest } = useScreen();
  const live = useLive(
    (signal) => Promise.all([rest.connections(signal), rest.removed(signal)]),
    (data) => (data?.[0].some(atWork) || data?.[1].length ? 5_000 : 30_000),
    [],
  );
  const [text, setText] = useState("");
  const [filter, setFilter] = useState<Filter>("all");
  const [order, setOrder] = useState<number[]>([]);
  const actions = useActions(live.reload);
  if (live.data === null) {
    return (
      <>
        <Tabs chosen="connections" />
        <Heading title={words.text("admin.title")} />
        {live.error !== null ? <LoadFailed error={live.error} onRetry={live.reload} /> : live.slow ? <Loading /> : null}
      </>
    );
  }
  const [all, removed] = live.data;
  if (all.length === 0) {
    return (
      <>
        <Tabs chosen="connections" />
        <Heading title={words.text("admin.title")} />
        {actions.shown}
        <Empty hosts={hosts} />
        <Removing removed={removed} />
        <AsFile any={false} />
      </>
    );
  }
  const wanted = sorted(all);
  const { rows, moved } = settle(order, wanted);
  if (order.length === 0 || order.length !== rows.length) setTimeout(() => setOrder(rows.map(({ id }) => id)));
  const shown = rows.filter((connection) => matches(connection, filter, text, hostOf(hosts, connection.serviceType)));
  const count = (test: (connection: Connection) => boolean) => all.filter(test).length;
  return (
    <>
      <Tabs chosen="connections" />
      <div class="jigit-head">
        <Heading title={words.text("admin.title")} />
        <Button primary onClick={() => go({ page: "add", host: null })}>
          {words.text("admin.add")}
        </Button>
      </div>
      <Summary connections={all} at={live.at} failed={live.error !== null} />
      {actions.shown}
      <div class="jigit-filter">
        <input
          type="search"
          class="text jigit-field"
          value={text}
          placeholder={words.text("admin.filter")}
          aria-label={words.text("admin.filter")}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <Toggles<Filter>
          label={words.text("admin.filter.label")}
          chosen={filter}
          onChoose={setFilter}
          options={[
            { value: "all", label: words.text("admin.filter.all", { count: all.length }) },
            { value: "need", label: words.text("admin.filter.need", { count: count(needsYou) }) },
            { value: "work", label: words.text("admin.filter.work", { count: count(atWork) }) },
            { value: "paused", label: words.text("admin.filter.paused", { count: count(({ status }) => status.state === "paused") }) },
          ]}
        />
        {moved ? <TextButton onClick={() => setOrder(wanted.map(({ id }) => id))}>{words.text("admin.order")}</TextButton> : null}
      </div>
      {shown.length === 0 ? (
        <p role="status">
          {words.text("admin.filter.none")}{" "}
          <TextButton
            onClick={() => {
              setText("");
              setFilter("all");
            }}
          >
            {words.text("common.clear")}
          </TextButton>
        </p>
      ) : (
        <Table connections={shown} hosts={hosts} menu={(connection) => actions.entries(connection, false)} />
      )}
      <Removing removed={removed} />
      <AsFile any />
    </>
  );
}

function Summary({ connections, at, failed }: { connections: Connection[]; at: Date | null; failed: boolean }) {
  const { words } = useScreen();
  const groups: [string, (connection: Connection) => boolean][] = [
    ["need", needsYou],
    ["work", atWork],
    ...ORDER.slice(ORDER.indexOf("unreachable")).map((state): [string, (connection: Connection) => boolean] => [state, (connection) => !needsYou(connection) && connection.status.state === state]),
  ];
  const said = groups
    .map(([key, test]) => [key, connections.filter(test).length] as const)
    .filter(([, count]) => count > 0)
    .map(([key, count]) => words.count(`admin.summary.${key}`, count));
  const list = new Intl.ListFormat(words.locale, { type: "unit", style: "short" }).format(said);
  return (
    <p class="jigit-subtle">
      <span role="status">{words.count("admin.summary", connections.length, { list })}</span>{" "}
      {failed && at !== null
        ? words.rich("admin.summary.stale", { time: <Time at={at.toISOString()} form="inside" /> })
        : at === null
          ? null
          : words.rich("admin.summary.at", { time: <Time at={at.toISOString()} /> })}
    </p>
  );
}

function Table({ connections, hosts, menu }: { connections: Connection[]; hosts: Host[]; menu: (connection: Connection) => import("../menu").Entry[] }) {
  const { words } = useScreen();
  return (
    <table class="jigit-table" role="table" aria-label={words.text("admin.title")}>
      <thead role="rowgroup">
        <tr role="row">
          {["connection", "status", "pace", "webhook"].map((column) => (
            <th key={column} role="columnheader" scope="col">
              {words.text(`admin.column.${column}`)}
            </th>
          ))}
          <th role="columnheader" scope="col">
            <span class="jigit-hidden">{words.text("admin.column.actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {connections.map((connection) => (
          <Row key={connection.id} connection={connection} host={hostOf(hosts, connection.serviceType)} entries={menu(connection)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ connection, host, entries }: { connection: Connection; host: Host | undefined; entries: import("../menu").Entry[] }) {
  const { words } = useScreen();
  const note = `jigit-note-${connection.id}`;
  const needed = needsYou(connection);
  return (
    <>
      <tr role="row" class={needed ? "jigit-row-noted" : undefined}>
        <th role="rowheader" scope="row">
          <a href={write({ page: "detail", id: connection.id })} aria-describedby={needed ? note : undefined}>
            <bdi>{connection.repoName}</bdi>
          </a>
          <About connection={connection} host={host} />
        </th>
        <td role="cell">
          <Status connection={connection} />
        </td>
        <td role="cell" data-label={words.text("admin.column.pace")}>
          <RequestsLeft connection={connection} />
        </td>
        <td role="cell" data-label={words.text("admin.column.webhook")}>
          <LastWebhook connection={connection} />
        </td>
        <td role="cell" class="jigit-cell-menu">
          <Menu label={words.text("admin.actions", { name: connection.repoName })} entries={entries} />
        </td>
      </tr>
      {needed ? (
        <tr role="row" class="jigit-row-note">
          <td role="cell" colSpan={5}>
            <Problem connection={connection} host={host} id={note} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** Host and address, scope and repositories, projects: the grey lines below a name. */
export function About({ connection, host }: { connection: Connection; host: Host | undefined }) {
  const { words } = useScreen();
  const scope = host?.scopes.find(({ repo_type }) => repo_type === connection.repoType);
  const total = connection.progress?.repositories.total ?? null;
  const projects = connection.projectKeys;
  return (
    <div class="jigit-small jigit-subtle jigit-about">
      {host?.title ?? connection.serviceType}, <bdi>{address(connection.serverUrl)}</bdi>
      <br />
      {connection.repositoryId === "" ? scope?.label : <bdi>{connection.repositoryId}</bdi>}
      {total !== null && connection.repoType !== "SingleRepository" ? `, ${words.count("admin.repositories", total)}` : null}
      {". "}
      {projects.length === 0 ? words.text("admin.projects.all") : words.count("admin.projects", projects.length, { keys: projects.join(", ") })}
    </div>
  );
}

/** The connections whose rows are being removed, and those that are done since the page was opened. */
export function Removing({ removed }: { removed: Removed[] }) {
  const { words } = useScreen();
  const names = useRef(new Map<number, string>());
  for (const { id, repoName } of removed) names.current.set(id, repoName);
  const done = [...names.current].filter(([id]) => !removed.some((each) => each.id === id));
  if (names.current.size === 0) return null;
  return (
    <section class="jigit-found">
      <h2>{words.text("admin.removed")}</h2>
      <ul class="jigit-hidden-list">
        {removed.map(({ id, repoName, rows_left }) => (
          <li key={id}>
            <bdi>{repoName}</bdi> <Lozenge tone="default">{words.text("admin.removing")}</Lozenge>{" "}
            <span class="jigit-small jigit-subtle">{words.count("admin.removing.left", rows_left)}</span>
          </li>
        ))}
      </ul>
      <div role="status">
        {done.map(([id, name]) => (
          <p key={id}>{words.text("admin.removed.done", { name })}</p>
        ))}
      </div>
    </section>
  );
}

function Empty({ hosts }: { hosts: Host[] }) {
  const { words } = useScreen();
  const [chosen, setChosen] = useState(hosts[0]?.name ?? "");
  return (
    <div class="jigit-empty">
      <h2>{words.text("admin.empty.title")}</h2>
      <p>{words.text("admin.empty.text")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go({ page: "add", host: chosen });
        }}
      >
        <HostChoice hosts={hosts} chosen={chosen} onChoose={setChosen} legend={words.text("admin.empty.which")} examples />
        <div class="jigit-buttons">
          <Button primary submit>
            {words.text("admin.continue")}
          </Button>
        </div>
      </form>
      <section class="jigit-box">
        <h3>{words.text("admin.need.title")}</h3>
        <ul>
          <li>{words.text("admin.need.token")}</li>
          <li>{words.text("admin.need.network")}</li>
          <li>{words.text("admin.need.webhook")}</li>
        </ul>
      </section>
    </div>
  );
}

/** The ways of connections out of this Jira and into it. */
function AsFile({ any }: { any: boolean }) {
  const { words, rest } = useScreen();
  return (
    <div class="jigit-buttons">
      <a href={write({ page: "import" })}>{words.text("form.import")}</a>
      {any ? (
        <a href={rest.address("configurations/export")} download>
          {words.text("form.export")}
        </a>
      ) : null}
    </div>
  );
}

function Loading() {
  const { words } = useScreen();
  return (
    <div role="status">
      <span class="jigit-hidden">{words.text("admin.loading")}</span>
      {[1, 2, 3, 4, 5].map((row) => (
        <span key={row} class="jigit-loading jigit-loading-row" />
      ))}
    </div>
  );
}

/** The order of the list: who needs somebody first, then by state, then by name. */
export function sorted(connections: Connection[]): Connection[] {
  const rank = ({ status: { state } }: Connection) => ORDER.indexOf(state);
  const place = (connection: Connection) => (needsYou(connection) ? Math.min(rank(connection), 0.5) : 1 + rank(connection));
  return [...connections].sort((a, b) => place(a) - place(b) || a.repoName.localeCompare(b.repoName));
}

/** Keeps rows where they are while the page is looked at; new ones come last. */
export function settle(order: number[], wanted: Connection[]): { rows: Connection[]; moved: boolean } {
  if (order.length === 0) return { rows: wanted, moved: false };
  const known = order.map((id) => wanted.find((connection) => connection.id === id)).filter((connection) => connection !== undefined);
  const rows = [...known, ...wanted.filter((connection) => !order.includes(connection.id))];
  return { rows, moved: rows.some((connection, at) => connection.id !== wanted[at]?.id) };
}

function matches(connection: Connection, filter: Filter, text: string, host: Host | undefined): boolean {
  if (filter === "need" && !needsYou(connection)) return false;
  if (filter === "work" && !atWork(connection)) return false;
  if (filter === "paused" && connection.status.state !== "paused") return false;
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return true;
  return [connection.repoName, connection.serverUrl, connection.repositoryId, host?.title ?? "", ...connection.projectKeys].some((part) => part.toLowerCase().includes(wanted));
}

/** The server of an address, as it is spoken of. */
export function address(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
