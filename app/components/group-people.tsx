/** Forms of a focal point, and of the country in the chair, about the people of one group. */
import type { ReactNode } from "react";
import type { Refused } from "#app/answers.ts";
import type { GroupSuggestions } from "#server/services/suggestions.ts";
import { Actions, Button } from "./button.tsx";
import { TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { ActFields, PersonFields } from "./naming-fields.tsx";
import { PageHead } from "./page-head.tsx";
import { Fold, Part } from "./part.tsx";
import { useT } from "./speech.tsx";
import { SuggestForm, SuggestionsToAnswer } from "./suggestions.tsx";

interface Offers {
  readonly country: string | null;
  readonly mayNominate: boolean;
  readonly mayLeave: boolean;
  readonly mayNameCoordinator: boolean;
}

type Doing = "nominate" | "coordinate" | "speak" | "leave";

export function GroupPeople(props: {
  readonly slug: string;
  readonly title: string;
  readonly offers: Offers;
  readonly around: GroupSuggestions;
  /** How many persons one nomination takes. */
  readonly persons: number;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const { offers, refused, slug, around } = props;
  const answers = around.suggestions.some(({ mine }) => mine);
  const part = (doing: Doing, first: boolean, fields: ReactNode) => (
    <Part
      id={doing}
      title={t(`groups:people.${doing}`)}
      note={t(`groups:people.${doing}.note`)}
      first={first}
    >
      <div className="writing">
        <Form
          id={`${doing}-form`}
          refused={refused?.values["do"] === doing ? refused : null}
          hidden={{ do: doing, ...(offers.country === null ? {} : { country: offers.country }) }}
          labelledBy={`${doing}-heading`}
          files
        >
          {fields}
          <Actions>
            <Button kind={first ? "go" : "plain"}>{t(`groups:people.do.${doing}`)}</Button>
          </Actions>
        </Form>
      </div>
    </Part>
  );
  return (
    <>
      <PageHead
        title={props.title}
        lead={t("groups:people.lead")}
        crumbs={[{ name: t("groups:members.title"), path: `/groups/${slug}/members` }]}
      />
      <SuggestionsToAnswer around={around} refused={refused} />
      {offers.mayNominate &&
        part("nominate", !answers, <Nomination persons={props.persons} joined={offers.mayLeave} />)}
      {offers.mayNameCoordinator &&
        part(
          "coordinate",
          !offers.mayNominate && !answers,
          <>
            <PersonFields position />
            <ActFields kinds={["designation"]} begins />
          </>,
        )}
      {offers.mayNominate &&
        part(
          "speak",
          false,
          <>
            <TextField
              name="institution"
              label={t("groups:people.speak.institution")}
              maxLength={200}
              optional
            />
            <PersonFields position />
            <ActFields kinds={["nomination", "letter"]} begins />
          </>,
        )}
      {around.maySuggest && (
        <SuggestForm
          around={around}
          first={!offers.mayNominate && !offers.mayNameCoordinator && !answers}
          refused={refused}
        />
      )}
      {offers.mayLeave && part("leave", false, <ActFields kinds={["letter"]} />)}
    </>
  );
}

function Nomination({ persons, joined }: { readonly persons: number; readonly joined: boolean }) {
  const t = useT();
  return (
    <>
      <TextField
        name="institution"
        label={t("groups:people.institution")}
        hint={joined ? t("groups:people.institution.hint") : undefined}
        maxLength={200}
        optional={joined}
      />
      <PersonFields number={1} position />
      {Array.from({ length: persons - 1 }, (_, at) => at + 2).map((number) => (
        <Fold key={number} title={t("groups:people.another")}>
          <PersonFields number={number} optional position />
        </Fold>
      ))}
      <ActFields kinds={["nomination", "letter"]} begins />
    </>
  );
}
