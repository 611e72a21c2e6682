// What the tests share: the real texts, and words in a language.
import { properties } from "../dev/stage";
import { Words } from "../src/words";

export const TEXTS = await properties("../resources/i18n/jigit.properties");
export const english = new Words(TEXTS, "en-GB");
