/** One suggestion: what would change, who stands behind it, and what the reader may do about it. */
import type { Refused } from "#app/answers.ts";
import type { MarginWording } from "#app/document/margin.ts";
import { contextLength } from "#app/document/quote.ts";
import type { FieldName } from "#app/domain/output-field.ts";
import { withSigns, wordingLimits } from "#app/domain/wording.ts";
import { fieldChange, outputSpeaker } from "#app/i18n/output-fields.ts";
import type { NamedClause } from "#server/services/margin-pages.ts";
import type { BesideView } from "./beside.tsx";
import { BesideAct } from "./beside-act.tsx";
import { Actions, Button, TextLink } from "./button.tsx";
import { Country } from "./country.tsx";
import { TextArea } from "./field.tsx";
import { Form } from "./form.tsx";
import { Moment } from "./moment.tsx";
import { onceKeyOf } from "./once-key.ts";
import { Fold } from "./part.tsx";
import { PassageLine } from "./passage-line.tsx";
import { ChangedWords } from "./compared-words.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";
import { Voice } from "./thread-view.tsx";
import { voiceWords } from "./voice-words.ts";

export function WordingItem(props: {
  readonly wording: MarginWording;
  readonly clause: NamedClause | null;
  readonly view: BesideView;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const { wording, clause, view, refused } = props;
  const { number, voice, author, state, anchor } = wording;
  const { field } = anchor;
  const id = `w${number}`;
  // The output is named also where its field says something else by now.
  const output = view.clauses.find((one) => one.id === anchor.clause) ?? null;
  return (
    <article className="beside" id={id} aria-labelledby={`${id}-where`}>
      <PassageLine
        id={`${id}-where`}
        clause={field === undefined ? (state === "accepted" ? null : clause) : output}
        field={field}
        slug={view.slug}
      />
      <p className="s soft">
        {t("comments:suggestion", { number })} · <b>{author === "" ? t("threads:erased") : author}</b>{" "}
        <Voice voice={voiceWords(t, voice, view.names)} /> · <Moment at={new Date(wording.at)} as="stamp" />
      </p>
      {field === undefined ? (
        <Words wording={wording} language={view.language} />
      ) : (
        <FieldWords wording={wording} field={field} view={view} />
      )}
      <Standing wording={wording} clause={clause} view={view} />
      <Rivals wording={wording} view={view} />
      <Acts wording={wording} view={view} refused={refused} />
    </article>
  );
}

/** The words that go struck through, those that come marked, between those that stay. */
function Words({ wording, language }: { readonly wording: MarginWording; readonly language: string }) {
  const reader = useLanguage();
  const { anchor, replacement } = wording;
  const { before, quote, after } = anchor;
  const parts = [
    { kind: "same", words: before.length === contextLength ? `…${before.replace(/^\S*\s+/, "")}` : before },
    { kind: "removed", words: quote },
    { kind: "added", words: withSigns(replacement) },
    { kind: "same", words: after.length === contextLength ? `${after.replace(/\s+\S*$/, "")}…` : after },
  ] as const;
  return (
    <p className="compared measure" lang={language === reader ? undefined : language}>
      <ChangedWords words={parts.filter(({ words }) => words !== "")} />
    </p>
  );
}

/** What the field says, struck through, and what it is to say. */
function FieldWords(props: {
  readonly wording: MarginWording;
  readonly field: FieldName;
  readonly view: BesideView;
}) {
  const t = useT();
  const reader = useLanguage();
  const { wording, field, view } = props;
  const speaker = outputSpeaker(t, reader, view.names);
  const { from, to } = fieldChange(speaker, field, wording.anchor.quote, wording.replacement);
  const parts = [
    { kind: "removed", words: from },
    { kind: "same", words: from === "" || to === "" ? "" : " " },
    { kind: "added", words: to },
  ] as const;
  return (
    <p className="compared measure">
      <ChangedWords words={parts.filter(({ words }) => words !== "")} />
    </p>
  );
}

/** Who sponsors it, and how it ended or what stands against it. */
function Standing({
  wording,
  clause,
  view,
}: Pick<Parameters<typeof WordingItem>[0], "wording" | "clause" | "view">) {
  const t = useT();
  const format = useFormat();
  const { sponsors, state, ended, base, anchor } = wording;
  const isOfField = anchor.field !== undefined;
  const by = ended === null ? "" : ended.by === "" ? t("threads:erased") : ended.by;
  return (
    <>
      {sponsors.length > 0 && (
        <p className="row s">
          <span className="soft">{t("comments:sponsors")}</span>
          {sponsors.map((iso) => (
            <Country key={iso} iso={iso} name={view.names[iso] ?? iso} />
          ))}
        </p>
      )}
      {state === "open" && sponsors.length === 0 && <p className="s soft">{t("comments:no-sponsor")}</p>}
      {state === "open" && clause === null && (
        <p className="s objects">{t(isOfField ? "comments:conflict.field" : "comments:conflict")}</p>
      )}
      {state === "open" && base.release !== null && (
        <p className="s soft">{t("comments:carried", { number: base.release })}</p>
      )}
      {ended !== null && (
        <p className="s soft">
          {t(`comments:ended.${state}`, { by, date: format.longDay(new Date(ended.at)) })}
          {ended.reason !== null && <> {t("rounds:quoted", { words: ended.reason })}</>}
        </p>
      )}
    </>
  );
}

/** Which others are about the same words, each with the way to it. */
function Rivals({ wording, view }: Pick<Parameters<typeof WordingItem>[0], "wording" | "view">) {
  const t = useT();
  const rivals = view.rivals[wording.number] ?? [];
  if (rivals.length === 0) return null;
  const what = wording.anchor.field === undefined ? "comments:rivals" : "comments:rivals.field";
  return (
    <p className="row s">
      <span className="objects">{t(what, { count: rivals.length })}</span>
      {rivals.map((number) => (
        <a key={number} href={`#w${number}`}>
          {t("comments:suggestion", { number })}
        </a>
      ))}
    </p>
  );
}

const plainActs = ["sponsor", "unsponsor", "withdraw"] as const;

function Acts({
  wording,
  view,
  refused,
}: Pick<Parameters<typeof WordingItem>[0], "wording" | "view" | "refused">) {
  const t = useT();
  const { number, may, thread } = wording;
  const id = `w${number}`;
  const about = t("comments:suggestion", { number });
  const said = refused?.values["act"];
  return (
    <>
      <div className="row">
        {plainActs
          .filter((act) => may[act])
          .map((act) => (
            <BesideAct
              key={act}
              act={act}
              number={number}
              of={id}
              about={about}
              label={t(`comments:${act}`)}
            />
          ))}
        {thread !== null && (
          <TextLink path={`/groups/${view.slug}/discussion/${thread}`} about={about}>
            {t("comments:thread")}
          </TextLink>
        )}
      </div>
      {may.accept && <Accept wording={wording} view={view} refused={said === "accept" ? refused : null} />}
      {may.reject && (
        <Fold title={t("comments:reject")} open={said === "reject"}>
          <Form
            id={`${id}-reject`}
            label={t("comments:line", { clause: t("comments:reject"), words: about })}
            refused={said === "reject" ? refused : null}
            hidden={{ act: "reject", number: String(number), of: id }}
          >
            <TextArea
              name="reason"
              label={t("comments:reason")}
              hint={t("comments:reason.hint")}
              rows={3}
              maxLength={wordingLimits.reason}
            />
            <Actions>
              <Button>{t("comments:reject.do")}</Button>
            </Actions>
          </Form>
        </Fold>
      )}
      {may.discuss && thread === null && (
        <Fold title={t("comments:discuss")} open={said === "discuss"}>
          <Form
            id={`${id}-discuss`}
            label={t("comments:line", { clause: t("comments:discuss"), words: about })}
            refused={said === "discuss" ? refused : null}
            hidden={{
              act: "discuss",
              number: String(number),
              of: id,
              onceKey: onceKeyOf(view.onceKey, number),
            }}
          >
            <TextArea
              name="text"
              label={t("threads:text")}
              hint={t("threads:answer.hint")}
              rows={4}
              maxLength={8_000}
            />
            <Actions>
              <Button>{t("threads:post")}</Button>
            </Actions>
          </Form>
        </Fold>
      )}
    </>
  );
}

/** Accepting is asked about once more, with what it does to the text and to those that compete. */
function Accept({
  wording,
  view,
  refused,
}: Pick<Parameters<typeof WordingItem>[0], "wording" | "view" | "refused">) {
  const t = useT();
  const format = useFormat();
  const { number, anchor } = wording;
  const isOfField = anchor.field !== undefined;
  const id = `w${number}`;
  const about = t("comments:suggestion", { number });
  const rivals = view.rivals[number] ?? [];
  const names = format.list(rivals.map((each) => t("comments:suggestion", { number: each })));
  return (
    <Fold title={t("comments:accept")} open={refused !== null}>
      <Form
        id={`${id}-accept`}
        label={t("comments:line", { clause: t("comments:accept"), words: about })}
        refused={refused}
        hidden={{ act: "accept", number: String(number), told: rivals.join(","), of: id }}
      >
        <p>{t(isOfField ? "comments:accept.field" : "comments:accept.what")}</p>
        {rivals.length > 0 && (
          <p className="objects">
            {t(isOfField ? "comments:accept.rivals.field" : "comments:accept.rivals", {
              count: rivals.length,
              names,
            })}
          </p>
        )}
        <Actions>
          <Button>{t("comments:accept.do")}</Button>
        </Actions>
      </Form>
    </Fold>
  );
}
