// The commits of a connection whose messages give commands, and what became of them.
import { Foreign, HostLink, Time } from "../parts";
import type { Connection, SmartCommits } from "../rest";
import { useLive, useScreen } from "../screen";
import { CommandText, SmartOutcome } from "../smart_results";
import { Listing } from "./listing";
import { Awaited, Heading } from "./page";
import { write } from "./route";

/** The section on a connection's page: the newest ones. */
export function NewestSmartCommits({ connection }: { connection: Connection }) {
  const { words } = useScreen();
  return (
    <section class="jigit-found">
      <h2>{words.text("common.smart")}</h2>
      {connection.smartCommitEnabled ? (
        <Newest id={connection.id} />
      ) : (
        <p>
          {words.text("detail.smart.off")} <a href={write({ page: "edit", id: connection.id })}>{words.text("admin.edit")}</a>
        </p>
      )}
    </section>
  );
}

function Newest({ id }: { id: number }) {
  const { words, rest } = useScreen();
  const live = useLive((signal) => rest.smartCommits(id, signal), () => 30_000, [id]);
  if (live.data === null) return <Awaited live={live} />;
  const { commits, total } = live.data;
  return (
    <>
      <Results commits={commits.slice(0, NEWEST)} />
      {total > NEWEST ? <a href={write({ page: "smart-commits", id })}>{words.count("detail.smart.all", total)}</a> : null}
    </>
  );
}

/** The page with all of them. */
export function AllSmartCommits({ id }: { id: number }) {
  const { words, rest } = useScreen();
  const live = useLive(
    (signal) => Promise.all([rest.connection(id, signal), rest.smartCommits(id, signal)]),
    () => 30_000,
    [id],
  );
  if (live.data === null) return <Awaited live={live} />;
  const [connection, { commits, total }] = live.data;
  return (
    <>
      <Heading title={words.text("common.smart")} above={[connection]} />
      {commits.length < total ? <p class="jigit-subtle">{words.text("detail.smart.newest", { shown: commits.length, count: total })}</p> : null}
      <Results commits={commits} />
    </>
  );
}

function Results({ commits }: { commits: SmartCommits["commits"] }) {
  const { words, base } = useScreen();
  if (commits.length === 0) return <p class="jigit-subtle">{words.text("detail.smart.none")}</p>;
  const rows = commits.flatMap(({ sha, url, repository, message, at, results }) =>
    results.map((result, number) => ({
      key: `${sha} ${number}`,
      cells: [
        <>
          <HostLink url={url}>
            <code>{sha.slice(0, 7)}</code>
          </HostLink>{" "}
          <Foreign>{message}</Foreign>
          <div class="jigit-small jigit-subtle">
            <Foreign>{repository}</Foreign>
          </div>
        </>,
        <a class="jigit-nowrap" href={`${base}/browse/${encodeURIComponent(result.issue)}`}>
          {result.issue}
        </a>,
        <CommandText text={result.text} />,
        <SmartOutcome result={result} />,
        <span class="jigit-nowrap">
          <Time at={moment(result.at ?? at)} />
        </span>,
      ],
    })),
  );
  return <Listing label={words.text("common.smart")} columns={["commit", "issue", "command", "result", "time"].map((column) => words.text(`detail.smart.${column}`))} rows={rows} />;
}

function moment(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** Commits that a connection's page shows. */
const NEWEST = 5;
