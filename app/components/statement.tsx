/** Objections, reservations and explanations, in full and in the words given. */
import { PositionMark } from "./country.tsx";
import { Moment } from "./moment.tsx";
import { useLanguage, useLocal, useT } from "./speech.tsx";

export interface Statement {
  readonly id: string;
  readonly kind: "objects" | "reservation" | "explanation";
  /** The country's name in the reader's language. */
  readonly country: string;
  readonly passage?: string | null;
  readonly words: string;
  readonly lift?: string | null;
  readonly amendment?: string | null;
  readonly at: Date;
  /** Language the words are in. */
  readonly lang?: string;
  /** A courtesy translation by the secretariat. */
  readonly translation?: { readonly path: string };
}

export function Statements({ statements }: { readonly statements: readonly Statement[] }) {
  return (
    <>
      {statements.map((statement) => (
        <StatementView key={statement.id} statement={statement} />
      ))}
    </>
  );
}

function StatementView({ statement }: { readonly statement: Statement }) {
  const t = useT();
  const local = useLocal();
  const language = useLanguage();
  const { id, words, lift, amendment, translation } = statement;
  const lang = statement.lang === language ? undefined : statement.lang;
  return (
    <article className="statement" id={id}>
      <header>
        <StatementHead statement={statement} />
        <Moment at={statement.at} className="soft s" />
      </header>
      <div className="quote" lang={lang}>
        {words.split(/\n+/).map((line, place) => (
          <p key={place}>{line}</p>
        ))}
      </div>
      <Further label={t("frame:statement.lift")} words={lift} lang={lang} />
      <Further label={t("frame:statement.amendment")} words={amendment} lang={lang} />
      {translation !== undefined && (
        <p className="s">
          <a href={local(translation.path)}>
            {t("languages:read-in", { language: t(`languages:${language}`) })}
          </a>{" "}
          <span className="soft">{t("frame:statement.translation")}</span>
        </p>
      )}
    </article>
  );
}

function StatementHead({ statement }: { readonly statement: Statement }) {
  const t = useT();
  const { kind, country, passage } = statement;
  if (kind === "explanation") return <b>{t("frame:statement.explanation", { country })}</b>;
  const named = passage !== undefined && passage !== null;
  const key =
    kind === "objects" ? (named ? "objects-to" : "objects") : named ? "reservation-on" : "reservation";
  return (
    <PositionMark tone={kind}>
      {t(`frame:statement.${key}`, named ? { country, passage } : { country })}
    </PositionMark>
  );
}

function Further(props: {
  readonly label: string;
  readonly words: string | null | undefined;
  readonly lang: string | undefined;
}) {
  if (!props.words) return null;
  return (
    <p className="s">
      <span className="soft">{props.label}</span> <span lang={props.lang}>{props.words}</span>
    </p>
  );
}
