// The texts of the screens in the reader's language: whole sentences by key, with named places, singular and plural.
import type { ComponentChildren } from "preact";

/** Key to text, as the server sent them: the keys of `i18n/jigit.properties` without their first word. */
export type Texts = Readonly<Record<string, string>>;

/** What may stand in a place of a text that becomes a plain string. */
export type Values = Readonly<Record<string, string | number>>;

/** Texts and numbers in one language. */
export class Words {
  private readonly plural: Intl.PluralRules;
  private readonly grouped: Intl.NumberFormat;
  private readonly whole: Intl.NumberFormat;

  constructor(
    private readonly texts: Texts,
    readonly locale: string,
  ) {
    this.plural = new Intl.PluralRules(locale);
    this.grouped = new Intl.NumberFormat(locale);
    this.whole = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  }

  has(key: string): boolean {
    return key in this.texts;
  }

  /** A text; an unknown key shows itself, so that it is noticed. */
  text(key: string, values: Values = {}): string {
    return this.parts(key, values).join("");
  }

  /** A text whose places may hold elements. */
  rich(key: string, values: Readonly<Record<string, ComponentChildren>>): ComponentChildren[] {
    return this.parts(key, values);
  }

  /** A text that depends on a number; `{count}` is that number. */
  count(key: string, count: number, values: Values = {}): string {
    return this.text(this.form(key, count), { ...values, count });
  }

  /** A text that depends on a number and whose places may hold elements. */
  richCount(key: string, count: number, values: Readonly<Record<string, ComponentChildren>>): ComponentChildren[] {
    return this.rich(this.form(key, count), { ...values, count: this.number(count) });
  }

  number(value: number): string {
    return this.grouped.format(value);
  }

  /** Whole percent; never 100 before the end. */
  percent(share: number): string {
    const floored = share >= 1 ? 1 : Math.min(Math.floor(share * 100), 99) / 100;
    return this.whole.format(floored);
  }

  private form(key: string, count: number): string {
    const form = `${key}.${this.plural.select(count)}`;
    return form in this.texts ? form : `${key}.other`;
  }

  private parts<T extends ComponentChildren>(key: string, values: Readonly<Record<string, T>>): (T | string)[] {
    const text = this.texts[key];
    if (text === undefined) return [key];
    return text.split(/(\{[a-z_]+\})/).map((part) => {
      const name = /^\{([a-z_]+)\}$/.exec(part)?.[1];
      if (name === undefined) return part;
      const value = values[name];
      if (typeof value === "number") return this.number(value);
      return value === undefined || value === null ? part : value;
    });
  }
}
