// The lists of a connection: its tasks, the webhook deliveries that came, the requests that were sent.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Foreign, HostLink, Lozenge, Time, type Tone } from "../parts";
import type { DeliveryRow, Log, LogPage, LogRows, RequestRow, TaskRow } from "../rest";
import { useLive, useScreen, type Screen } from "../screen";
import { Listing } from "./listing";
import { Awaited, Heading } from "./page";
import { write } from "./route";

/** How one kind of list is shown. */
interface Look<T> {
  columns: string[];
  cells: (row: T, screen: Screen) => ComponentChildren[];
}

const TONES: Record<string, Tone> = { at_work: "current", trouble: "moved", given_up: "removed", update: "success", poke: "success", rejected: "removed", malformed: "removed" };

const LOOKS: { [L in Log]: Look<LogRows[L]> } = {
  tasks: {
    columns: ["task", "state", "due", "node"],
    cells: (row: TaskRow, { words }) => [
      row.repository === null
        ? words.text("log.kind.repositories")
        : words.rich(`log.kind.${row.kind}`, {
            repository: (
              <HostLink url={row.url}>
                <Foreign>{row.repository}</Foreign>
              </HostLink>
            ),
          }),
      <>
        <Lozenge tone={TONES[row.state] ?? "default"}>{words.text(`log.state.${row.state}`)}</Lozenge>{" "}
        <span class="jigit-small jigit-subtle">{row.problem ? <Foreign>{row.problem.message ?? row.problem.code}</Foreign> : row.complete ? null : words.text("log.seen", { count: row.seen })}</span>
      </>,
      row.state === "at_work" ? words.rich("log.until", { time: <Time at={row.lease_until} form="inside" /> }) : row.due_at === null ? words.text("log.now") : <Time at={row.due_at} form="fact" />,
      <Foreign>{row.node ?? ""}</Foreign>,
    ],
  },
  deliveries: {
    columns: ["time", "event", "result", "reason"],
    cells: (row: DeliveryRow, { words }) => [
      <Time at={row.at} form="log" />,
      <Foreign>{row.event ?? ""}</Foreign>,
      <Lozenge tone={TONES[row.outcome] ?? "default"}>{words.has(`admin.outcome.${row.outcome}`) ? words.text(`admin.outcome.${row.outcome}`) : row.outcome}</Lozenge>,
      <>
        {row.reason === null ? null : words.has(`try.reason.${row.reason}`) ? words.text(`try.reason.${row.reason}`) : <code>{row.reason}</code>}{" "}
        {row.network === null ? null : words.rich("log.network", { network: <bdi>{row.network}</bdi>, times: words.number(row.times) })}
      </>,
    ],
  },
  requests: {
    columns: ["time", "request", "status", "bytes", "ms", "node"],
    cells: (row: RequestRow, { words }) => [
      <Time at={row.at} form="log" />,
      <code>
        <Foreign>{`${row.method} ${row.endpoint}`}</Foreign>
      </code>,
      row.status === 0 ? words.text("log.silence") : String(row.status),
      words.number(row.bytes),
      words.number(row.millis),
      <Foreign>{row.node ?? ""}</Foreign>,
    ],
  },
};

function Rows<L extends Log>({ log, rows }: { log: L; rows: LogRows[L][] }) {
  const screen = useScreen();
  const { words } = screen;
  const { columns, cells } = LOOKS[log];
  if (rows.length === 0) return <p class="jigit-subtle">{words.text(`log.none.${log}`)}</p>;
  return <Listing label={words.text(`log.${log}`)} columns={columns.map((column) => words.text(`log.column.${column}`))} rows={rows.map((row, at) => ({ key: String(at), cells: cells(row, screen) }))} />;
}

/** The section on a connection's page: the newest rows, or the most urgent ones. */
export function Newest({ log, id }: { log: Log; id: number }) {
  const { words, rest } = useScreen();
  const live = useLive((signal) => rest.log(id, log, null, NEWEST, signal), () => 10_000, [id, log]);
  return (
    <section class="jigit-found">
      <h2>{words.text(`log.${log}`)}</h2>
      {live.data === null ? (
        <Awaited live={live} />
      ) : (
        <>
          <Rows log={log} rows={live.data.rows} />
          {live.data.total > live.data.rows.length ? <a href={write({ page: log, id })}>{words.count(`log.all.${log}`, live.data.total)}</a> : null}
        </>
      )}
    </section>
  );
}

/** The page with all of them, 50 at a time. */
export function AllRows({ log, id }: { log: Log; id: number }) {
  const { words, rest } = useScreen();
  // The places where the pages up to this one begin.
  const [places, setPlaces] = useState<(string | null)[]>([null]);
  const place = places.at(-1) ?? null;
  const connection = useLive((signal) => rest.connection(id, signal), () => null, [id]);
  const live = useLive((signal) => rest.log(id, log, place, PAGE, signal), () => (place === null ? 10_000 : null), [id, log, place]);
  if (connection.data === null) return <Awaited live={connection} />;
  return (
    <>
      <div class="jigit-head">
        <div>
          <Heading title={words.text(`log.${log}`)} above={[connection.data]} />
          <p class="jigit-subtle">{words.text(`log.about.${log}`)}</p>
        </div>
        <a class="aui-button" href={rest.address(`configurations/${id}/${log}?format=csv`)} download>
          {words.text("log.csv")}
        </a>
      </div>
      {live.data === null ? <Awaited live={live} /> : <Page page={live.data} log={log} number={places.length - 1} onMove={(to) => setPlaces(to < places.length ? places.slice(0, to + 1) : [...places, live.data?.next ?? null])} />}
    </>
  );
}

function Page<L extends Log>({ page: { rows, total, next }, log, number, onMove }: { page: LogPage<LogRows[L]>; log: L; number: number; onMove: (to: number) => void }) {
  const { words } = useScreen();
  return (
    <>
      <Rows log={log} rows={rows} />
      <div class="jigit-pager">
        <span class="aui-buttons">
          <button type="button" class="aui-button" disabled={number === 0} onClick={() => onMove(0)}>
            {words.text("log.first")}
          </button>
          <button type="button" class="aui-button" disabled={number === 0} onClick={() => onMove(number - 1)}>
            {words.text("log.before")}
          </button>
          <button type="button" class="aui-button" disabled={next === null} onClick={() => onMove(number + 1)}>
            {words.text("log.next")}
          </button>
        </span>
        <span class="jigit-small jigit-subtle" role="status">
          {rows.length === 0 ? null : words.text("log.page", { from: number * PAGE + 1, to: number * PAGE + rows.length, count: total })}
        </span>
      </div>
    </>
  );
}

const NEWEST = 5;
const PAGE = 50;
