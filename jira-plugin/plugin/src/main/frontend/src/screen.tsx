// What every part of a screen shares: words, REST client, the clock that ages relative times, live updates.
import { createContext } from "preact";
import { useCallback, useContext, useEffect, useRef, useState } from "preact/hooks";
import { Rest } from "./rest";
import { Words, type Texts } from "./words";

/** Shared by all parts of a screen. */
export interface Screen {
  words: Words;
  rest: Rest;
  /** Jira's context path. */
  base: string;
  now: Date;
}

export const ScreenContext = createContext<Screen | null>(null);

/** The screen that a part belongs to. */
export function useScreen(): Screen {
  const screen = useContext(ScreenContext);
  if (screen === null) throw new Error("a part was drawn outside of a screen");
  return screen;
}

/** Texts travel as Base64 of UTF-8 JSON: no template can escape or break them. */
export function decodeTexts(encoded: string): Texts {
  const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Texts;
}

/** The time of day, renewed often enough that "12 seconds ago" is not a lie for long. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(new Date());
    }, 10_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** What was loaded last, what went wrong since, and how to ask again. */
export interface Live<T> {
  data: T | null;
  error: unknown;
  /** Whether a first answer is awaited long enough that one should say so. */
  slow: boolean;
  /** When the data came. */
  at: Date | null;
  reload: () => void;
}

/** Loads at once and again after a while, only while the page is visible, with at most one request in flight. */
export function useLive<T>(load: (signal: AbortSignal) => Promise<T>, again: (data: T | null) => number | null, depends: unknown[]): Live<T> {
  const [state, setState] = useState<Omit<Live<T>, "reload">>({ data: null, error: null, slow: false, at: null });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  const reload = useCallback(() => setRound((value) => value + 1), []);

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const slow = setTimeout(() => setState((old) => ({ ...old, slow: true })), SLOW_MS);
    const later = (data: T | null) => {
      const wait = again(data);
      if (wait !== null && !abort.signal.aborted) timer = setTimeout(tick, wait);
    };
    const tick = () => {
      if (document.hidden) {
        document.addEventListener("visibilitychange", tick, { once: true, signal: abort.signal });
        return;
      }
      latest
        .current(abort.signal)
        .then((data) => {
          if (abort.signal.aborted) return;
          setState({ data, error: null, slow: false, at: new Date() });
          later(data);
        })
        .catch((error: unknown) => {
          if (abort.signal.aborted) return;
          setState((old) => {
            later(old.data);
            return { ...old, error, slow: false };
          });
        })
        .finally(() => clearTimeout(slow));
    };
    tick();
    return () => {
      abort.abort();
      clearTimeout(timer);
      clearTimeout(slow);
    };
  }, [round, ...depends]);

  return { ...state, reload };
}

/** Loading is shown after this long; faster answers show nothing in between. */
const SLOW_MS = 200;
