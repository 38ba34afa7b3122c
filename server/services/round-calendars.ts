import { read } from "#app/domain/consensus.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import { formatter } from "#app/i18n/format.ts";
import { translator } from "#app/i18n/translate.ts";
import { aboutIn, silenceMeans } from "#server/mail/round-letters.ts";
import { calendarOf } from "#server/present/calendar.ts";
import type { Tx } from "#server/store/client.ts";
import { extensionsOf, firstEnd } from "#server/store/letter-cursor.ts";
import { namedSubjects } from "#server/store/references.ts";
import { roundByNumber, roundLink, type RecordedRound } from "#server/store/rounds.ts";
import type { Ground } from "./act.ts";

/** The end of a round for people's own calendars. */
export function calendarServices(ground: Pick<Ground, "store" | "env" | "clock">) {
  return {
    /** The calendar file of the round at that address, in that language. Refuses `round.unknown`. */
    async ofRound(number: number, language: Language): Promise<string> {
      const { db } = ground.store;
      const fits = Number.isSafeInteger(number) && number > 0 && number < 2 ** 31;
      const recorded = fits ? await roundByNumber(db, number) : null;
      if (recorded === null) throw refuse("unknown", "round.unknown");
      return roundCalendar(db, ground, recorded, language);
    },
  };
}

/**
 * The calendar file (RFC 5545) of a round as it now stands: one event at its exact end, cancelled where it was withdrawn or
 * its silence was broken. Its number grows with every change of the end.
 */
export async function roundCalendar(
  tx: Tx,
  ground: Pick<Ground, "env" | "clock">,
  recorded: RecordedRound,
  language: Language,
): Promise<string> {
  const { appUrl, contact } = ground.env;
  const { number, round, subject, id } = recorded;
  const now = ground.clock.now();
  const reading = read(round, now);
  const t = translator(language);
  const say = (key: string, params?: Readonly<Record<string, string | number>>) =>
    t(`round-letters:${key}`, params);
  const fmt = formatter(language, t, now);
  const named = (await namedSubjects(tx, [subject], language)).get(subject.id);
  const about =
    named === undefined
      ? say("calendar.name", { number })
      : aboutIn(say, { kind: named.kind, title: named.title, group: named.group.name });
  const extended = (await extensionsOf(tx, [id])).get(id);
  // Ends only move further, by an act or an outage: the minutes gained are a number that grows with each move.
  const first = (await firstEnd(tx, id)) ?? round.closing;
  const gained = Math.ceil((round.closing.getTime() - first.getTime()) / 60_000);
  const cancelled = reading.state === "withdrawn" || reading.state === "broken";
  const url = `${appUrl}/${language}${roundLink(recorded)}`;
  const asks = reading.accepts || reading.state === "scheduled";
  const means = silenceMeans(say, { roll: round.roll.kind, mode: round.mode });
  const closes = say("line", { label: say("label.closes"), value: fmt.full(round.closing) });
  const changes = [
    recorded.openedAt,
    ...(extended === undefined ? [] : [extended.at]),
    ...(cancelled && reading.since !== null ? [reading.since] : []),
  ];
  return calendarOf({
    uid: `round-${id}@${new URL(appUrl).hostname}`,
    sequence: Math.max(0, gained) + (cancelled ? 1 : 0),
    changed: new Date(Math.max(...changes.map((at) => at.getTime()))),
    made: now,
    at: round.closing,
    cancelled,
    language,
    name: say("calendar.name", { number }),
    summary: say("calendar.closes", { about }),
    description: [cancelled ? say("calendar.cancelled") : closes, ...(asks ? [means] : []), url].join("\n\n"),
    url,
    organizer: { name: t("letters:closing"), address: contact },
  });
}
