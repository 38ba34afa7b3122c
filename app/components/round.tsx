/** A round as a page shows it: what is still needed, the board, the statements, and what the reader may do in it. */
import { positionThatBroke } from "#app/domain/consensus.ts";
import type { Reading, Standing } from "#app/domain/round.ts";
import { sayNeeds } from "#app/i18n/needs.ts";
import type { RoundView } from "#server/services/round-view.ts";
import type { Tone } from "./country.tsx";
import { ConsensusBoard } from "./consensus-board.tsx";
import { Needed, type Clock, type Paragraph } from "./frozen-text.tsx";
import { Part } from "./part.tsx";
import { useFormat, useLanguage, useNow, useT } from "./speech.tsx";
import { Statements, type Statement } from "./statement.tsx";

/** Names of countries by code. */
export type Names = Readonly<Record<string, string>>;

/** What is still needed, or how it ended, one sentence each. */
export function useNeeds(names: Names): (reading: Reading, settled: boolean) => readonly string[] {
  const t = useT();
  const language = useLanguage();
  const format = useFormat();
  const now = useNow();
  const name = (iso: string) => names[iso] ?? iso;
  const toBeEntered = ({ enterable }: Reading): string =>
    enterable !== null && now < enterable
      ? t("rounds:to-be-entered-from", { at: format.exact(enterable) })
      : t("rounds:to-be-entered");
  return (reading, settled) => {
    if (reading.outcome === null) return sayNeeds(t, language, reading.needed, name);
    const further = reading.lacking.filter(({ kind }) => kind !== reading.outcome);
    const lacking = further.length === 0 ? [] : sayNeeds(t, language, further, name);
    return [t(`rounds:ended.${reading.outcome}`), ...lacking, ...(settled ? [] : [toBeEntered(reading)])];
  };
}

/**
 * Whether nothing can change in it any more. Where every country answers, consensus stands as soon as the last one has
 * joined, and yet positions may be changed until it is entered or the round closes: until then it has not ended.
 */
export const hasEnded = ({ reading, recorded }: Pick<RoundView, "reading" | "recorded">): boolean =>
  recorded.settledAt !== null || (reading.outcome !== null && !reading.accepts);

/** The sentence over a round, and its clock while it runs. */
export function RoundNeeds({ view, names }: { readonly view: RoundView; readonly names: Names }) {
  const t = useT();
  const say = useNeeds(names);
  const { reading, recorded } = view;
  const settled = recorded.settledAt !== null;
  const broke = positionThatBroke(reading, recorded.positions);
  return (
    <Needed
      sentences={recorded.annulled ? [t("rounds:ended.annulled")] : say(reading, settled)}
      quote={
        broke === null || broke.lift === null
          ? undefined
          : { label: t("consensus:need.lift"), words: broke.lift, lang: broke.language }
      }
      label={hasEnded(view) ? t("rounds:how-it-ended") : undefined}
      clock={reading.outcome !== null || reading.state === "pending" ? undefined : clockOf(view)}
    />
  );
}

/** Until it opens, or else until it ends. */
export const clockOf = ({ reading, recorded }: RoundView): Clock =>
  reading.state === "scheduled"
    ? { to: "opens", at: recorded.round.opening }
    : { to: "ends", at: recorded.round.closing };

/** Countries and their positions; `answer` is where the reader gives theirs, without language. */
export function RoundBoard(props: {
  readonly view: RoundView;
  readonly names: Names;
  readonly answer: string;
}) {
  const t = useT();
  const { view, names } = props;
  const { roll } = view.recorded.round;
  const occupied = roll.entries.filter((entry) => entry.occupied).length;
  const own = view.part.seats.filter(({ answers }) => answers);
  return (
    <Part
      id="board"
      first
      wide
      live
      title={t("rounds:positions")}
      note={t(
        view.reading.state === "scheduled" && roll.kind !== "region"
          ? `rounds:roll-scheduled.${roll.kind}`
          : `rounds:roll.${roll.kind}`,
        { count: roll.entries.length, occupied },
      )}
    >
      <ConsensusBoard
        standing={view.reading.standing}
        names={names}
        roll={roll.kind}
        absentFirst={view.part.extends || view.part.records}
        own={Object.fromEntries(
          own.map(({ seat, position }) => [
            seat,
            {
              path: answerOf(props.answer, view, seat),
              word: t(position === null ? "rounds:own.answer" : "rounds:own.change"),
            },
          ]),
        )}
      />
    </Part>
  );
}

/** Where a seat is answered for; it is named where the reader answers for more than one. */
export const answerOf = (path: string, { part }: RoundView, seat: string): string =>
  part.seats.filter(({ answers }) => answers).length > 1 ? `${path}?seat=${encodeURIComponent(seat)}` : path;

/** Objections, reservations and explanations in full; those that were lifted or replaced are said in the history. */
export function RoundStatements({ view, names }: { readonly view: RoundView; readonly names: Names }) {
  const t = useT();
  const statements = statementsOf(view, names);
  if (statements.length === 0) return null;
  return (
    <Part id="on-record" live title={t("rounds:on-record")} note={t("rounds:on-record.note")}>
      <Statements statements={statements} />
    </Part>
  );
}

function statementsOf({ reading, recorded }: RoundView, names: Names): readonly Statement[] {
  const name = (iso: string) => names[iso] ?? iso;
  const counting = new Map(reading.standing.map(({ seat, position }) => [seat, position?.at.getTime()]));
  const given = recorded.positions.filter(
    (position) =>
      counting.get(position.seat) === position.at.getTime() && latest(recorded.positions, position),
  );
  const positions = given.flatMap((position): Statement[] => {
    const { id, country, passage, lift, amendment, at, language } = position;
    const common = { id, country: name(country), passage, lift, amendment, at, lang: language };
    if (position.kind === "objects") return [{ ...common, kind: "objects", words: position.reason ?? "" }];
    if (position.kind === "joins-with-reservation")
      return [{ ...common, kind: "reservation", words: position.text ?? "" }];
    return [];
  });
  const explanations = recorded.explanations.map(({ id, country, text, at, language }): Statement => ({
    id,
    kind: "explanation",
    country: name(country),
    words: text,
    at,
    lang: language,
  }));
  return [...positions.sort((a, b) => order(a) - order(b)), ...explanations];
}

const order = ({ kind }: Statement): number => (kind === "objects" ? 0 : 1);

/** Of several of one instant the one entered last; a letter that came earlier is never the latest. */
function latest<Given extends { seat: string; at: Date; ordinal: number }>(
  all: readonly Given[],
  one: Given,
): boolean {
  const same = all.filter(({ seat, at }) => seat === one.seat && at.getTime() === one.at.getTime());
  return !same.some(({ ordinal }) => ordinal > one.ordinal);
}

/** A passage of a released text, before what stands on record about it. */
export type Passage = Pick<Paragraph, "number" | "content" | "lang" | "heading">;

/** The paragraphs of a text that has no other parts, numbered from 1. */
export const numbered = (paragraphs: readonly string[]): readonly Passage[] =>
  paragraphs.map((content, place) => ({ number: String(place + 1), content }));

/** The passages of a released text with what stands on record about each. */
export function useContested(
  names: Names,
): (passages: readonly Passage[], view: RoundView | null) => readonly Paragraph[] {
  const t = useT();
  return (passages, view) =>
    passages.map((passage): Paragraph => {
      const { number } = passage;
      const about = (view?.reading.standing ?? []).filter(
        ({ position }) => number !== null && position?.passage === number,
      );
      return { ...passage, contested: about.some(objects), flags: about.flatMap((line) => flag(line)) };
    });

  function flag({ country, position }: Standing): readonly { tone: Tone; words: string }[] {
    if (country === null || position === null) return [];
    const words = (key: string) => t(`rounds:flag.${key}`, { country: names[country] ?? country });
    if (position.kind === "objects") return [{ tone: "objects", words: words("objects") }];
    if (position.kind === "joins-with-reservation")
      return [{ tone: "reservation", words: words("reservation") }];
    return [];
  }
}

const objects = ({ position }: Standing): boolean => position?.kind === "objects";
