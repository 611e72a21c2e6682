// The Development panel on an issue: is there work, where, in which state.
import type { ComponentChildren } from "preact";
import { Bar, Foreign, HostLink, Icon, Lozenge, Note, TextButton, Time } from "../parts";
import { RestError, type Counted, type Development, type Kind, type PullRequestState } from "../rest";
import { useLive, useScreen } from "../screen";
import { parse, timeLeft } from "../time";
import { link } from "./place";
import { STATES } from "./rows";

/** The panel with its data. */
export function Panel({ issue }: { issue: string }) {
  const { rest } = useScreen();
  const live = useLive(
    (signal) => rest.development(issue, signal),
    (data) => (data?.reading ? 5_000 : 30_000),
    [issue],
  );
  if (live.data !== null) return <PanelView issue={issue} development={live.data} />;
  if (live.error !== null) return <PanelError error={live.error} onRetry={live.reload} />;
  return live.slow ? <Loading /> : null;
}

/** The panel as drawn from one answer. */
export function PanelView({ issue, development }: { issue: string; development: Development }) {
  const { words, base } = useScreen();
  const { summary, newest, reading, connected, can } = development;
  const any = summary.branches.count + summary.commits.count + summary.pull_requests.count > 0;
  if (!any && !connected) {
    return (
      <div class="jigit-panel">
        <p>{words.text("issue.panel.unconnected")}</p>
        {can.administer ? (
          <p class="jigit-small">
            <a href={`${base}/plugins/servlet/jigit/connections`}>{words.text("issue.panel.connect")}</a>
          </p>
        ) : null}
      </div>
    );
  }
  return (
    <div class="jigit-panel">
      {any ? (
        <ul class="jigit-counts">
          <Count issue={issue} kind="branches" icon="branch" counted={summary.branches} />
          <Count issue={issue} kind="commits" icon="commits" counted={summary.commits} />
          <Count issue={issue} kind="pull_requests" icon="pull-requests" counted={summary.pull_requests}>
            <States states={summary.pull_requests.states} />
          </Count>
        </ul>
      ) : (
        <>
          <p>{words.text("issue.panel.empty", { issue })}</p>
          {reading ? null : <p class="jigit-small jigit-subtle">{words.text("issue.panel.empty.help", { issue })}</p>}
        </>
      )}
      {newest ? <Newest newest={newest} /> : null}
      {reading ? <Reading reading={reading} /> : null}
      <Stale development={development} />
    </div>
  );
}

function Count({
  issue,
  kind,
  icon,
  counted,
  children,
}: {
  issue: string;
  kind: Kind;
  icon: string;
  counted: Counted;
  children?: ComponentChildren;
}) {
  const { words, base } = useScreen();
  if (counted.count === 0) return null;
  return (
    <li class="jigit-count">
      <Icon name={icon} />
      <a href={link(base, issue, kind)}>{words.count(`issue.count.${kind}`, counted.count)}</a>
      <span class="jigit-when">
        <Time at={counted.latest} />
      </span>
      {children}
    </li>
  );
}

function States({ states }: { states: Record<PullRequestState, number> }) {
  const { words } = useScreen();
  const shown = STATES.filter(({ state }) => states[state] > 0);
  return (
    <span class="jigit-states">
      {shown.map(({ state, tone }) => (
        <Lozenge key={state} tone={tone}>
          {words.count(`issue.states.${state}`, states[state])}
        </Lozenge>
      ))}
    </span>
  );
}

function Newest({ newest }: { newest: NonNullable<Development["newest"]> }) {
  const { words } = useScreen();
  const title = (
    <HostLink url={newest.url}>
      <Foreign>{newest.title.split("\n", 1)[0] ?? ""}</Foreign>
    </HostLink>
  );
  const kind = newest.kind === "pull_request" ? `pull_request.${newest.state ?? "open"}` : newest.kind;
  const key = `issue.newest.${kind}${newest.author === null ? ".anonymous" : ""}`;
  return (
    <p class="jigit-line">
      {words.rich(key, {
        title,
        author: newest.author === null ? "" : <Foreign>{newest.author}</Foreign>,
        time: <Time at={newest.at} />,
      })}
    </p>
  );
}

function Reading({ reading }: { reading: NonNullable<Development["reading"]> }) {
  const { words } = useScreen();
  const left = reading.eta_seconds === null ? null : timeLeft(reading.eta_seconds, words);
  if (reading.share === null) return <p class="jigit-line">{words.text("issue.reading")}</p>;
  const share = words.percent(reading.share);
  return (
    <div class="jigit-line">
      <Bar value={reading.share} max={1} label={words.text("issue.reading.label")} />
      {left === null ? words.text("issue.reading.share", { share }) : words.text("issue.reading.left", { share, left })}
    </div>
  );
}

function Stale({ development: { stale, hosts } }: { development: Development }) {
  const { words } = useScreen();
  if (stale.length === 0) return null;
  const oldest = stale
    .map(({ last_read }) => parse(last_read))
    .filter((at) => at !== null)
    .sort((a, b) => a.getTime() - b.getTime())[0];
  const time = <Time at={oldest?.toISOString()} form="inside" />;
  const key = `issue.stale${hosts === undefined ? "" : ".of"}${oldest === undefined ? ".never" : ""}`;
  return (
    <p class="jigit-line">
      <Icon name="warning" tone="warning" /> {words.richCount(key, stale.length, { hosts: words.number(hosts ?? 0), time })}
    </p>
  );
}

function PanelError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { words } = useScreen();
  // Without the right to see it, or for an issue that is gone, there is nothing to notice.
  if (error instanceof RestError && [401, 403, 404].includes(error.status)) return null;
  const reference = error instanceof RestError ? error.reference : null;
  return (
    <div class="jigit-panel">
      <Note kind="danger">
        {words.text("issue.panel.failed")} <TextButton onClick={onRetry}>{words.text("common.retry")}</TextButton>
      </Note>
      {reference === null ? null : (
        <p class="jigit-small">{words.rich("common.reference", { reference: <code>{reference}</code> })}</p>
      )}
    </div>
  );
}

function Loading() {
  const { words } = useScreen();
  return (
    <div class="jigit-panel" role="status">
      <span class="jigit-hidden">{words.text("issue.panel.loading")}</span>
      <span class="jigit-loading jigit-loading-1" />
      <span class="jigit-loading jigit-loading-2" />
      <span class="jigit-loading jigit-loading-3" />
    </div>
  );
}
