// How a connection is: its lozenge, its progress, the requests it has left, its last webhook, and what a person has to do.
import { Bar, Lozenge, Note, Time, type NoteKind, type Tone } from "../parts";
import { named, type Connection, type Host, type StatusState } from "../rest";
import { useScreen } from "../screen";
import { clock, parse, timeLeft } from "../time";
import { go } from "./route";

/** States in the order of the list: who needs somebody comes first. */
export const ORDER: readonly StatusState[] = ["stopped", "reading", "waiting", "unreachable", "cancelled", "up_to_date", "paused", "disabled"];

const TONES: Record<StatusState, Tone> = {
  up_to_date: "success",
  reading: "current",
  cancelled: "moved",
  waiting: "moved",
  unreachable: "moved",
  paused: "default",
  disabled: "default",
  stopped: "error",
};

/** Whether a person has to act. */
export function needsYou(connection: Connection): boolean {
  return connection.status.state === "stopped" || refused(connection);
}

/** Whether it works by itself at something. */
export function atWork(connection: Connection): boolean {
  return !needsYou(connection) && (connection.status.state === "reading" || connection.status.state === "waiting");
}

/** Whether something is being read that can be cancelled. */
export function isGoing({ progress }: Connection): boolean {
  const { repositories, cancelled } = progress ?? {};
  if (!repositories) return false;
  return repositories.total === null ? !cancelled : repositories.done + (cancelled?.repositories ?? 0) < repositories.total;
}

function refused(connection: Connection): boolean {
  return connection.refused_today > 0 && connection.last_delivery?.outcome === "rejected";
}

export function StatusLozenge({ connection }: { connection: Connection }) {
  const { words } = useScreen();
  const { state } = connection.status;
  if (state !== "stopped" && refused(connection)) {
    return (
      <Lozenge tone="moved" bold>
        {words.text("admin.state.webhooks_refused")}
      </Lozenge>
    );
  }
  return (
    <Lozenge tone={TONES[state] ?? "default"} bold={state === "stopped"}>
      {words.text(`common.state.${state}`)}
    </Lozenge>
  );
}

/** Lozenge, bar and one or two grey lines. */
export function Status({ connection }: { connection: Connection }) {
  const { words } = useScreen();
  const { status, progress } = connection;
  const reading = status.state === "reading" || status.state === "waiting";
  const repositories = progress?.repositories;
  const known = repositories !== undefined && repositories.total !== null && repositories.total > 0;
  return (
    <>
      <StatusLozenge connection={connection} />
      {reading && known ? (
        <Bar value={repositories.done} max={repositories.total ?? 1} label={words.text("admin.progress.label")} />
      ) : null}
      <div class="jigit-small jigit-subtle">
        <StatusLine connection={connection} />
      </div>
    </>
  );
}

/** What it is doing, in a line or two. */
export function StatusLine({ connection }: { connection: Connection }) {
  const { words } = useScreen();
  const { status, progress } = connection;
  const repositories = progress?.repositories;
  const time = <Time at={status.at} form="inside" />;
  const done =
    repositories === undefined || repositories.total === null || repositories.total === 0
      ? null
      : words.count("admin.progress", repositories.total, {
          done: repositories.done,
          share: words.percent(repositories.done / repositories.total),
        });
  switch (status.state) {
    case "reading":
      return (
        <>
          {done ?? words.text("admin.progress.listing")}
          <br />
          {words.text("admin.progress.left", { left: timeLeft(progress?.eta_seconds ?? null, words) })}
        </>
      );
    case "waiting": {
      const at = parse(status.at ?? connection.pace?.resets_at);
      return (
        <>
          {done}
          {done === null ? null : <br />}
          {at === null ? words.text("admin.waiting") : words.text("admin.waiting.until", { time: clock(at, words) })}
        </>
      );
    }
    case "cancelled":
      return (
        <>
          {done}
          {done === null ? null : <br />}
          {words.rich("admin.cancelled", { time: <Time at={progress?.cancelled?.at} form="inside" /> })}
        </>
      );
    case "unreachable":
      return <>{status.at ? words.rich("admin.unreachable.since", { time }) : words.text("admin.unreachable")}</>;
    case "stopped":
      return done === null ? null : <>{words.text("admin.stopped.at", { done })}</>;
    case "up_to_date":
      if (status.code !== null) return <>{words.rich("admin.trouble", { message: <bdi>{status.message ?? status.code}</bdi> })}</>;
      return status.at ? <>{words.rich("admin.checked", { time: <Time at={status.at} /> })}</> : null;
    default:
      return status.at ? <>{words.rich("admin.last_read", { time })}</> : null;
  }
}

/** Requests left in the host's window. */
export function RequestsLeft({ connection }: { connection: Connection }) {
  const { words } = useScreen();
  const { pace } = connection;
  if (pace === null || (pace.limit === null && pace.remaining === null)) {
    return <span class="jigit-subtle">{words.text("admin.pace.unknown")}</span>;
  }
  const resets = parse(pace.resets_at);
  const { limit, remaining } = pace;
  return (
    <>
      {limit === null || remaining === null
        ? words.number(remaining ?? limit ?? 0)
        : words.rich("admin.pace", { remaining: words.number(remaining), limit: <span class="jigit-subtle">{words.number(limit)}</span> })}
      {limit === null || remaining === null ? null : (
        <Bar value={remaining} max={limit} look={`jigit-budget${remaining * 10 < limit ? " jigit-budget-low" : ""}`} label={words.text("admin.pace.label")} />
      )}
      {resets === null ? null : <div class="jigit-small jigit-subtle">{words.text("admin.pace.resets", { time: clock(resets, words) })}</div>}
    </>
  );
}

/** The last webhook, or how fresh things are without one. */
export function LastWebhook({ connection }: { connection: Connection }) {
  const { words } = useScreen();
  const { last_delivery: last } = connection;
  if (last === null) {
    const minutes = Math.max(1, Math.round(connection.commitsPeriod / 60_000));
    return (
      <>
        {words.text("admin.webhook.none")}
        <div class="jigit-small jigit-subtle">{words.count("admin.webhook.polled", minutes)}</div>
      </>
    );
  }
  const outcome = words.has(`admin.outcome.${last.outcome}`) ? words.text(`admin.outcome.${last.outcome}`) : last.outcome;
  return (
    <>
      <Time at={last.at} />
      <div class="jigit-small jigit-subtle">
        {last.event === null ? outcome : words.rich("admin.webhook.last", { event: <bdi>{last.event}</bdi>, outcome })}
      </div>
      {connection.refused_today > 0 ? <div class="jigit-small jigit-subtle">{words.count("admin.webhook.refused", connection.refused_today)}</div> : null}
    </>
  );
}

/** What happened, what it means, what to do; only where a person has to act. */
export function Problem({ connection, host, id }: { connection: Connection; host: Host | undefined; id?: string }) {
  if (connection.status.state === "stopped") return <Stopped connection={connection} host={host} {...(id ? { id } : {})} />;
  if (refused(connection)) return <Refused connection={connection} {...(id ? { id } : {})} />;
  return null;
}

function Stopped({ connection, host, id }: { connection: Connection; host: Host | undefined; id?: string }) {
  const { words } = useScreen();
  const { status } = connection;
  const code = status.code ?? "unknown";
  const values = {
    host: host?.title ?? connection.serverUrl,
    scope: connection.repositoryId || connection.repoName,
    ...named(status.params),
  };
  const key = words.has(`problem.${code}.what`) ? `problem.${code}` : "problem.other";
  return (
    <Note kind={"danger" satisfies NoteKind} {...(id ? { id } : {})}>
      <p>
        <strong>{words.text(`${key}.what`, values)}</strong>{" "}
        {status.at ? words.rich("problem.since", { time: <Time at={status.at} form="inside" /> }) : null}{" "}
        {words.text("problem.kept")}
      </p>
      {key === "problem.other" && status.message ? (
        <p>
          <bdi>{status.message}</bdi>
        </p>
      ) : null}
      <p>{words.text(`${key}.do`, values)}</p>
      {host !== undefined && code === "forbidden" ? <Rights host={host} /> : null}
      <p>
        <button type="button" class="aui-button" onClick={() => go({ page: "edit", id: connection.id })}>
          {words.text(code === "auth_failed" || code === "secret_unreadable" ? "admin.replace_token" : "admin.edit")}
        </button>
      </p>
    </Note>
  );
}

function Refused({ connection, id }: { connection: Connection; id?: string }) {
  const { words } = useScreen();
  const minutes = Math.max(1, Math.round(connection.commitsPeriod / 60_000));
  return (
    <Note kind="warning" {...(id ? { id } : {})}>
      <p>
        <strong>{words.text("problem.webhooks.what")}</strong> {words.count("problem.webhooks.refused", connection.refused_today)}{" "}
        {words.count("problem.webhooks.kept", minutes)}
      </p>
      <p>
        <button type="button" class="aui-button" onClick={() => go({ page: "webhook", id: connection.id })}>
          {words.text("admin.new_secret")}
        </button>
      </p>
    </Note>
  );
}

/** The rights that the host's credential needs, each with its reason. */
export function Rights({ host }: { host: Host }) {
  return (
    <dl class="jigit-rights">
      {host.rights.map((right) => (
        <div key={right.name}>
          <dt>{right.name}</dt>
          <dd>{right.reason}</dd>
        </div>
      ))}
    </dl>
  );
}
