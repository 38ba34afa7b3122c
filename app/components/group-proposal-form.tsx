/** The form in which a group is proposed, and changed while it is proposed. */
import type { Refused } from "#app/answers.ts";
import { groupProposalLimits } from "#app/domain/group-proposal.ts";
import { languages } from "#app/i18n/language.ts";
import type { ProposingView } from "#server/services/group-proposals.ts";
import { Actions, Button } from "./button.tsx";
import { SelectField } from "./choice-field.tsx";
import { TextArea, TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { LanguageField } from "./language-field.tsx";
import { Two } from "./review.tsx";
import { useLanguage, useLocal, useT } from "./speech.tsx";

export interface ProposalFormProps {
  readonly view: ProposingView;
  /** For a new proposal: made with the page, so that the form is taken once. */
  readonly newId: string | null;
  readonly refused: Refused | null;
  /** Where cancelling leads, without language. */
  readonly back: string;
}

export function GroupProposalForm(props: ProposalFormProps) {
  const t = useT();
  const language = useLanguage();
  const local = useLocal();
  const { view, refused } = props;
  const { existing, countries, areas } = view;
  const text = existing?.text?.proposes === "creation" ? existing.text : null;
  const states = countries.map(({ iso, name }) => ({ value: iso, label: name }));
  return (
    <Two asideLabel={t("group-chain:way")} aside={<Way />}>
      <Form id="group" label={t("group-chain:form.label")} refused={refused} hidden={hiddenOf(props)}>
        <ForCountry view={view} />
        <LanguageField
          label={t("group-chain:form.language")}
          hint={t("group-chain:form.language-hint")}
          value={existing?.language ?? language}
        />
        <NameFields names={text?.names ?? {}} first={existing?.language ?? language} />
        <SelectField
          name="area"
          label={t("group-chain:form.area")}
          options={areas.map(({ code, title }) => ({ value: code, label: `${code} · ${title}` }))}
          value={text?.area}
        />
        <TextArea
          name="purpose"
          rows={9}
          label={t("group-chain:clause.purpose")}
          hint={t("group-chain:form.purpose-hint")}
          maxLength={groupProposalLimits.text}
          value={text?.purpose.join("\n\n")}
        />
        <SelectField
          name="chair"
          optional
          label={t("group-chain:form.chair")}
          hint={t("group-chain:form.chair-hint")}
          prompt={t("group-chain:form.chair-later")}
          options={states}
          value={text?.chair ?? ""}
        />
        {[1, 2, 3].map((place) => (
          <SelectField
            key={place}
            name={`vice-${place}`}
            optional
            label={t("group-chain:form.vice-chair", { place })}
            prompt={t("group-chain:form.nobody")}
            options={states}
            value={text?.viceChairs[place - 1] ?? ""}
          />
        ))}
        <TextArea
          name="reasons"
          rows={5}
          label={t("group-chain:clause.reasons")}
          hint={t("group-chain:form.reasons-hint")}
          maxLength={groupProposalLimits.reasons}
          value={text?.reasons.join("\n\n")}
        />
        <Actions>
          <Button kind="go">
            {existing === null ? t("group-chain:form.propose") : t("frame:form.save")}
          </Button>
          <a href={local(props.back)}>{t("frame:form.cancel")}</a>
        </Actions>
      </Form>
    </Two>
  );
}

/** The form that says why a group should end. */
export function GroupEndForm(props: ProposalFormProps) {
  const t = useT();
  const language = useLanguage();
  const local = useLocal();
  const { view, refused } = props;
  const { existing } = view;
  const text = existing?.text?.proposes === "end" ? existing.text : null;
  return (
    <Two asideLabel={t("group-chain:way")} aside={<Way end />}>
      <Form id="end" label={t("group-chain:end.label")} refused={refused} hidden={hiddenOf(props)}>
        <ForCountry view={view} />
        <LanguageField
          label={t("group-chain:form.language")}
          value={text === null ? language : existing?.language}
        />
        <TextArea
          name="reasons"
          rows={8}
          label={t("group-chain:end.reasons")}
          hint={t("group-chain:end.reasons-hint")}
          maxLength={groupProposalLimits.text}
          value={text?.reasons.join("\n\n")}
        />
        <Actions>
          <Button kind="go">{text === null ? t("group-chain:end.propose") : t("frame:form.save")}</Button>
          <a href={local(props.back)}>{t("frame:form.cancel")}</a>
        </Actions>
      </Form>
    </Two>
  );
}

/** The name in each language, the one in which the rest is written first. */
export function NameFields(props: {
  readonly names: Readonly<Record<string, string | undefined>>;
  readonly first: (typeof languages)[number];
}) {
  const t = useT();
  const order = [props.first, ...languages.filter((one) => one !== props.first)];
  return (
    <>
      {order.map((one, place) => (
        <TextField
          key={one}
          name={`name-${one}`}
          lang={one}
          label={t("group-chain:form.name", { language: t(`languages:${one}`) })}
          hint={place === 0 ? t("group-chain:form.name-hint") : undefined}
          optional={place > 0}
          maxLength={groupProposalLimits.name}
          autoComplete="off"
          value={props.names[one]}
        />
      ))}
    </>
  );
}

/** For which country it is done: said where it is one, chosen where there are several. */
function ForCountry({ view: { own } }: { readonly view: ProposingView }) {
  const t = useT();
  const [only] = own;
  if (own.length === 1 && only !== undefined)
    return <p className="as">{t("group-chain:form.as", { country: only.name })}</p>;
  return (
    <SelectField
      name="country"
      label={t("group-chain:country")}
      options={own.map(({ iso, name }) => ({ value: iso, label: name }))}
    />
  );
}

function hiddenOf({ view, newId, refused }: ProposalFormProps): Record<string, string> {
  const { own, existing } = view;
  const [only] = own;
  return {
    ...(newId === null ? {} : { id: refused?.values["id"] ?? newId }),
    ...(existing === null ? {} : { revision: String(existing.revision) }),
    ...(own.length === 1 && only !== undefined ? { country: only.iso } : {}),
  };
}

/** What comes after the form is sent. */
function Way({ end = false }: { readonly end?: boolean }) {
  const t = useT();
  return (
    <>
      <h2>{t("group-chain:way")}</h2>
      <ol className="stackv">
        {(["proposed", "consultation", "officers-round", end ? "discontinued" : "active"] as const).map(
          (stage) => (
            <li key={stage}>{t(`group-chain:way.${stage}`)}</li>
          ),
        )}
      </ol>
    </>
  );
}
