/** An instant in words, with its exact value for machines. */
import { useFormat } from "./speech.tsx";

export type MomentLook =
  "exact" | "full" | "brief" | "stamp" | "day" | "longDay" | "time" | "relative" | "left" | "both";

export function Moment(props: { readonly at: Date; readonly as?: MomentLook; readonly className?: string }) {
  const format = useFormat();
  const look = props.as ?? "exact";
  const exact = look === "relative" || look === "left" ? format.exact(props.at) : undefined;
  return (
    <time dateTime={props.at.toISOString()} className={props.className} title={exact}>
      {format[look](props.at)}
    </time>
  );
}
