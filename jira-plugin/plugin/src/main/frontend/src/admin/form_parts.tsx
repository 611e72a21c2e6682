// Pieces of the connection form: one field with its label, help and error; cards to choose from; a section.
import type { ComponentChildren } from "preact";
import type { Host } from "../rest";
import { useScreen } from "../screen";

/** A section with its heading at the side. */
export function Section({ title, help, children }: { title: string; help?: string; children: ComponentChildren }) {
  return (
    <section class="jigit-section">
      <div>
        {title === "" ? null : <h2>{title}</h2>}
        {help === undefined ? null : <p class="jigit-small jigit-subtle">{help}</p>}
      </div>
      <div>{children}</div>
    </section>
  );
}

/** What all fields have. */
export interface FieldProps {
  id: string;
  label: string;
  help?: ComponentChildren;
  error?: string | undefined;
}

/** A field: label, control, help, error, tied together for those who cannot see it. */
export function Field({ id, label, help, error, control }: FieldProps & { control: (described: string | undefined) => ComponentChildren }) {
  const described = [help ? `${id}-help` : null, error ? `${id}-error` : null].filter((part) => part !== null).join(" ") || undefined;
  return (
    <div class="jigit-form-field">
      <label class="jigit-label" for={id}>
        {label}
      </label>
      {control(described)}
      {error ? (
        <div class="jigit-error" id={`${id}-error`}>
          {error}
        </div>
      ) : null}
      {help ? (
        <div class="jigit-small jigit-subtle" id={`${id}-help`}>
          {help}
        </div>
      ) : null}
    </div>
  );
}

/** A line of text. */
export function TextField({
  value,
  onInput,
  onLeave,
  type = "text",
  placeholder,
  ...field
}: FieldProps & {
  value: string;
  onInput: (value: string) => void;
  onLeave?: () => void;
  type?: "text" | "password" | "url" | "number";
  placeholder?: string | undefined;
}) {
  return (
    <Field
      {...field}
      control={(described) => (
        <input
          id={field.id}
          type={type}
          class="text jigit-field"
          value={value}
          placeholder={placeholder}
          spellcheck={false}
          autocomplete={type === "password" ? "new-password" : "off"}
          aria-invalid={field.error !== undefined}
          aria-describedby={described}
          onInput={(event) => onInput(event.currentTarget.value)}
          onBlur={onLeave}
        />
      )}
    />
  );
}

/** Several lines of text. */
export function TextArea({
  value,
  onInput,
  onLeave,
  rows = 4,
  ...field
}: FieldProps & { value: string; onInput: (value: string) => void; onLeave?: () => void; rows?: number }) {
  return (
    <Field
      {...field}
      control={(described) => (
        <textarea
          id={field.id}
          class="textarea jigit-field jigit-lines"
          rows={rows}
          value={value}
          spellcheck={false}
          autocomplete="off"
          aria-invalid={field.error !== undefined}
          aria-describedby={described}
          onInput={(event) => onInput(event.currentTarget.value)}
          onBlur={onLeave}
        />
      )}
    />
  );
}

/** Choices of which one is chosen, as cards or below each other. */
export function Choices<T extends string>({
  look,
  name,
  legend,
  options,
  chosen,
  onChoose,
}: {
  look: "card" | "radio";
  name: string;
  legend: string;
  options: { value: T; label: string; help?: string | undefined }[];
  chosen: T;
  onChoose: (value: T) => void;
}) {
  return (
    <fieldset class={`jigit-${look}s`}>
      <legend class="jigit-label">{legend}</legend>
      {options.map(({ value, label, help }) => (
        <label key={value} class={`jigit-${look}`}>
          <input type="radio" name={name} value={value} checked={value === chosen} onChange={() => onChoose(value)} />
          <span>
            {label}
            {help === undefined ? null : <span class="jigit-small jigit-subtle"> {help}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** The Git hosts to choose from. */
export function HostChoice({
  hosts,
  chosen,
  onChoose,
  legend,
  examples = false,
}: {
  hosts: Host[];
  chosen: string;
  onChoose: (name: string) => void;
  legend?: string;
  examples?: boolean;
}) {
  const { words } = useScreen();
  return (
    <Choices
      look="card"
      name="jigit-host"
      legend={legend ?? words.text("form.host")}
      chosen={chosen}
      onChoose={onChoose}
      options={hosts.map((host) => ({
        value: host.name,
        label: host.title,
        help: examples ? host.address_examples.slice(0, 2).map((example) => example.replace(/^https:\/\//, "")).join(", ") : undefined,
      }))}
    />
  );
}
