// Finds the places that the server left for screens, also those that Jira loads later, and starts them.
import { render } from "preact";
import type { ComponentChild } from "preact";
import { useMemo } from "preact/hooks";
import { Rest } from "./rest";
import { decodeTexts, ScreenContext, useNow } from "./screen";
import { Words } from "./words";

/** What a place may hold, by its `data-jigit`. */
export type Screens = Readonly<Record<string, (place: DOMStringMap) => ComponentChild>>;

function Root({ place, screen }: { place: DOMStringMap; screen: (place: DOMStringMap) => ComponentChild }) {
  const now = useNow();
  const fixed = useMemo(() => {
    const base = place["base"] ?? "";
    return { base, rest: new Rest(base), words: new Words(decodeTexts(place["texts"] ?? ""), language(place["locale"])) };
  }, [place]);
  return <ScreenContext.Provider value={{ ...fixed, now }}>{screen(place)}</ScreenContext.Provider>;
}

/** The language of numbers and dates; one that the browser does not understand must not cost the screen. */
export function language(tag: string | undefined): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? "en";
  } catch {
    return "en";
  }
}

/** Starts every screen whose place is there or comes later, and ends those whose place is gone. */
export function start(screens: Screens): void {
  const started = new Set<HTMLElement>();
  const look = () => {
    for (const place of document.querySelectorAll<HTMLElement>("[data-jigit]:not([data-jigit-started])")) {
      const screen = screens[place.dataset["jigit"] ?? ""];
      if (screen === undefined) continue;
      place.dataset["jigitStarted"] = "true";
      started.add(place);
      render(<Root place={place.dataset} screen={screen} />, place);
    }
    for (const place of started) {
      if (place.isConnected) continue;
      started.delete(place);
      render(null, place);
    }
  };
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
  look();
}
