/** Lists that time orders: what happened, and what is due. */
import type { ReactNode } from "react";
import { PositionMark, type Tone } from "./country.tsx";
import { Moment, type MomentLook } from "./moment.tsx";
import { useLocal } from "./speech.tsx";

/** What happened, newest first. */
export function Timeline(props: {
  readonly entries: readonly { readonly id: string; readonly at: Date; readonly content: ReactNode }[];
  readonly as?: MomentLook;
}) {
  return (
    <ol className="line">
      {props.entries.map(({ id, at, content }) => (
        <li key={id} id={id}>
          <Moment at={at} as={props.as ?? "stamp"} />
          <p>{content}</p>
        </li>
      ))}
    </ol>
  );
}

export interface Due {
  readonly id: string;
  readonly at: Date;
  /** What comes at that time, where it is not the end. */
  readonly label?: string;
  readonly title: string;
  /** Where it is done. */
  readonly path: string;
  readonly text?: ReactNode;
  /** Facts in one soft line. */
  readonly meta?: ReactNode;
  /** It is past its time. */
  readonly late?: boolean;
  /** At the end of the row: who is awaited, or the capacity in which one is asked. */
  readonly end?: ReactNode;
}

/** Rows with the time at their head: open rounds, the desk. */
export function Dues(props: { readonly dues: readonly Due[]; readonly count?: "left" | "relative" }) {
  const local = useLocal();
  return (
    <ol className="dues">
      {props.dues.map((due) => (
        <li key={due.id}>
          <p className={due.late === true ? "due late" : "due"}>
            {due.label !== undefined && <span>{due.label} </span>}
            <b>
              <Moment at={due.at} as={due.late === true ? "relative" : (props.count ?? "relative")} />
            </b>
            <Moment at={due.at} as="brief" />
          </p>
          <div className="what">
            <h3>
              <a href={local(due.path)}>{due.title}</a>
            </h3>
            {due.text !== undefined && <p>{due.text}</p>}
            {due.meta !== undefined && <p className="meta">{due.meta}</p>}
          </div>
          {due.end !== undefined && <div className="awaited">{due.end}</div>}
        </li>
      ))}
    </ol>
  );
}

/** Who is awaited, for the end of a due row. */
export function Awaited(props: {
  readonly label: string;
  readonly who: readonly { readonly name: string; readonly tone: Tone }[];
}) {
  return (
    <>
      <p>{props.label}</p>
      <ul>
        {props.who.map(({ name, tone }) => (
          <li key={name}>
            <PositionMark tone={tone}>{name}</PositionMark>
          </li>
        ))}
      </ul>
    </>
  );
}
