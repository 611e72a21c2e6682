// The Git tab of an issue: everything that names it, grouped by repository, with filters and paging.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Foreign, HostLink, Icon, Lozenge, Note, TextButton, Time, Toggles } from "../parts";
import { RestError, type DevelopmentItems, type Group, type ItemsQuery, type Kind } from "../rest";
import { useLive, useScreen } from "../screen";
import { OneKind } from "./all";
import { EVERYTHING, isNamed, read, write, type Place } from "./place";
import { BranchRow, CommitRow, PullRequestRow } from "./rows";

/** The kinds in the order in which they are shown. */
export const KINDS: readonly Kind[] = ["pull_requests", "branches", "commits"];

/** The kinds that a place shows. */
function kinds(place: Place): readonly Kind[] {
  return place.kind === "all" ? KINDS : [place.kind];
}

/** The tab with its data. */
export function Tab({ issue }: { issue: string }) {
  const { rest } = useScreen();
  const [place, setPlace] = usePlace();
  const settled = useSettled(place.text);
  const filter: ItemsQuery = { q: settled, merges: place.merges };
  const alone = place.repository !== "" && place.kind !== "all" ? place.kind : null;
  const query: ItemsQuery = {
    ...filter,
    kind: place.kind === "all" ? undefined : place.kind,
    repository: place.repository === "" ? undefined : place.repository,
    // One repository alone is paged elsewhere; here only its numbers are wanted then.
    limit: alone === null ? undefined : 1,
  };
  const live = useLive(
    (signal) => rest.items(issue, query, signal),
    () => 30_000,
    [issue, JSON.stringify(query)],
  );
  const { names, learn } = useNames();
  useEffect(() => {
    if (live.data) learn(live.data.repositories);
  }, [live.data]);

  const top = useRef<HTMLDivElement>(null);
  // Who comes by a link of the panel wants to see the tab, not the top of the page.
  useEffect(() => {
    if (isNamed(location.hash)) top.current?.scrollIntoView();
  }, []);

  return (
    <div class="jigit-tab" ref={top}>
      <Filter place={place} onChange={setPlace} names={names} data={live.data} />
      {alone !== null ? (
        <OneKind key={`${place.repository} ${alone}`} issue={issue} kind={alone} repository={place.repository} filter={filter} onBack={() => setPlace({ ...place, kind: "all", repository: "" })} />
      ) : (
        <Overview issue={issue} live={live} place={place} onChange={setPlace} />
      )}
    </div>
  );
}

function Filter({
  place,
  onChange,
  names,
  data,
}: {
  place: Place;
  onChange: (place: Place) => void;
  names: ReadonlyMap<string, string>;
  data: DevelopmentItems | null;
}) {
  const { words } = useScreen();
  const total = data?.total;
  return (
    <form class="jigit-filter" role="search" aria-label={words.text("issue.filter.label")} onSubmit={(event) => event.preventDefault()}>
      <input
        type="search"
        class="text jigit-field"
        value={place.text}
        maxLength={200}
        placeholder={words.text("issue.filter.text")}
        aria-label={words.text("issue.filter.text")}
        onInput={(event) => onChange({ ...place, text: event.currentTarget.value })}
      />
      <select
        class="select jigit-field"
        value={place.repository}
        aria-label={words.text("issue.filter.repository")}
        onChange={(event) => onChange({ ...place, repository: event.currentTarget.value })}
      >
        <option value="">{names.size === 0 ? words.text("issue.filter.all") : words.count("issue.filter.repositories", names.size)}</option>
        {[...names].map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <label class="jigit-check">
        <input type="checkbox" checked={!place.merges} onChange={(event) => onChange({ ...place, merges: !event.currentTarget.checked })} />
        {words.text("issue.filter.merges")}
      </label>
      <Toggles
        label={words.text("issue.filter.kind")}
        chosen={place.kind}
        onChoose={(kind) => onChange({ ...place, kind })}
        options={[
          { value: "all", label: words.text("issue.kind.all") },
          ...KINDS.map((kind) => ({
            value: kind,
            label: total === undefined ? words.text(`issue.kind.${kind}`) : `${words.text(`issue.kind.${kind}`)} ${words.number(total[kind])}`,
          })),
        ]}
      />
    </form>
  );
}

function Overview({
  issue,
  live,
  place,
  onChange,
}: {
  issue: string;
  live: ReturnType<typeof useLive<DevelopmentItems>>;
  place: Place;
  onChange: (place: Place) => void;
}) {
  const { words } = useScreen();
  const { data, error, slow, reload } = live;
  const failed = error === null ? null : <Failed error={error} onRetry={reload} />;
  if (data === null) return failed ?? (slow ? <p role="status">{words.text("issue.panel.loading")}</p> : null);
  const shown = data.repositories.filter((group) => kinds(place).some((kind) => group[kind].total > 0));
  return (
    <>
      {failed}
      <Summary issue={issue} data={data} place={place} found={shown.length} onClear={() => onChange(EVERYTHING)} />
      {shown.map((group, at) => (
        <RepositoryGroup key={`${group.repository.id} ${at}`} issue={issue} group={group} place={place} onChange={onChange} />
      ))}
    </>
  );
}

function Summary({ issue, data, place, found, onClear }: { issue: string; data: DevelopmentItems; place: Place; found: number; onClear: () => void }) {
  const { words } = useScreen();
  const total = kinds(place).reduce((sum, kind) => sum + data.total[kind], 0);
  const filtered = place.text !== "" || place.repository !== "" || place.kind !== "all";
  if (found === 0) {
    return (
      <div role="status">
        {place.text !== "" ? (
          <p>{words.rich("issue.nothing.matches", { text: <Foreign>{place.text}</Foreign> })}</p>
        ) : (
          <p>{words.text(filtered ? "issue.nothing.here" : "issue.panel.empty", { issue })}</p>
        )}
        {filtered ? <TextButton onClick={onClear}>{words.text("common.clear")}</TextButton> : null}
      </div>
    );
  }
  const where = words.count("issue.in_repositories", found);
  return (
    <p class="jigit-small jigit-subtle" role="status">
      {words.count("issue.items", total, { where })} {place.merges ? null : words.text("issue.merges_hidden")}
    </p>
  );
}

function RepositoryGroup({ issue, group, place, onChange }: { issue: string; group: Group; place: Place; onChange: (place: Place) => void }) {
  return (
    <section class="jigit-group">
      <GroupHeading group={group} />
      {kinds(place).map((kind) => (
        <KindOfGroup key={kind} issue={issue} group={group} kind={kind} onAll={() => onChange({ ...place, kind, repository: group.repository.id })} />
      ))}
    </section>
  );
}

/** The repository's name, its host, and how the host is, if it is not well. */
export function GroupHeading({ group }: { group: Group }) {
  const { words } = useScreen();
  const { repository, host } = group;
  return (
    <header class="jigit-group-heading">
      <h3>
        <HostLink url={repository.url}>
          <Foreign>{repository.full_name}</Foreign>
        </HostLink>
      </h3>
      <span class="jigit-small jigit-subtle">{host.title}</span>
      {host.state === "unreachable" || host.state === "stopped" ? (
        <span class="jigit-host-state">
          <Lozenge tone="moved">{words.text(`common.state.${host.state}`)}</Lozenge>{" "}
          {host.last_read ? <span class="jigit-small">{words.rich("issue.last_read", { time: <Time at={host.last_read} form="inside" /> })}</span> : null}
        </span>
      ) : null}
    </header>
  );
}

function KindOfGroup({ issue, group, kind, onAll }: { issue: string; group: Group; kind: Kind; onAll: () => void }) {
  const { words } = useScreen();
  const { total, items } = group[kind];
  if (total === 0) return null;
  const heading = `jigit-${group.repository.id}-${kind}`;
  const more = total - items.length;
  return (
    <>
      <h4 id={heading}>{words.text(`issue.heading.${kind}`, { count: total })}</h4>
      <Rows issue={issue} group={group} kind={kind} labelledBy={heading} />
      {more > 0 ? <TextButton onClick={onAll}>{words.count(`issue.show.${kind}`, kind === "commits" ? total : more)}</TextButton> : null}
    </>
  );
}

/** The rows of one kind. */
export function Rows({ issue, group, kind, labelledBy }: { issue: string; group: Group; kind: Kind; labelledBy: string }) {
  return (
    <ul class="jigit-rows" aria-labelledby={labelledBy}>
      {kind === "pull_requests" ? group.pull_requests.items.map((pull) => <PullRequestRow key={pull.number} pull={pull} issue={issue} />) : null}
      {kind === "branches" ? group.branches.items.map((branch) => <BranchRow key={branch.name} branch={branch} />) : null}
      {kind === "commits" ? group.commits.items.map((commit) => <CommitRow key={commit.sha} commit={commit} issue={issue} />) : null}
    </ul>
  );
}

/** What to say when rows could not be loaded; rows that are there stay. */
export function Failed({ error, onRetry, text = "issue.panel.failed" }: { error: unknown; onRetry: () => void; text?: string }) {
  const { words } = useScreen();
  if (error instanceof RestError && error.code === "no_permission") return null;
  const reference = error instanceof RestError ? error.reference : null;
  return (
    <Note kind="danger" alert>
      {words.text(text)} <TextButton onClick={onRetry}>{words.text("common.retry")}</TextButton>
      {reference === null ? null : <div class="jigit-small">{words.rich("common.reference", { reference: <code>{reference}</code> })}</div>}
    </Note>
  );
}

/** The way back from one repository to all. */
export function Back({ onBack }: { onBack: () => void }) {
  const { words } = useScreen();
  return (
    <TextButton onClick={onBack}>
      <Icon name="arrow-left" /> {words.text("issue.all_repositories")}
    </TextButton>
  );
}

/** The place in the tab, kept in the address. */
function usePlace(): [Place, (place: Place) => void] {
  const [place, setPlace] = useState(() => read(location.hash));
  useEffect(() => {
    const follow = () => setPlace(read(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const go = useCallback((next: Place) => {
    setPlace(next);
    history.replaceState(history.state, "", `${location.pathname}${location.search}${write(next)}`);
  }, []);
  return [place, go];
}

/** A text once the person has stopped typing. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** The repositories met so far: a filter must not take away the choice of the others. */
function useNames(): { names: ReadonlyMap<string, string>; learn: (groups: Group[]) => void } {
  const names = useRef(new Map<string, string>());
  const [, redraw] = useState(0);
  const learn = useCallback((groups: Group[]) => {
    const before = names.current.size;
    for (const { repository } of groups) names.current.set(repository.id, repository.full_name);
    if (names.current.size !== before) redraw((value) => value + 1);
  }, []);
  return { names: names.current, learn };
}

/** The filter runs this long after the last key. */
const TYPING_MS = 250;
