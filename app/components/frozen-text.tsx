/** A text that is decided or was: numbered paragraphs that can be cited, its release, and what is still needed. */
import type { ReactNode } from "react";
import { PositionMark, type Tone } from "./country.tsx";
import { Icon } from "./icon.tsx";
import { useFormat, useLanguage, useLocal, useT } from "./speech.tsx";

export interface Paragraph {
  /** As positions name it; null for what they do not. */
  readonly number: string | null;
  readonly content: ReactNode;
  /** Language of the paragraph, where it is not that of the text. */
  readonly lang?: string;
  /** Said over it; paragraphs in a row under one heading share it. */
  readonly heading?: string | null;
  /** What stands on record about it. */
  readonly flags?: readonly { readonly tone: Tone; readonly words: string }[];
  /** Somebody objects to it. */
  readonly contested?: boolean;
  /** Chosen in the form beside it. */
  readonly picked?: boolean;
}

export function NumberedText(props: {
  readonly paragraphs: readonly Paragraph[];
  readonly lang?: string;
  /** Numbers become links to cite by; off where the text only stands beside a form. */
  readonly anchors?: boolean;
}) {
  const language = useLanguage();
  const { anchors = true } = props;
  return (
    <ol className="paras" lang={props.lang === language ? undefined : props.lang}>
      {props.paragraphs.map((paragraph, place) => {
        const { number, content, flags = [], contested, picked, lang } = paragraph;
        const heading = paragraph.heading ?? null;
        const above = props.paragraphs[place - 1]?.heading ?? null;
        return (
          <li
            key={number ?? `unnumbered-${place}`}
            id={anchors && number !== null ? `p${number}` : undefined}
            className={contested === true ? "contested" : picked === true ? "picked" : undefined}
          >
            <ParagraphNumber number={number} anchor={anchors} />
            <div>
              {heading !== null && heading !== above && (
                <p className="para-head" lang={language}>
                  {heading}
                </p>
              )}
              <p lang={lang}>{content}</p>
              {flags.length > 0 && (
                <p className="para-flag" lang={language}>
                  {flags.map(({ tone, words }) => (
                    <PositionMark key={words} tone={tone}>
                      {words}
                    </PositionMark>
                  ))}
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function ParagraphNumber(props: { readonly number: string | null; readonly anchor: boolean }) {
  const t = useT();
  const { number, anchor } = props;
  if (number === null || !anchor) return <span className="n">{number}</span>;
  return (
    <a className="n" href={`#p${number}`} aria-label={t("frame:text.paragraph", { number })}>
      {number}
    </a>
  );
}

/** Number, day and hash of a release in small print. */
export function ReleaseLine(props: {
  readonly number: number;
  readonly hash: string;
  readonly frozenAt?: Date;
  readonly compare?: { readonly number: number; readonly path: string };
  readonly children?: ReactNode;
}) {
  const t = useT();
  const format = useFormat();
  const local = useLocal();
  const { number, hash, frozenAt, compare } = props;
  return (
    <p className="release">
      <span>
        <Icon name="lock" />{" "}
        {frozenAt === undefined
          ? t("frame:release", { number })
          : t("frame:release.frozen", { number, day: format.longDay(frozenAt) })}
      </span>
      <span className="mono" title={hash}>
        SHA-256 {shortHash(hash)}
      </span>
      {compare !== undefined && (
        <a href={local(compare.path)}>{t("frame:release.compare", { number: compare.number })}</a>
      )}
      {props.children}
    </p>
  );
}

/** "9f2c81d0…b3e47a". */
export function shortHash(hash: string): string {
  return hash.length <= 16 ? hash : `${hash.slice(0, 8)}…${hash.slice(-6)}`;
}

/** What is counted down to. */
export interface Clock {
  readonly to: "opens" | "ends";
  readonly at: Date;
}

/** The sentence: what is still needed, one line for each need, and the clock beside it. */
export function Needed(props: {
  readonly sentences: readonly string[];
  /** Instead of "What is still needed", once it is over. */
  readonly label?: string;
  /** What somebody wrote that belongs to the sentences, in their own words. */
  readonly quote?: { readonly label: string; readonly words: string; readonly lang: string };
  readonly clock?: Clock;
}) {
  const t = useT();
  const format = useFormat();
  const { clock, quote } = props;
  return (
    <section className="needed" aria-labelledby="needed" data-live="needed">
      <div>
        <h2 className="label" id="needed">
          {props.label ?? t("frame:needed")}
        </h2>
        <p className="sentence">
          {props.sentences.map((sentence) => (
            <span key={sentence}>{sentence} </span>
          ))}
        </p>
        {quote !== undefined && (
          <p>
            {quote.label} <span lang={quote.lang}>{t("rounds:quoted", { words: quote.words })}</span>
          </p>
        )}
      </div>
      {clock !== undefined && (
        <p className="clock">
          <span>{t(clock.to === "opens" ? "frame:opens-in" : "frame:time-left")}</span>
          <b>{format.left(clock.at)}</b>
          <time dateTime={clock.at.toISOString()}>
            {clock.to === "opens" ? format.full(clock.at) : t("format:until", { at: format.full(clock.at) })}
          </time>
        </p>
      )}
    </section>
  );
}

/** The frozen text and, beside it, the reader's own act; on a phone the act comes first. */
export function Decision(props: { readonly text: ReactNode; readonly act: ReactNode }) {
  return (
    <div className="desk-top">
      {props.text}
      {props.act}
    </div>
  );
}

/** The heading and release line over a frozen text. */
export function FrozenText(props: {
  readonly id: string;
  readonly title?: string;
  readonly release: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useT();
  return (
    <section className="frozen" aria-labelledby={props.id} data-live={props.id}>
      <header>
        <h2 id={props.id}>{props.title ?? t("frame:text.to-decide")}</h2>
        {props.release}
      </header>
      {props.children}
    </section>
  );
}
