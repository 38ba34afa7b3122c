/** Beside the text, for those who do not see it move: who is where, and what others changed. Both opened by a key. */
import { memo, type ReactNode } from "react";
import type { EditorState } from "prosemirror-state";
import { locales, type Language } from "#app/i18n/language.ts";
import type { Change } from "./change-log.ts";
import { clausesIn, placeName, type LiveClause } from "./clauses.ts";
import { caretsIn } from "./cursors.ts";
import { hearings, type Hearing } from "./hearing.ts";
import type { Peer } from "./presence.ts";
import { Name } from "./presence-words.tsx";
import { listOf, personName, type Tongue } from "./saying.ts";

export const aroundIds = { people: "plan-people", changes: "plan-changes" } as const;

interface AroundProps {
  readonly tongue: Tongue;
  /** The text and its carets as they were a moment ago. */
  readonly state: EditorState;
  readonly peers: readonly Peer[];
  readonly changes: readonly Change[];
  /** The language that the text is written in. */
  readonly written: Language;
  readonly hearing: Hearing;
  hear(chosen: Hearing): void;
}

export const Around = memo(function Around(props: AroundProps) {
  const { tongue, state, peers, changes, written, hearing, hear } = props;
  const { t } = tongue;
  const clauses = clausesIn(state.doc);
  const carets = caretsIn(state);
  return (
    <div className="around">
      <details id={aroundIds.people}>
        <summary>{t("around.people", { number: peers.length })}</summary>
        {peers.length === 0 && <p className="soft">{t("here.alone")}</p>}
        <ul>
          {peers.map((peer) => {
            const caret = carets.get(peer.member) ?? null;
            const at = caret === null ? null : state.doc.resolve(caret).index(0);
            const place = at === null ? null : placeName(t, clauses, at);
            const id = at === null ? undefined : clauses[at]?.id;
            return (
              <li key={peer.member}>
                <Linked id={id} place={caret}>
                  <Name
                    tongue={tongue}
                    name={peer.office === "observer" ? t("here.observer", { name: peer.name }) : peer.name}
                    country={peer.country}
                  />{" "}
                  <small>{place ?? t("around.reading")}</small>
                </Linked>
              </li>
            );
          })}
        </ul>
      </details>
      <details id={aroundIds.changes}>
        <summary>{t("around.changes", { number: changes.length })}</summary>
        <Changes tongue={tongue} changes={changes} clauses={clauses} written={written} />
        <label htmlFor="plan-hearing">{t("said.setting")}</label>
        <select
          className="input"
          id="plan-hearing"
          value={hearing}
          onChange={({ target }) => hear(hearings.find((one) => one === target.value) ?? hearing)}
        >
          {hearings.map((one) => (
            <option key={one} value={one}>
              {t(`hearing.${one}`)}
            </option>
          ))}
        </select>
      </details>
    </div>
  );
});

interface ChangesProps {
  readonly tongue: Tongue;
  readonly changes: readonly Change[];
  readonly clauses: readonly LiveClause[];
  readonly written: Language;
}

/** The latest first; each is one link, so that it is heard as a whole. */
const Changes = memo(function Changes({ tongue, changes, clauses, written }: ChangesProps) {
  const { t, language } = tongue;
  const time = new Intl.DateTimeFormat(locales[language], {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  if (changes.length === 0) return <p className="soft">{t("said.nothing")}</p>;
  return (
    <ol aria-label={t("around.changes.list")}>
      {changes.map((change) => {
        const { key, by, away, at, clause, gone, kind, quote, fields } = change;
        const place = clauses.findIndex(({ id }) => id === clause);
        const who = by.map((person) => personName(tongue, person));
        const names = fields.map((name) => t(`output.${name}`));
        return (
          <li key={key}>
            <Linked id={place >= 0 ? clause : (gone?.near ?? undefined)}>
              <b>{place >= 0 ? placeName(t, clauses, place) : (gone?.place ?? t("place.gone"))}</b>{" "}
              <span>
                {t(`change.${kind}`, { fields: listOf(tongue, names) })}
                {quote !== "" && (
                  <>
                    {" "}
                    <span lang={written}>{t("quoted", { words: quote })}</span>
                  </>
                )}
              </span>{" "}
              <small>
                {who.length > 0 ? listOf(tongue, who) : t(away ? "change.away" : "change.somebody")}
                {" · "}
                <time dateTime={at.toISOString()}>{time.format(at)}</time>
              </small>
            </Linked>
          </li>
        );
      })}
    </ol>
  );
});

/** A link into the text; only its words where there is no place for it. */
function Linked(props: {
  readonly id: string | undefined;
  /** Where in the clause, for who follows it with a key. */
  readonly place?: number | null;
  readonly children: ReactNode;
}) {
  const { id, place = null, children } = props;
  if (id === undefined) return <span>{children}</span>;
  return (
    <a href={`#${id}`} data-place={place ?? undefined}>
      {children}
    </a>
  );
}

/** Opens one of the two, and goes to the first of what it lists. */
export function openAround(name: keyof typeof aroundIds): void {
  const panel = document.getElementById(aroundIds[name]);
  if (!(panel instanceof HTMLDetailsElement)) return;
  panel.open = true;
  panel.querySelector<HTMLElement>(panel.querySelector("a") === null ? "summary" : "a")?.focus();
}
