// One connection: what it is doing, what went wrong, and what can be done about it.
import { Bar, Button, Foreign, Note, Time } from "../parts";
import type { Connection, Host } from "../rest";
import { useLive, useScreen } from "../screen";
import { Menu } from "../menu";
import { useActions } from "./actions";
import { About } from "./connections";
import { Awaited, Heading, hostOf } from "./page";
import { Newest } from "./logs";
import { go } from "./route";
import { NewestSmartCommits } from "./smart_commits";
import { atWork, isGoing, LastWebhook, Problem, RequestsLeft, StatusLine, StatusLozenge } from "./status";
import { Why } from "./why";

/** The page. */
export function Detail({ hosts, id }: { hosts: Host[]; id: number }) {
  const { words, rest } = useScreen();
  const live = useLive(
    (signal) => rest.connection(id, signal),
    (data) => (data && atWork(data) ? 5_000 : 30_000),
    [id],
  );
  const actions = useActions(live.reload, () => go({ page: "connections" }));
  const connection = live.data;
  if (connection === null) return <Awaited live={live} />;
  const host = hostOf(hosts, connection.serviceType);
  return (
    <>
      <div class="jigit-head">
        <div>
          <Heading title={connection.repoName} above={[]} />
          <StatusLozenge connection={connection} />
          <About connection={connection} host={host} />
        </div>
        <div class="jigit-buttons">
          <Button onClick={() => actions.test(connection)}>{words.text("admin.test")}</Button>
          {connection.enabled ? <Button onClick={() => actions.ask("read_again", connection)}>{words.text("admin.read_again")}</Button> : null}
          <Button onClick={() => go({ page: "edit", id })}>{words.text("admin.edit")}</Button>
          <Menu label={words.text("admin.actions", { name: connection.repoName })} entries={actions.entries(connection, true)} />
        </div>
      </div>
      {actions.shown}
      <Problem connection={connection} host={host} />
      <Cancelled connection={connection} />
      <Progress connection={connection} onCancel={() => actions.ask("cancel", connection)} />
      <Why id={id} />
      <Hidden connection={connection} />
      <section class="jigit-facts">
        <div class="jigit-box">
          <h2>{words.text("admin.column.pace")}</h2>
          <RequestsLeft connection={connection} />
        </div>
        <div class="jigit-box">
          <h2>{words.text("admin.column.webhook")}</h2>
          <LastWebhook connection={connection} />
        </div>
      </section>
      {LOGS.map((log) => (
        <Newest key={log} id={id} log={log} />
      ))}
      <NewestSmartCommits connection={connection} />
    </>
  );
}

const LOGS = ["tasks", "deliveries", "requests"] as const;

/** What is not listed any more, and since when. */
function Hidden({ connection: { hidden } }: { connection: Connection }) {
  const { words } = useScreen();
  if (hidden === undefined || hidden.count === 0) return null;
  const more = hidden.count - hidden.repositories.length;
  return (
    <details class="jigit-box">
      <summary>
        <h2 class="jigit-inline">{words.count("detail.hidden", hidden.count)}</h2>
      </summary>
      <p class="jigit-small jigit-subtle">{words.text("detail.hidden.help")}</p>
      <ul class="jigit-hidden-list">
        {hidden.repositories.map(({ full_name, since }) => (
          <li key={full_name}>
            <Foreign>{full_name}</Foreign>{" "}
            <span class="jigit-small jigit-subtle">{words.rich("detail.hidden.since", { time: <Time at={since} form="inside" /> })}</span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p class="jigit-small jigit-subtle">{words.count("detail.hidden.more", more)}</p> : null}
    </details>
  );
}

/** That somebody cancelled the reading, and what is missing since. */
function Cancelled({ connection: { progress } }: { connection: Connection }) {
  const { words } = useScreen();
  const cancelled = progress?.cancelled;
  if (!cancelled) return null;
  const time = (at: string) => <Time at={at} form="inside" />;
  return (
    <Note kind="information">
      <p>
        <strong>{words.rich("detail.cancelled", { time: time(cancelled.at) })}</strong> {words.richCount("detail.cancelled.missing", cancelled.repositories, { time: time(cancelled.since) })}
      </p>
    </Note>
  );
}

function Progress({ connection, onCancel }: { connection: Connection; onCancel: () => void }) {
  const { words } = useScreen();
  const { progress } = connection;
  if (progress === null) return null;
  const { done, total } = progress.repositories;
  const working = atWork(connection);
  return (
    <section class="jigit-box">
      <h2>{words.text("detail.progress")}</h2>
      {working && total !== null && total > 0 ? <Bar value={done} max={total} label={words.text("admin.progress.label")} /> : null}
      <p>
        <StatusLine connection={connection} />
      </p>
      <dl class="jigit-numbers">
        {(["branches", "commits", "pull_requests", "kept"] as const).map((kind) => (
          <div key={kind}>
            <dt>{words.text(`detail.${kind}`)}</dt>
            <dd>{words.number(progress[kind])}</dd>
          </div>
        ))}
      </dl>
      {working ? <p class="jigit-small jigit-subtle">{words.text("detail.so_far")}</p> : null}
      {connection.enabled && isGoing(connection) ? <Button onClick={onCancel}>{words.text("admin.cancel")}</Button> : null}
    </section>
  );
}
