/** The form of a decision, new or changed, by kind, and its second step: what will be proposed. Works without script. */
import type { ReactNode } from "react";
import type { Refused } from "#app/answers.ts";
import type { DecisionKind } from "#app/domain/decision.ts";
import { decisionLimits, type DecisionText } from "#app/domain/decision-text.ts";
import { languages, ownNames } from "#app/i18n/language.ts";
import type { DecisionView, ProposingView } from "#server/services/decision-views.ts";
import { Actions, Button } from "./button.tsx";
import { CheckboxGroup, SelectField } from "./choice-field.tsx";
import { useDecisionRows, useDecisionTitle } from "./decision-words.ts";
import { DateField, TextArea, TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { Notice } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { Fold } from "./part.tsx";
import { Review, Two } from "./review.tsx";
import { useLanguage, useLocal, useT } from "./speech.tsx";

export interface DecisionFormProps {
  readonly kind: DecisionKind;
  readonly view: ProposingView;
  /** Made with the page, so that the form is taken once; null where a decision is changed. */
  readonly newId: string | null;
  /** The decision whose text is changed; null where one is proposed. */
  readonly edited: DecisionView["decision"] | null;
  /** Chosen by the address that led here. */
  readonly chosen: string | null;
  readonly refused: Refused | null;
  /** What was entered in the first step. */
  readonly values: Readonly<Record<string, string>>;
}

export function DecisionForm(given: DecisionFormProps) {
  const t = useT();
  const language = useLanguage();
  const local = useLocal();
  const titled = useDecisionTitle(given.view.names);
  const { kind, view, newId, refused, edited } = given;
  const values = startingValues(given);
  const props = { ...given, values };
  const { own, group, names } = view;
  const one = own.length === 1 ? own[0] : undefined;
  const list = `/groups/${group.slug}/decisions`;
  const back = edited === null ? list : `${list}/${edited.number}`;
  const lacking = edited === null && isLacking(props);
  const named = edited === null ? t(`decisions:new.${kind}`) : t("decisions:edit.title");
  const proposer = edited?.country ?? null;
  return (
    <>
      <PageHead
        title={named}
        crumbs={[
          { name: t("decisions:list"), path: list },
          ...(edited === null ? [] : [{ name: titled(edited.text), path: back }]),
        ]}
        lead={t(edited === null ? `decisions:new.${kind}.what` : "decisions:edit.lead")}
        step={{ step: 1, steps: 2 }}
      />
      {lacking && (
        <Notice kind="wait" title={t(`decisions:lacking.${kind}`)}>
          {t(`decisions:lacking.${kind}.text`)}
        </Notice>
      )}
      {!lacking && (
        <Two asideLabel={t("decisions:way")} aside={<Way />}>
          <Form
            id="decision"
            label={named}
            refused={refused}
            hidden={
              edited === null
                ? {
                    id: refused?.values["id"] ?? values["id"] ?? newId ?? "",
                    ...(one === undefined ? {} : { country: one.iso }),
                  }
                : { revision: values["revision"] ?? "" }
            }
          >
            {proposer !== null && (
              <p className="as">
                {t("decisions:edit.as", { country: names[proposer] ?? proposer, group: group.name })}
              </p>
            )}
            {edited === null && one !== undefined && (
              <p className="as">{t("decisions:as", { country: one.name, group: group.name })}</p>
            )}
            {edited === null && one === undefined && (
              <SelectField
                name="country"
                label={t("decisions:country")}
                options={own.map(({ iso, name }) => ({ value: iso, label: name }))}
                value={values["country"]}
              />
            )}
            <Fields {...props} />
            <SelectField
              name="language"
              prompt={null}
              size={20}
              label={t("decisions:language")}
              options={languages.map((each) => ({ value: each, label: ownNames[each] }))}
              value={values["language"] ?? language}
            />
            <Actions>
              <Button kind="go" name="step" value="review">
                {t("frame:form.review")}
              </Button>
              <a href={local(back)}>{t("frame:form.cancel")}</a>
            </Actions>
          </Form>
        </Two>
      )}
    </>
  );
}

/** Whether there is nothing in the group that such a decision could be about. */
function isLacking({ kind, view: { ground } }: DecisionFormProps): boolean {
  switch (kind) {
    case "chairs":
      return false;
    case "commission":
      return ground.commission || ground.outputs.length === 0;
    case "end-commission":
      return ground.commissions.length === 0;
    case "goal-withdrawal":
      return ground.goals.length === 0;
  }
}

function Way() {
  const t = useT();
  return (
    <>
      <h2>{t("decisions:way")}</h2>
      <ol className="stackv">
        {(["proposed", "round", "decided"] as const).map((stage) => (
          <li key={stage}>{t(`decisions:way.${stage}`)}</li>
        ))}
      </ol>
    </>
  );
}

function Fields(props: DecisionFormProps): ReactNode {
  const t = useT();
  const { kind, view, values, chosen } = props;
  const { ground } = view;
  const countries = useCountries(view);
  const reasons = (
    <TextArea
      name="reasons"
      rows={5}
      label={t("decisions:reasons")}
      hint={t("decisions:paragraphs-hint")}
      maxLength={decisionLimits.text}
      value={values["reasons"]}
    />
  );
  switch (kind) {
    case "chairs":
      return (
        <>
          <SelectField
            name="chair"
            label={t("decisions:clause.chair")}
            options={countries}
            value={values["chair"] ?? ground.chair ?? undefined}
          />
          <CheckboxGroup
            name="viceChairs"
            label={t("decisions:clause.vice-chairs")}
            hint={t("decisions:vice-chairs.hint")}
            options={countries}
            values={values["language"] === undefined ? ground.viceChairs : lines(values["viceChairs"])}
          />
          <DateField
            name="from"
            optional
            label={t("decisions:clause.from")}
            hint={t("decisions:from.hint")}
            value={values["from"]}
          />
        </>
      );
    case "commission":
      return <CommissionFields {...props} />;
    case "end-commission":
      return (
        <>
          <SelectField
            name="commission"
            label={t("decisions:clause.commission")}
            options={ground.commissions.map(({ id, name }) => ({ value: id, label: name }))}
            value={values["commission"] ?? chosen ?? undefined}
          />
          {reasons}
        </>
      );
    case "goal-withdrawal":
      return (
        <>
          <SelectField
            name="goal"
            label={t("decisions:clause.goal")}
            options={ground.goals.map(({ id, title }) => ({ value: id, label: title }))}
            value={values["goal"] ?? ground.goals.find(({ number }) => `p${number}` === chosen)?.id}
          />
          {reasons}
        </>
      );
  }
}

function CommissionFields({ view, values }: DecisionFormProps) {
  const t = useT();
  const countries = useCountries(view);
  return (
    <>
      <TextField
        name="name"
        label={t("decisions:clause.name")}
        hint={t("decisions:name.hint")}
        maxLength={decisionLimits.name}
        value={values["name"]}
      />
      <Fold title={t("decisions:names")}>
        {languages.map((each) => (
          <TextField
            key={each}
            name={`name-${each}`}
            label={t("decisions:name-in", { language: t(`languages:${each}`) })}
            optional
            maxLength={decisionLimits.name}
            value={values[`name-${each}`]}
          />
        ))}
      </Fold>
      <SelectField
        name="output"
        label={t("decisions:clause.output")}
        hint={t("decisions:output.hint")}
        options={view.ground.outputs.map(({ id, title }) => ({ value: id, label: title }))}
        value={values["output"]}
      />
      <TextArea
        name="mission"
        rows={6}
        label={t("decisions:clause.mission")}
        hint={t("decisions:paragraphs-hint")}
        maxLength={decisionLimits.text}
        value={values["mission"]}
      />
      <CheckboxGroup
        name="countries"
        label={t("decisions:clause.countries")}
        hint={t("decisions:countries.hint")}
        options={countries}
        values={lines(values["countries"])}
      />
      <SelectField
        name="chair"
        label={t("decisions:clause.commission-chair")}
        options={countries}
        value={values["chair"]}
      />
    </>
  );
}

/** What was entered; before that, of a decision that is changed, what it says now. */
function startingValues({ values, edited }: DecisionFormProps): Readonly<Record<string, string>> {
  if (edited === null || values["language"] !== undefined) return values;
  return { ...fieldsOf(edited), language: edited.language, revision: String(edited.revision) };
}

/** The fields of the form as they would be entered to ask what the decision asks. */
function fieldsOf({ text, language }: DecisionView["decision"]): Readonly<Record<string, string>> {
  switch (text.kind) {
    case "chairs":
      return { chair: text.chair, viceChairs: text.viceChairs.join("\n"), from: text.from ?? "" };
    case "commission": {
      const { names, output, mission, countries, chair } = text;
      const others = languages.filter((each) => each !== language);
      return {
        name: names[language] ?? "",
        ...Object.fromEntries(others.map((each) => [`name-${each}`, names[each] ?? ""])),
        output: output.id,
        mission: mission.join("\n\n"),
        countries: countries.join("\n"),
        chair,
      };
    }
    case "end-commission":
      return { commission: text.commission.id, reasons: text.reasons.join("\n\n") };
    case "goal-withdrawal":
      return { goal: text.goal.id, reasons: text.reasons.join("\n\n") };
  }
}

const lines = (text: string | undefined): readonly string[] => (text ?? "").split(/\s+/).filter(Boolean);

function useCountries({ ground, names }: ProposingView) {
  const language = useLanguage();
  return ground.participating
    .map((iso) => ({ value: iso, label: names[iso] ?? iso }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
}

/** The second step. */
export function DecisionReviewed(
  props: DecisionFormProps & { readonly text: DecisionText; readonly country: string | null },
) {
  const t = useT();
  const { kind, view, text, country, values, refused, edited } = props;
  const { names, group } = view;
  const written = languages.find((each) => each === values["language"]) ?? "es";
  const titled = useDecisionTitle(names);
  const rows = useDecisionRows(names)(text, written);
  const hidden = Object.fromEntries(Object.entries(values).filter(([name]) => name !== "step"));
  const name = country === null ? "" : (names[country] ?? country);
  return (
    <>
      <PageHead
        title={t(edited === null ? "decisions:will-be-proposed" : "decisions:will-be")}
        crumbs={[
          { name: t("decisions:list"), path: `/groups/${group.slug}/decisions` },
          { name: titled(text) },
        ]}
        step={{ step: 2, steps: 2 }}
      />
      <Review
        id="review"
        refused={refused}
        again={{ id: "decision-again", label: t("decisions:review.again"), hidden }}
        confirm={
          edited === null ? t("decisions:review.button", { country: name }) : t("decisions:edit.button")
        }
        hidden={hidden}
        rows={[
          { term: t("decisions:review.what"), value: t(`decisions:new.${kind}`) },
          ...(country === null ? [] : [{ term: t("decisions:country"), value: name }]),
          ...rows.map(({ term, words, lang }) => ({
            term,
            value: words.map((said, place) => (
              <span className="block" key={place} lang={lang}>
                {said}
              </span>
            )),
            change: { href: "#decision-again", about: term },
          })),
        ]}
        follows={
          edited === null
            ? [t("decisions:follows.read"), t("decisions:follows.round"), t(`decisions:follows.${kind}`)]
            : [t("decisions:follows.edited")]
        }
      />
    </>
  );
}
