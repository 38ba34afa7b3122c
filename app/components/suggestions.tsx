/** Who should speak in a group: what was suggested to focal points, the form to suggest, and the forms to answer. */
import type { Refused } from "#app/answers.ts";
import type { GroupSuggestions, ShownSuggestion } from "#server/services/suggestions.ts";
import { Actions, Button, TextLink } from "./button.tsx";
import { RadioGroup, SelectField } from "./choice-field.tsx";
import { Country } from "./country.tsx";
import { Definitions } from "./definitions.tsx";
import { TextArea, TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { Moment } from "./moment.tsx";
import { ActFields, PersonFields } from "./naming-fields.tsx";
import { Empty } from "./notice.tsx";
import { Fold, Part } from "./part.tsx";
import { useFormat, useT } from "./speech.tsx";
import { Table } from "./table.tsx";

/** What those who lead the group and the focal points concerned see of its suggestions; nothing for others. */
export function SuggestionList(props: {
  readonly slug: string;
  readonly suggestions: readonly ShownSuggestion[];
  readonly maySuggest: boolean;
}) {
  const t = useT();
  const { slug, suggestions, maySuggest } = props;
  if (suggestions.length === 0 && !maySuggest) return null;
  return (
    <Part id="suggestions" title={t("groups:suggestions")} note={t("groups:suggestions.note")}>
      {suggestions.length === 0 ? (
        <Empty title={t("groups:suggestions.empty")}>{t("groups:suggestions.empty.text")}</Empty>
      ) : (
        <Table
          caption={t("groups:suggestions")}
          columns={[
            { key: "name", head: t("groups:members.persons"), names: true },
            { key: "to", head: t("groups:suggestions.to"), labelled: true },
            { key: "since", head: t("groups:suggestions.on"), look: "s soft nowrap", labelled: true },
            { key: "state", head: t("groups:suggestions.state"), labelled: true },
          ]}
          rows={suggestions.map((one) => ({
            id: `suggested-${one.id}`,
            cells: {
              name: (
                <>
                  {one.name}
                  {one.institution !== null && <small>{one.institution}</small>}
                </>
              ),
              to: <Country iso={one.country} name={one.countryName} />,
              since: <Moment at={one.at} as="day" />,
              state: <State slug={slug} suggestion={one} />,
            },
          }))}
        />
      )}
      {maySuggest && (
        <p className="row after">
          <TextLink path={`/groups/${slug}/members/people#suggest`}>{t("groups:suggest")}</TextLink>
        </p>
      )}
    </Part>
  );
}

function State({ slug, suggestion }: { readonly slug: string; readonly suggestion: ShownSuggestion }) {
  const t = useT();
  const { answer, answerReason, answeredAt, mine, id, name } = suggestion;
  if (mine)
    return (
      <TextLink path={`/groups/${slug}/members/people#suggestion-${id}`} about={name}>
        {t("groups:suggestions.answer")}
      </TextLink>
    );
  if (answer === null || answeredAt === null)
    return <span className="soft">{t("groups:suggestions.waits")}</span>;
  return (
    <>
      {t(`groups:suggestions.${answer}`)} <Moment at={answeredAt} as="day" />
      {answerReason !== null && <small>{answerReason}</small>}
    </>
  );
}

/** The form of those who lead the group. */
export function SuggestForm(props: {
  readonly around: GroupSuggestions;
  readonly first: boolean;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const { around, first, refused } = props;
  return (
    <Part id="suggest" title={t("groups:suggest")} note={t("groups:suggest.note")} first={first}>
      <div className="writing">
        <Form
          id="suggest-form"
          labelledBy="suggest-heading"
          hidden={{ do: "suggest" }}
          refused={refused?.values["do"] === "suggest" ? refused : null}
        >
          <SelectField
            name="country"
            label={t("groups:suggest.country")}
            options={around.countries.map(({ iso, name }) => ({ value: iso, label: name }))}
          />
          <TextField name="name" label={t("groups:suggest.name")} maxLength={120} autoComplete="off" />
          <TextField
            name="email"
            label={t("groups:suggest.email")}
            type="email"
            maxLength={254}
            autoComplete="off"
            optional
          />
          <TextField name="institution" label={t("groups:suggest.institution")} maxLength={200} optional />
          <RadioGroup
            name="kind"
            label={t("groups:suggest.kind")}
            value={around.kinds[0]}
            tight
            options={around.kinds.map((kind) => ({ value: kind, label: t(`groups:suggest.kind.${kind}`) }))}
          />
          <TextArea name="note" label={t("groups:suggest.why")} maxLength={1000} rows={3} />
          <Actions>
            <Button kind={first ? "go" : "plain"}>{t("groups:suggest.do")}</Button>
          </Actions>
        </Form>
      </div>
    </Part>
  );
}

/** The suggestions that wait for the reader's answer, each with its two forms. */
export function SuggestionsToAnswer(props: {
  readonly around: GroupSuggestions;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const waiting = props.around.suggestions.filter(({ mine }) => mine);
  if (waiting.length === 0) return null;
  return (
    <Part id="answer" title={t("groups:answer")} note={t("groups:answer.note")} first>
      {waiting.map((one) => (
        <AnswerForms key={one.id} suggestion={one} refused={props.refused} />
      ))}
    </Part>
  );
}

function AnswerForms(props: { readonly suggestion: ShownSuggestion; readonly refused: Refused | null }) {
  const t = useT();
  const format = useFormat();
  const { suggestion, refused } = props;
  const { id, name, email, institution, kind, note, by, at } = suggestion;
  const sentBack = (doing: string) =>
    refused?.values["do"] === doing && refused.values["suggestionId"] === id ? refused : null;
  return (
    <div className="writing" id={`suggestion-${id}`}>
      <h3>{name}</h3>
      <p className="hint">
        {t("groups:answer.suggested", { by: by ?? t("groups:answer.somebody"), day: format.longDay(at) })}
      </p>
      <Definitions
        small
        rows={[
          { term: t("groups:suggest.kind"), value: t(`groups:suggest.kind.${kind}`) },
          ...(institution === null ? [] : [{ term: t("groups:suggest.institution"), value: institution }]),
          { term: t("groups:suggest.why"), value: note },
        ]}
      />
      <Fold title={t("groups:answer.accept")} open={sentBack("accept") !== null}>
        <Form
          id={`accept-${id}`}
          label={`${t("groups:answer.accept")}: ${name}`}
          hidden={{ do: "accept", suggestionId: id }}
          refused={sentBack("accept")}
          files
        >
          <PersonFields position given={{ name, email }} />
          <TextField
            name="institution"
            label={t("groups:suggest.institution")}
            value={institution ?? undefined}
            maxLength={200}
            optional
          />
          <ActFields kinds={["nomination", "letter"]} begins />
          <Actions>
            <Button kind="go">{t("groups:answer.accept.do")}</Button>
          </Actions>
        </Form>
      </Fold>
      <Fold title={t("groups:answer.decline")} open={sentBack("decline") !== null}>
        <Form
          id={`decline-${id}`}
          label={`${t("groups:answer.decline")}: ${name}`}
          hidden={{ do: "decline", suggestionId: id }}
          refused={sentBack("decline")}
        >
          <TextArea name="reason" label={t("groups:answer.reason")} maxLength={500} rows={3} />
          <Actions>
            <Button>{t("groups:answer.decline.do")}</Button>
          </Actions>
        </Form>
      </Fold>
    </div>
  );
}
