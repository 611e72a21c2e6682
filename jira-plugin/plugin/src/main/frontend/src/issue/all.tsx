// All rows of one kind in one repository, a page at a time.
import { useEffect, useRef, useState } from "preact/hooks";
import type { DevelopmentItems, ItemsQuery, Kind } from "../rest";
import { useScreen } from "../screen";
import { Back, Failed, GroupHeading, Rows } from "./tab";

interface Page {
  data: DevelopmentItems;
  /** Its number, from 0. */
  number: number;
}

/** One kind of one repository. Pages are known by the server's cursors, so "newer" is a cursor used before. */
export function OneKind({ issue, kind, repository, filter, onBack }: { issue: string; kind: Kind; repository: string; filter: ItemsQuery; onBack: () => void }) {
  const { words, rest } = useScreen();
  const [page, setPage] = useState<Page | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [wanted, setWanted] = useState(0);
  const [round, setRound] = useState(0);
  const cursors = useRef<(string | undefined)[]>([undefined]);
  const heading = useRef<HTMLHeadingElement>(null);
  const filtered = JSON.stringify(filter);

  useEffect(() => {
    cursors.current = [undefined];
    setWanted(0);
    setRound((value) => value + 1);
  }, [filtered]);

  useEffect(() => {
    const abort = new AbortController();
    const cursor = cursors.current[wanted];
    rest
      .items(issue, { ...filter, kind, repository, limit: PAGE, cursor }, abort.signal)
      .then((data) => {
        const next = data.repositories[0]?.[kind].next;
        if (next) cursors.current[wanted + 1] = next;
        setPage({ data, number: wanted });
        setError(null);
      })
      .catch((cause: unknown) => {
        if (!abort.signal.aborted) setError(cause);
      });
    return () => abort.abort();
  }, [issue, kind, repository, wanted, round]);

  // Focus follows the click: to the heading when the list opens, and again when another page has come.
  useEffect(() => heading.current?.focus(), [page?.number]);

  const group = page?.data.repositories[0];
  const failed = error === null ? null : <Failed error={error} onRetry={() => setRound(round + 1)} text={`issue.failed.${kind}`} />;
  if (page === null || group === undefined) {
    return (
      <>
        <Back onBack={onBack} />
        {failed}
        {page !== null && failed === null ? <p role="status">{words.text("issue.nothing.here")}</p> : null}
      </>
    );
  }
  const { total, items, next } = group[kind];
  const first = page.number * PAGE + 1;
  return (
    <section class="jigit-group">
      <Back onBack={onBack} />
      <GroupHeading group={group} />
      <h4 id="jigit-all" ref={heading} tabIndex={-1}>
        {words.text(`issue.heading.${kind}`, { count: total })}
      </h4>
      <Rows issue={issue} group={group} kind={kind} labelledBy="jigit-all" />
      {failed}
      <div class="jigit-pager">
        <span class="aui-buttons">
          <button type="button" class="aui-button" disabled={page.number === 0} onClick={() => setWanted(0)}>
            {words.text("issue.page.newest")}
          </button>
          <button type="button" class="aui-button" disabled={page.number === 0} onClick={() => setWanted(page.number - 1)}>
            {words.text("issue.page.newer")}
          </button>
          <button type="button" class="aui-button" disabled={!next} onClick={() => setWanted(page.number + 1)}>
            {words.text("issue.page.older")}
          </button>
        </span>
        <span class="jigit-small jigit-subtle" role="status">
          {words.text(`issue.page.${kind}`, { from: first, to: first + items.length - 1, count: total })}
        </span>
      </div>
    </section>
  );
}

/** Rows of a page. */
const PAGE = 50;
