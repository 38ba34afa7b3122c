/** When a round opens and closes: the fields of every form that opens one; read by `roundTimes` of the forms. */
import { officeHoursEnd, regionalMinute } from "#app/domain/region.ts";
import { earliestEnd } from "#app/domain/round-check.ts";
import { defaultTerms } from "#app/domain/round.ts";
import { DateField } from "./field.tsx";
import { useFormat, useNow, useT } from "./speech.tsx";

export function RoundTimes(props: {
  /** After how many days it ends unless another time is chosen; ten. */
  readonly days?: number;
  /** It consults all countries. */
  readonly consultation?: boolean;
  /** Hours that a silence or a consultation lasts at least, by the terms of the body. */
  readonly minSilenceHours?: number;
}) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  const { days = 10, minSilenceHours = defaultTerms.minSilenceHours.value } = props;
  const terms = {
    ...defaultTerms,
    minSilenceHours: { ...defaultTerms.minSilenceHours, value: minSilenceHours },
  };
  const earliest = earliestEnd({ terms, opening: now });
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
        hint={t(props.consultation === true ? "rounds:times.consultation-hint" : "rounds:times.closes-hint", {
          at: format.full(earliest),
        })}
        value={regionalMinute(officeHoursEnd(now, days))}
      />
    </>
  );
}
