import { positionThatBroke, read } from "#app/domain/consensus.ts";
import { familyOf } from "#app/domain/letter-families.ts";
import { awaitedUntil } from "#app/domain/reminders.ts";
import type { Language } from "#app/domain/release.ts";
import { translator } from "#app/i18n/translate.ts";
import { carriesCalendar, declineMark, liftMark } from "#server/mail/round-letters.ts";
import { isReachable } from "#server/store/addressees.ts";
import type { Tx } from "#server/store/client.ts";
import { extensionsOf } from "#server/store/letter-cursor.ts";
import type { LetterRecord } from "#server/store/letters.ts";
import { roundById, type RecordedRound } from "#server/store/rounds.ts";
import { unsubscribed } from "#server/store/unsubscriptions.ts";
import type { Ground } from "./act.ts";
import { declineToken } from "./declining.ts";
import { roundCalendar } from "./round-calendars.ts";
import { askedFor } from "./round-letters.ts";

/** What a letter about a round gets when it is sent. */
export interface RoundExtras {
  readonly text: string;
  /** The calendar file of the round, or null. */
  readonly calendar: { readonly name: string; readonly content: string } | null;
  /** Where the letter can be declined without an account; null for a formal one. */
  readonly decline: string | null;
}

/**
 * The last touch of a letter about a round, at `now`; null where it has lost its purpose since it was queued: the person is
 * gone, declined such letters, has answered, or the end it speaks of is over. Formal letters about acts always go.
 */
export async function readyRoundLetter(
  tx: Tx,
  ground: Pick<Ground, "env" | "clock">,
  letter: LetterRecord,
): Promise<RoundExtras | null> {
  const { personId, kind, language, roundId } = letter;
  if (personId === null || !(await isReachable(tx, personId))) return null;
  const recorded = roundId === null ? null : await roundById(tx, roundId);
  if (recorded !== null && !(await isStillDue(tx, recorded, letter, personId, ground.clock.now())))
    return null;
  const family = familyOf(kind);
  if (family !== null && (await unsubscribed(tx, family, [personId])).has(personId)) return null;
  const { appUrl } = ground.env;
  const decline =
    family === null ? null : `${appUrl}/letters/unsubscribe/${await declineToken(tx, personId, family)}`;
  const calendar =
    recorded === null || !carriesCalendar(kind)
      ? null
      : {
          name: `elac-${recorded.number}.ics`,
          content: await roundCalendar(tx, ground, recorded, language),
        };
  const text = letter.text
    .replaceAll(declineMark, () => decline ?? appUrl)
    .replaceAll(liftMark, () => liftIn(recorded, language, ground.clock.now()));
  return { text, calendar, decline };
}

/** What would lift the objection that broke the silence, as the record says it now. */
function liftIn(recorded: RecordedRound | null, language: Language, now: Date): string {
  const broke = recorded === null ? null : positionThatBroke(read(recorded.round, now), recorded.positions);
  return translator(language)("rounds:quoted", { words: broke?.lift ?? "…" });
}

async function isStillDue(
  tx: Tx,
  recorded: RecordedRound,
  letter: LetterRecord,
  personId: string,
  now: Date,
): Promise<boolean> {
  const reading = read(recorded.round, now);
  const reminds = letter.kind === "round-reminder";
  if (!reminds && letter.kind !== "ad-referendum") return true;
  if (recorded.settledAt !== null) return false;
  if (reminds) {
    const extended = (await extensionsOf(tx, [recorded.id])).get(recorded.id);
    const speaksOfAnotherEnd = extended !== undefined && extended.at > letter.createdAt;
    if (!reading.accepts || now >= recorded.round.closing || speaksOfAnotherEnd) return false;
  } else if (reading.outcome !== null) return false;
  const waiting = reading.standing.filter((line) =>
    reminds ? line.standing === "not-answered" : awaitedUntil(line) !== null,
  );
  const hearers = await askedFor(
    tx,
    recorded,
    reading,
    waiting.map(({ seat }) => seat),
    now,
  );
  return hearers.some(({ person }) => person.id === personId);
}
