// The rows of the Git tab: one pull request, one branch, one commit.
import { useState } from "preact/hooks";
import { Foreign, HostLink, Lozenge, Time, visible, type Tone } from "../parts";
import type { Branch, Commit, PullRequest, PullRequestState } from "../rest";
import { useScreen } from "../screen";
import { SmartResults } from "../smart_results";
import { leading, pieces, type Piece } from "./keys";

/** The states of pull requests in the order in which they are shown. */
export const STATES: readonly { state: PullRequestState; tone: Tone }[] = [
  { state: "open", tone: "current" },
  { state: "draft", tone: "default" },
  { state: "merged", tone: "success" },
  { state: "closed", tone: "removed" },
];

export function PullRequestRow({ pull, issue }: { pull: PullRequest; issue: string }) {
  const { words } = useScreen();
  const tone = STATES.find(({ state }) => state === pull.state)?.tone ?? "default";
  return (
    <li class="jigit-row">
      <div class="jigit-title" dir="auto">
        <Lozenge tone={tone}>{words.text(`issue.state.${pull.state}`)}</Lozenge>{" "}
        <Title text={pull.title} before={words.text("issue.number", { number: String(pull.number) })} url={pull.url} keys={pull.issue_keys} issue={issue} />{" "}
        <Branches source={pull.source_branch} target={pull.target_branch} />
      </div>
      <span class="jigit-author">{pull.author === null ? null : <Foreign>{pull.author}</Foreign>}</span>
      <span class="jigit-id" />
      <span class="jigit-when">
        <Time at={pull.updated_at ?? pull.created_at} />
      </span>
    </li>
  );
}

function Branches({ source, target }: { source: string | null; target: string | null }) {
  const { words } = useScreen();
  if (source === null || target === null) return null;
  return (
    <span class="jigit-branches">
      <code>
        <Foreign>{source}</Foreign>
      </code>{" "}
      <span class="jigit-arrow" aria-hidden="true">
        →
      </span>
      <span class="jigit-hidden">{words.text("issue.to")}</span>{" "}
      <code>
        <Foreign>{target}</Foreign>
      </code>
    </span>
  );
}

export function BranchRow({ branch }: { branch: Branch }) {
  const { words } = useScreen();
  return (
    <li class="jigit-row">
      <div class="jigit-title" dir="auto">
        <HostLink url={branch.deleted ? null : branch.url}>
          <code>
            <Foreign>{branch.name}</Foreign>
          </code>
        </HostLink>{" "}
        {branch.deleted ? <Lozenge tone="default">{words.text("issue.deleted")}</Lozenge> : null}
      </div>
      <span class="jigit-author" />
      <span class="jigit-id">{branch.head === null ? null : <code>{branch.head.slice(0, 7)}</code>}</span>
      <span class="jigit-when">
        <Time at={branch.at} />
      </span>
    </li>
  );
}

export function CommitRow({ commit, issue }: { commit: Commit; issue: string }) {
  const { words } = useScreen();
  const [open, setOpen] = useState(false);
  const id = commit.sha.slice(0, 7);
  const message = commit.message.trimEnd();
  const end = message.indexOf("\n");
  const first = end < 0 ? message : message.slice(0, end).trimEnd();
  const more = end >= 0 || commit.message_cut === true;
  const gone = commit.unreachable_since != null;
  return (
    <li class={`jigit-row${gone ? " jigit-gone" : ""}`}>
      <div class="jigit-title" dir="auto">
        <Title text={first} url={commit.url} keys={commit.issue_keys} issue={issue} />
        {more ? (
          <>
            {" "}
            <button
              type="button"
              class="jigit-more"
              aria-expanded={open}
              aria-label={words.text("issue.whole", { commit: id })}
              onClick={() => setOpen(!open)}
            >
              …
            </button>
          </>
        ) : null}
        {gone ? <Gone commit={commit} /> : null}
      </div>
      <span class="jigit-author">{commit.author === null ? null : <Foreign>{commit.author}</Foreign>}</span>
      <span class="jigit-id">
        <code>{id}</code>
      </span>
      <span class="jigit-when">
        <Time at={commit.committed_at ?? commit.authored_at} />
      </span>
      {commit.smart_commits?.length ? <SmartResults results={commit.smart_commits} /> : null}
      {open ? (
        <div class="jigit-message" dir="auto">
          <Marked all={pieces(visible(message), commit.issue_keys)} issue={issue} links />
          {commit.message_cut === true ? <p class="jigit-small jigit-subtle">{words.text("issue.cut")}</p> : null}
        </div>
      ) : null}
    </li>
  );
}

/** Since when no branch leads to a commit, and why. */
function Gone({ commit }: { commit: Commit }) {
  const { words } = useScreen();
  const time = <Time at={commit.unreachable_since} form="inside" />;
  const branch = commit.unreachable_by;
  return (
    <div class="jigit-small jigit-subtle">
      {branch ? words.rich("issue.unreachable.by", { time, branch: <Foreign>{branch}</Foreign> }) : words.rich("issue.unreachable", { time })}
    </div>
  );
}

/** A title that links to the host. Keys of other issues before its first word stand in front of the link and lead to their issues. */
function Title({ text, before = "", url, keys, issue }: { text: string; before?: string; url: string | null; keys: string[]; issue: string }) {
  const all = pieces(visible(text), keys);
  const { lead, rest } = leading(all);
  const others = lead.some(({ key }) => key !== null && key !== issue);
  return (
    <>
      {others ? `${before} ` : null}
      {others ? <Marked all={lead} issue={issue} links /> : null}
      <HostLink url={url}>
        {others || before === "" ? null : `${before} `}
        <bdi>
          <Marked all={others ? rest : all} issue={issue} />
        </bdi>
      </HostLink>
    </>
  );
}

function Marked({ all, issue, links = false }: { all: readonly Piece[]; issue: string; links?: boolean }) {
  const { base } = useScreen();
  return (
    <>
      {all.map((piece, at) => {
        if (piece.key === null) return <bdi key={at}>{piece.text}</bdi>;
        if (!links || piece.key === issue) {
          return (
            <span key={at} class="jigit-key">
              {piece.text}
            </span>
          );
        }
        return (
          <a key={at} href={`${base}/browse/${encodeURIComponent(piece.key)}`}>
            {piece.text}
          </a>
        );
      })}
    </>
  );
}
