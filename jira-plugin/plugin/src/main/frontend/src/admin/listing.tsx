// A small table of findings or results; where there is little room its rows become cards.
import type { ComponentChildren } from "preact";

/** One row; the first cell names it. */
export interface ListingRow {
  key: string;
  cells: ComponentChildren[];
  /** Where the row leads when it is clicked; the first cell holds the button for those who have no mouse. */
  onChoose?: (() => void) | undefined;
}

/** The table. */
export function Listing({ label, columns, rows }: { label: string; columns: string[]; rows: ListingRow[] }) {
  return (
    <table class="jigit-listing" role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ key, cells: [first, ...rest], onChoose }) => (
          <tr key={key} role="row" class={onChoose ? "jigit-chooses" : undefined} onClick={onChoose}>
            <th role="rowheader" scope="row">
              {first}
            </th>
            {rest.map((cell, at) => (
              <td key={at} role="cell" data-label={columns[at + 1]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
