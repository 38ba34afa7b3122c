/** When a round opens and closes: the fields of every form that opens one; read by `roundTimes` of the forms. */
import { regionalMinute } from "#app/domain/region.ts";
import { endAfter, proposedEnd } from "#app/domain/round-check.ts";
import { DateField } from "./field.tsx";
import { useFormat, useNow, useT } from "./speech.tsx";

export function RoundTimes(props: {
  /** Hours that a silence or a consultation lasts at least, by the terms of the body that is asked. */
  readonly silenceHours: number;
  /** After how many days it ends unless another time is chosen, or the terms want more; ten. */
  readonly days?: number;
  /** It consults all countries. */
  readonly consultation?: boolean;
}) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  const { silenceHours, days = 10, consultation = false } = props;
  return (
    <>
      <DateField
        name="opening"
        time
        optional
        label={t("rounds:times.opens")}
        hint={t("rounds:times.opens-hint")}
      />
      <DateField
        name="closing"
        time
        label={t("rounds:times.closes")}
        hint={t(consultation ? "rounds:times.consultation-hint" : "rounds:times.closes-hint", {
          hours: silenceHours,
          at: format.full(endAfter(now, silenceHours)),
        })}
        value={regionalMinute(proposedEnd(now, days, silenceHours))}
      />
    </>
  );
}
