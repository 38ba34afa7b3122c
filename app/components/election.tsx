/** What a Conference elected: one form for all seats of the Presiding Officers, and its review. */
import type { Refused } from "#app/answers.ts";
import type { ElectionReview } from "#server/services/elections.ts";
import type { TermEvent } from "#app/domain/officers.ts";
import type { ActKind } from "#app/domain/act.ts";
import type { CountryGroup } from "#app/domain/region.ts";
import { languages, ownNames } from "#app/i18n/language.ts";
import { Actions, Button } from "./button.tsx";
import { RadioGroup, SelectField } from "./choice-field.tsx";
import { Country } from "./country.tsx";
import { Definitions, type Definition } from "./definitions.tsx";
import { DateField, TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { ActFields } from "./naming-fields.tsx";
import { useTerm } from "./officers-matrix.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { useFormat, useLocal, useT } from "./speech.tsx";

interface Place {
  readonly group: CountryGroup;
  readonly number: number;
}

export interface Electing {
  readonly cycle: { readonly id: string; readonly name: string };
  readonly cycles: readonly { readonly id: string; readonly name: string }[];
  readonly countries: readonly {
    readonly iso: string;
    readonly name: string;
    readonly group: CountryGroup;
  }[];
  readonly countryGroups: readonly { readonly id: CountryGroup; readonly name: string }[];
  readonly places: readonly (Place & {
    /** Whoever holds it now. */
    readonly seat: {
      readonly country: string | null;
      readonly until: Date | null;
      readonly untilEvent: TermEvent | null;
      readonly lapsed: boolean;
    } | null;
    /** Its term ends on a day, not by the election. */
    readonly stays: boolean;
  })[];
}

export interface Reviewed {
  readonly values: Readonly<Record<string, string>>;
  readonly review: ElectionReview;
  readonly composition: {
    readonly cycleId: string;
    readonly until: Date | null;
    readonly seats: readonly (Place & {
      readonly country: string | null;
      readonly chair: boolean;
      readonly person: { readonly name: string; readonly email: string } | null;
    })[];
    readonly act: {
      readonly kind: ActKind;
      readonly reference: string;
      readonly date: Date | null;
      readonly from: Date | null;
    };
  };
}

/** The review in an action's answer, or null. */
export function reviewedIn(answer: unknown): Reviewed | null {
  return typeof answer === "object" && answer !== null && "review" in answer ? (answer as Reviewed) : null;
}

/** A day of the calendar is kept as its beginning in UTC; at noon it is the same day in the region. */
const atNoon = (day: Date): Date => new Date(day.getTime() + 43_200_000);

const keyOf = ({ group, number }: Place): string => `${group}-${number}`;

function Head({ title }: { readonly title: string }) {
  const t = useT();
  return (
    <PageHead
      title={title}
      lead={t("secretariat:elected.lead")}
      crumbs={[
        { name: t("secretariat:title"), path: "/secretariat" },
        { name: t("secretariat:seats.title"), path: "/secretariat/seats" },
      ]}
    />
  );
}

export function ElectionForm(props: {
  readonly title: string;
  readonly electing: Electing;
  readonly refused: Refused | null;
  /** What was entered, on the way back from the review. */
  readonly values: Readonly<Record<string, string>> | null;
}) {
  const t = useT();
  const local = useLocal();
  const { electing } = props;
  const names = useNames(electing);
  return (
    <>
      <Head title={props.title} />
      <Form
        id="election"
        refused={props.refused}
        values={props.values}
        names={names}
        label={props.title}
        files
      >
        <Part id="conference" title={t("secretariat:elected.act")} first>
          <div className="writing">
            <SelectField
              name="cycleId"
              label={t("secretariat:filter.cycle")}
              value={electing.cycle.id}
              prompt={null}
              size={20}
              options={electing.cycles.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <ActFields kinds={["conference"]} begins />
            <RadioGroup
              name="term"
              label={t("secretariat:elected.term")}
              value="conference"
              options={[
                { value: "conference", label: t("secretariat:elected.term.conference") },
                {
                  value: "date",
                  label: t("secretariat:elected.term.date"),
                  under: <DateField name="until" label={t("secretariat:elected.until")} />,
                },
              ]}
            />
          </div>
        </Part>
        <Part id="elected" title={t("secretariat:elected.seats")} note={t("secretariat:elected.seats.text")}>
          {electing.countryGroups.map((group) => (
            <fieldset className="elected" key={group.id}>
              <legend>{group.name}</legend>
              {electing.places
                .filter((place) => place.group === group.id)
                .map((place) => (
                  <PlaceFields key={place.number} place={place} electing={electing} />
                ))}
            </fieldset>
          ))}
          <div className="writing">
            <SelectField
              name="chair"
              label={t("secretariat:elected.chair")}
              hint={t("secretariat:elected.chair.hint")}
              groups={electing.countryGroups.map(({ id, name }) => ({
                label: name,
                options: optionsOf(electing, id),
              }))}
            />
            <Actions>
              <Button kind="go" name="step" value="review">
                {t("secretariat:elected.review")}
              </Button>
              <a href={local("/secretariat/seats")}>{t("frame:form.cancel")}</a>
            </Actions>
          </div>
        </Part>
      </Form>
    </>
  );
}

const optionsOf = ({ countries }: Electing, id: CountryGroup) =>
  countries.filter(({ group }) => group === id).map(({ iso, name }) => ({ value: iso, label: name }));

function PlaceFields({
  place,
  electing,
}: {
  readonly place: Electing["places"][number];
  readonly electing: Electing;
}) {
  const t = useT();
  const termOf = useTerm();
  const { seat, stays, number } = place;
  const key = keyOf(place);
  const nameOf = (iso: string) => electing.countries.find((country) => country.iso === iso)?.name ?? iso;
  const label = t("secretariat:elected.seat-number", { number });
  if (stays && seat !== null)
    return (
      <p className="hint">
        {t("secretariat:elected.stays", {
          country: seat.country === null ? t("secretariat:elected.vacant") : nameOf(seat.country),
          term: termOf(seat) ?? "",
        })}
      </p>
    );
  return (
    <div className="elected-seat" role="group" aria-label={label}>
      <SelectField
        name={`country-${key}`}
        label={label}
        prompt={t("secretariat:elected.vacant")}
        options={optionsOf(electing, place.group)}
      />
      <TextField
        name={`name-${key}`}
        label={t("people:person.name")}
        optional
        maxLength={120}
        autoComplete="off"
      />
      <TextField
        name={`email-${key}`}
        label={t("people:person.email")}
        type="email"
        optional
        maxLength={254}
        autoComplete="off"
      />
      <SelectField
        name={`language-${key}`}
        label={t("people:person.language")}
        value="es"
        prompt={null}
        options={languages.map((language) => ({ value: language, label: ownNames[language] }))}
      />
    </div>
  );
}

/** What the fields are called in the list of faults. */
function useNames(electing: Electing): Record<string, string> {
  const t = useT();
  const names: Record<string, string> = {
    cycleId: t("secretariat:filter.cycle"),
    chair: t("secretariat:elected.chair"),
    until: t("secretariat:elected.until"),
    reference: t("people:act.reference"),
    date: t("people:act.date"),
    from: t("people:act.from"),
    letter: t("people:letter"),
  };
  for (const place of electing.places) {
    const group = electing.countryGroups.find(({ id }) => id === place.group)?.name ?? "";
    const seat = t("secretariat:elected.seat", { group, number: place.number });
    for (const name of ["country", "name", "email", "language"]) names[`${name}-${keyOf(place)}`] = seat;
  }
  return names;
}

export function ElectionReviewed(props: Reviewed & { readonly title: string; readonly electing: Electing }) {
  const t = useT();
  const format = useFormat();
  const termOf = useTerm();
  const { electing, composition, review, values } = props;
  const { act, seats, until } = composition;
  const nameOf = (iso: string | null) =>
    electing.countries.find((country) => country.iso === iso)?.name ?? t("secretariat:elected.vacant");
  const term = termOf({ until, untilEvent: until === null ? "next-conference" : null, lapsed: false });
  const facts: Definition[] = [
    {
      term: t("secretariat:elected.act"),
      value: [
        electing.cycles.find(({ id }) => id === composition.cycleId)?.name,
        act.reference,
        act.date === null ? null : format.longDay(atNoon(act.date)),
      ]
        .filter(Boolean)
        .join(" · "),
    },
    ...(act.from === null ? [] : [{ term: t("people:act.from"), value: format.longDay(act.from) }]),
    ...(values["letterName"] === undefined
      ? []
      : [{ term: t("people:letter"), value: values["letterName"] }]),
    { term: t("secretariat:elected.term"), value: term },
  ];
  const composed = electing.countryGroups.map(({ id, name }): Definition => ({
    term: name,
    value: electing.places
      .filter(({ group }) => group === id)
      .map((place) => {
        const elected = seats.find((seat) => keyOf(seat) === keyOf(place));
        const iso = place.stays ? (place.seat?.country ?? null) : (elected?.country ?? null);
        return (
          <span className="block" key={place.number}>
            <Country iso={iso} name={nameOf(iso)} soft={iso === null} />
            {elected?.chair === true && <span className="soft"> {t("people:chair")}</span>}
            {iso !== null && !place.stays && (
              <small className="soft"> {elected?.person?.name ?? t("secretariat:elected.nobody")}</small>
            )}
          </span>
        );
      }),
  }));
  const ends = review.ends.filter(({ country }) => country !== null).map(({ country }) => nameOf(country));
  const { step: _, ...entered } = values;
  return (
    <>
      <PageHead
        title={t("secretariat:elected.review.title")}
        step={{ step: 2, steps: 2 }}
        crumbs={[{ name: props.title, path: "/secretariat/seats/election" }]}
      />
      <div className="two">
        <Form
          id="election-review"
          label={t("secretariat:elected.review.title")}
          hidden={{ ...entered, ending: review.ends.map(({ id }) => id).join(" ") }}
        >
          <Definitions
            rows={[
              ...facts,
              ...composed,
              {
                term: t("secretariat:elected.ends"),
                value: ends.length === 0 ? t("secretariat:elected.ends.none") : format.list(ends),
              },
            ]}
          />
          <Actions>
            <Button kind="go" name="step" value="confirm">
              {t("secretariat:elected.confirm")}
            </Button>
            <Button name="step" value="change">
              {t("secretariat:elected.change")}
            </Button>
          </Actions>
        </Form>
        <aside className="aside" aria-labelledby="election-follows">
          <h2 id="election-follows">{t("frame:form.what-follows")}</h2>
          <p>{t("secretariat:elected.follows.end")}</p>
          {review.opens !== null && <p>{t("secretariat:elected.follows.cycle", { cycle: review.opens })}</p>}
          <p>{t("secretariat:elected.follows.rounds")}</p>
          {review.vacant > 0 && <p>{t("secretariat:elected.follows.vacant", { count: review.vacant })}</p>}
        </aside>
      </div>
    </>
  );
}
