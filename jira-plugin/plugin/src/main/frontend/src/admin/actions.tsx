// What can be done to a connection from the list and from its own page, each with its answer in words.
import { useState } from "preact/hooks";
import { Button, Note, TextButton } from "../parts";
import { RestError, type Action, type Connection, type TestResult } from "../rest";
import { useScreen } from "../screen";
import { Dialog } from "../dialog";
import type { Entry } from "../menu";
import { Checks } from "./checks";
import { go } from "./route";
import { isGoing } from "./status";

/** What an action said: shown once, on top of the page. */
export interface Said {
  text: string;
  bad: boolean;
}

/** The actions of one page: what to offer for a connection, and the dialogs and answers that go with it. */
export interface Actions {
  entries: (connection: Connection, onDetail: boolean) => Entry[];
  test: (connection: Connection) => void;
  /** Asks whether it is meant, and does it. */
  ask: (what: Asked["what"], connection: Connection) => void;
  /** Dialogs and answers, drawn once on the page. */
  shown: preact.ComponentChildren;
}

/** What is asked with a yes and a no. */
type What = "read_again" | "forget" | "cancel";
type Asked = { what: What | "remove"; connection: Connection };

export function useActions(onChanged: () => void, onRemoved: () => void = onChanged): Actions {
  const { words, rest } = useScreen();
  const [said, setSaid] = useState<Said | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [tested, setTested] = useState<{ name: string; result: TestResult | null } | null>(null);

  const run = async (connection: Connection, action: Action, mode?: "hard") => {
    setSaid(null);
    try {
      await rest.act(connection.id, action, mode);
      setSaid({ text: words.text(`admin.did.${action}`, { name: connection.repoName }), bad: false });
    } catch (error) {
      setSaid({ text: inWords(error, words), bad: true });
    }
    onChanged();
  };
  const test = async (connection: Connection) => {
    setSaid(null);
    setTested({ name: connection.repoName, result: null });
    try {
      const result = await rest.testSaved(connection.id);
      // Whoever has closed the dialog meanwhile does not want it back.
      setTested((open) => (open === null ? null : { name: connection.repoName, result }));
    } catch (error) {
      setTested(null);
      setSaid({ text: inWords(error, words), bad: true });
    }
  };
  const remove = async (connection: Connection) => {
    try {
      await rest.remove(connection.id);
      setSaid({ text: words.text("admin.did.remove", { name: connection.repoName }), bad: false });
      onRemoved();
    } catch (error) {
      setSaid({ text: inWords(error, words), bad: true });
    }
  };

  const entries = (connection: Connection, onDetail: boolean): Entry[] => {
    const entry = (key: string, onChoose: () => void) => ({ label: words.text(`admin.${key}`), onChoose });
    const doing = (action: Action) => entry(action, () => void run(connection, action));
    const asking = (what: Asked["what"]) => entry(what, () => setAsked({ what, connection }));
    const { enabled, status } = connection;
    return [
      ...(onDetail ? [] : [entry("open", () => go({ page: "detail", id: connection.id })), entry("edit", () => go({ page: "edit", id: connection.id })), entry("test", () => void test(connection))]),
      entry("webhook", () => go({ page: "webhook", id: connection.id })),
      ...(enabled
        ? [
            ...(onDetail ? [] : [asking("read_again")]),
            ...(isGoing(connection) ? [asking("cancel")] : []),
            doing(status.state === "paused" ? "resume" : "pause"),
            doing("disable"),
            asking("forget"),
          ]
        : [doing("enable")]),
      asking("remove"),
    ];
  };

  const shown = (
    <>
      <div role="status" class="jigit-said">
        {said !== null && !said.bad ? <Note kind="success">{said.text}</Note> : null}
      </div>
      {said?.bad ? (
        <Note kind="danger" alert>
          {said.text}
        </Note>
      ) : null}
      {tested === null ? null : (
        <Dialog title={words.text("admin.test.of", { name: tested.name })} onClose={() => setTested(null)}>
          <Checks result={tested.result} running={tested.result === null} />
          <div class="jigit-dialog-buttons">
            <Button onClick={() => setTested(null)}>{words.text("common.close")}</Button>
          </div>
        </Dialog>
      )}
      {asked === null ? null : asked.what === "remove" ? (
        <Removal connection={asked.connection} onYes={() => remove(asked.connection)} onClose={() => setAsked(null)} />
      ) : (
        <Question
          what={asked.what}
          name={asked.connection.repoName}
          onYes={() => run(asked.connection, asked.what === "cancel" ? "cancel" : "reindex", asked.what === "forget" ? "hard" : undefined)}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
  return { entries, test: (connection) => void test(connection), ask: (what, connection) => setAsked({ what, connection }), shown };
}

function Question({ what, name, onYes, onClose }: { what: What; name: string; onYes: () => Promise<void>; onClose: () => void }) {
  const { words } = useScreen();
  const [busy, setBusy] = useState(false);
  return (
    <Dialog title={words.text(`admin.${what}.title`, { name })} onClose={onClose}>
      <p>{words.text(`admin.${what}.text`)}</p>
      <div class="jigit-dialog-buttons">
        <Button
          primary
          busy={busy}
          onClick={() => {
            setBusy(true);
            void onYes().then(onClose);
          }}
        >
          {words.text(`admin.${what}`)}
        </Button>
        <TextButton onClick={onClose}>{words.text(what === "cancel" ? "admin.cancel.no" : "common.cancel")}</TextButton>
      </div>
    </Dialog>
  );
}

function Removal({ connection, onYes, onClose }: { connection: Connection; onYes: () => Promise<void>; onClose: () => void }) {
  const { words } = useScreen();
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(false);
  return (
    <Dialog title={words.text("admin.remove.title", { name: connection.repoName })} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== connection.repoName) return setWrong(true);
          setBusy(true);
          void onYes().then(onClose);
        }}
      >
        <p>{words.count("admin.remove.text", connection.progress?.kept ?? 0)}</p>
        <label class="jigit-label" for="jigit-remove">
          {words.text("admin.remove.type")}
        </label>
        <input
          id="jigit-remove"
          class="text jigit-field"
          value={typed}
          autocomplete="off"
          aria-invalid={wrong}
          aria-describedby={wrong ? "jigit-remove-error" : undefined}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setWrong(false);
          }}
        />
        {wrong ? (
          <div class="jigit-error" id="jigit-remove-error" role="alert">
            {words.text("admin.remove.wrong")}
          </div>
        ) : null}
        <div class="jigit-dialog-buttons">
          <Button submit busy={busy}>
            {words.text("admin.remove")}
          </Button>
          <TextButton onClick={onClose}>{words.text("common.cancel")}</TextButton>
        </div>
      </form>
    </Dialog>
  );
}

/** An error in words: our own sentence for its code, else the server's. */
export function inWords(error: unknown, words: import("../words").Words): string {
  if (!(error instanceof RestError) || error.status === 0) return words.text("admin.no_answer");
  if (error.status === 401) return words.text("admin.load.session");
  return error.sentence ?? words.text("admin.failed", { code: error.code });
}
