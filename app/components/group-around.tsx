/** Around a group: by which act its Chair and Vice Chairs hold office, the commissions born in it, where it was born. */
import type { GroupOffices } from "#server/services/group-offices.ts";
import { TextLink } from "./button.tsx";
import { Part } from "./part.tsx";
import { useFormat, useT } from "./speech.tsx";

/** "Chosen by its countries: Round 7, 1 March 2011 – see the round". */
export function ChosenBy({ around }: { readonly around: GroupOffices }) {
  const t = useT();
  const format = useFormat();
  const { offices, round } = around;
  const [first] = offices;
  if (first === undefined) return null;
  const { act, from } = first;
  const said = { act: act.reference, day: format.longDay(from) };
  return (
    <p className="soft s">
      {t(act.kind === "election" ? "decisions:chosen-by-election" : "decisions:named-by-act", said)}
      {round !== null && (
        <>
          {" "}
          <TextLink path={`/rounds/${round}`}>{t("decisions:see-round", { number: round })}</TextLink>
        </>
      )}
    </p>
  );
}

/** The commissions of a group, those at work first. */
export function Commissions({ around }: { readonly around: GroupOffices }) {
  const t = useT();
  const format = useFormat();
  if (around.commissions.length === 0) return null;
  return (
    <Part id="commissions" title={t("decisions:commissions")} note={t("decisions:commissions.note")}>
      <ul className="news">
        {around.commissions.map(({ slug, name, ended }) => (
          <li key={slug}>
            <h3>
              <TextLink path={`/groups/${slug}`}>{name}</TextLink>
            </h3>
            {ended !== null && (
              <p className="soft s">{t("decisions:commission.ended", { day: format.longDay(ended) })}</p>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** "Commission of the group X, for the output Y". */
export function BornIn({ around }: { readonly around: Pick<GroupOffices, "parent" | "output"> }) {
  const t = useT();
  const { parent, output } = around;
  if (parent === null) return null;
  return (
    <p className="facts">
      {t("decisions:born-in")} <TextLink path={`/groups/${parent.slug}`}>{parent.name}</TextLink>
      {output !== null && <> · {t("decisions:for-output", { output })}</>}
    </p>
  );
}
