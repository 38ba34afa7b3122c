/** What happened in a round, newest first: positions as a word after the country, and every other act. */
import type { ReactNode } from "react";
import { positionKinds, type PositionKind } from "#app/domain/round.ts";
import type { NamedEntry } from "#server/services/records.ts";
import type { RoundPage } from "#server/services/round-pages.ts";
import { PositionMark, toneOf } from "./country.tsx";
import { sayEvent, sayWho } from "./event-words.ts";
import { Part } from "./part.tsx";
import { usePositionWords } from "./position-words.ts";
import { useFormat, useLocal, useT } from "./speech.tsx";
import { Timeline } from "./timeline.tsx";

export function RoundTimeline({ page }: { readonly page: RoundPage }) {
  const t = useT();
  const local = useLocal();
  const say = useEntry(page);
  const { entries, subject } = page;
  if (entries.length === 0) return null;
  return (
    <Part
      id="timeline"
      live
      title={t("record:history")}
      note={
        <>
          {t("record:history.note")}{" "}
          <a href={local(`/record?group=${subject.group.slug}&kind=rounds`)}>{t("record:history.proof")}</a>
        </>
      }
    >
      <Timeline
        entries={entries.map((entry) => ({ id: `e-${entry.id}`, at: entry.at, content: say(entry) }))}
      />
    </Part>
  );
}

function useEntry({ names, view }: RoundPage): (entry: NamedEntry) => ReactNode {
  const t = useT();
  const format = useFormat();
  const words = usePositionWords(view.recorded.round.roll.kind);
  const speech = { t, format, names };
  return (entry) => {
    const kind = positionIn(entry);
    const reason = entry.words["reason"];
    if (kind === null)
      return (
        <>
          {sayEvent(speech, entry, true)}
          {entry.kind !== "round.explanation-given" && typeof reason === "string" && reason !== "" && (
            <span className="soft"> {t("rounds:quoted", { words: reason })}</span>
          )}
        </>
      );
    const passage = entry.words["passage"];
    const letter = entry.facts["byLetter"] === true;
    return (
      <>
        <b>{letter ? countryOf(entry) : sayWho(speech, entry)}</b>{" "}
        <PositionMark tone={toneOf(kind)}>{words.said(kind)}</PositionMark>
        {typeof passage === "string" && passage !== "" && <span> {words.about(kind, passage)}</span>}
        {letter && <span className="soft"> {t("round-page:by-letter")}</span>}
      </>
    );
  };

  function countryOf(entry: NamedEntry): string {
    const seat = entry.facts["seat"];
    const line = view.reading.standing.find((standing) => standing.seat === seat);
    return line?.country == null ? sayWho(speech, entry) : (names[line.country] ?? line.country);
  }
}

function positionIn({ kind, facts }: NamedEntry): PositionKind | null {
  if (kind !== "round.position-given") return null;
  return positionKinds.find((known) => known === facts["position"]) ?? null;
}
