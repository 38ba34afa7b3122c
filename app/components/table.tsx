/** Tables whose rows become entries on a phone. Roles are said again, since the layout there takes the native ones away. */
import type { ReactNode } from "react";

export interface Column {
  readonly key: string;
  readonly head: string;
  /** The head is only heard, for columns of numbers or links. */
  readonly headHidden?: boolean;
  /** The cell that names its row. One a table. */
  readonly names?: boolean;
  /** Set at the end of the line: counts and links. */
  readonly end?: boolean;
  /** On a phone the head stands before the value. */
  readonly labelled?: boolean;
  /** Classes of its cells: `num`, `soft`, `nowrap`, `s`. */
  readonly look?: string;
  /** Class of its col element, for a width set in the sheet. */
  readonly width?: string;
}

export interface Row {
  readonly id: string;
  readonly cells: Readonly<Record<string, ReactNode>>;
  /** Being worked on. */
  readonly chosen?: boolean;
}

export interface Band {
  readonly name: ReactNode;
  readonly rows: readonly Row[];
}

export function Table(props: {
  readonly caption: string;
  readonly captionShown?: boolean;
  readonly columns: readonly Column[];
  /** Either rows, or bands of rows under a heading each. */
  readonly rows?: readonly Row[];
  readonly bands?: readonly Band[];
  readonly dense?: boolean;
  /** The first column is a number that hangs. */
  readonly numbered?: boolean;
  /** A class of the sheet that sets widths. */
  readonly look?: string;
}) {
  const { columns, rows = [], bands = [] } = props;
  const kind = [
    "table stack",
    props.dense === true && "dense",
    props.numbered === true && "numbered",
    props.look,
  ];
  return (
    <table className={kind.filter(Boolean).join(" ")} role="table">
      <caption className={props.captionShown === true ? undefined : "sr"}>{props.caption}</caption>
      <colgroup>
        {columns.map(({ key, width }) => (
          <col key={key} className={width} />
        ))}
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ key, head, headHidden, end }) => (
            <th key={key} role="columnheader" scope="col" className={end === true ? "end" : undefined}>
              {headHidden === true ? <span className="sr">{head}</span> : head}
            </th>
          ))}
        </tr>
      </thead>
      {rows.length > 0 && (
        <tbody role="rowgroup">
          {rows.map((row) => (
            <TableRow key={row.id} row={row} columns={columns} />
          ))}
        </tbody>
      )}
      {bands.map((band, place) => (
        <tbody role="rowgroup" key={place}>
          <tr role="row" className="band">
            <th role="rowheader" scope="rowgroup" colSpan={columns.length}>
              {band.name}
            </th>
          </tr>
          {band.rows.map((row) => (
            <TableRow key={row.id} row={row} columns={columns} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function TableRow({ row, columns }: { readonly row: Row; readonly columns: readonly Column[] }) {
  return (
    <tr role="row" id={row.id} className={row.chosen === true ? "chosen" : undefined}>
      {columns.map((column) => {
        const look = [column.look, column.end === true && "end"].filter(Boolean).join(" ") || undefined;
        const value = row.cells[column.key];
        if (column.names === true)
          return (
            <th key={column.key} role="rowheader" scope="row" className={look}>
              {value}
            </th>
          );
        return (
          <td
            key={column.key}
            // A cell laid out as a block is no cell any more to assistive technology unless its role says so.
            // eslint-disable-next-line jsx-a11y/no-interactive-element-to-noninteractive-role
            role="cell"
            className={look}
            data-l={column.labelled === true ? column.head : undefined}
          >
            {column.labelled === true ? <span>{value}</span> : value}
          </td>
        );
      })}
    </tr>
  );
}
