/** Rounds as rows: those that are open, with the time at their head, and those that ended. */
import type { Need } from "#app/domain/round.ts";
import type { EndedRound, OpenRound } from "#server/services/regions.ts";
import { TextLink } from "./button.tsx";
import { PositionMark, type Tone } from "./country.tsx";
import { toneOfStanding } from "./consensus-board.tsx";
import { Moment } from "./moment.tsx";
import { toneOfOutcome } from "./outcome-tone.ts";
import { useNeeds, type Names } from "./round.tsx";
import { useFormat, useT } from "./speech.tsx";
import { Table } from "./table.tsx";
import { Awaited, Dues } from "./timeline.tsx";

/** The page of a round, without language. */
export const roundPath = ({ number }: Pick<OpenRound, "number">): string => `/rounds/${number}`;

export function useSubjectTitle(): (subject: OpenRound["subject"]) => string {
  const t = useT();
  return (subject) =>
    t(`region:subject.${subject.kind}`, {
      period: subject.title,
      title: subject.title,
      group: subject.group.name,
    });
}

export function OpenRounds({
  rounds,
  names,
}: {
  readonly rounds: readonly OpenRound[];
  readonly names: Names;
}) {
  const t = useT();
  const say = useNeeds(names);
  const titled = useSubjectTitle();
  return (
    <Dues
      count="left"
      dues={rounds.map((round) => {
        const { id, opening, closing, reading, subject, roll, mode, seats } = round;
        const waits = reading.state === "scheduled";
        return {
          id: `round-${id}`,
          // A broken silence has ended before its time.
          at: waits ? opening : ((reading.outcome === null ? null : reading.since) ?? closing),
          label: waits ? t("frame:opens-in") : undefined,
          title: titled(subject),
          path: roundPath(round),
          text: say(reading, false).join(" "),
          meta: [
            t(`consensus:roll.${roll}`),
            ...(roll === "region" ? [] : [t(`consensus:mode.${mode}`)]),
            ...(roll === "group" ? [t("region:on-roll", { count: seats })] : []),
            // A proposal about a group names the group already.
            ...(roll === "group" || subject.kind === "group"
              ? []
              : [t("region:from-group", { group: subject.group.name })]),
          ].join(" · "),
          end: <WhoIsAwaited round={round} names={names} />,
        };
      })}
    />
  );
}

function WhoIsAwaited({ round, names }: { readonly round: OpenRound; readonly names: Names }) {
  const t = useT();
  const { reading } = round;
  const awaited = reading.needed.flatMap(countriesOf);
  if (awaited.length === 0) {
    const word = reading.outcome !== null ? "outcome" : round.mode === "silence" ? "silence" : "nobody";
    return (
      <>
        <p>{t("region:awaited")}</p>
        <p>{t(`region:awaited.${word}`)}</p>
      </>
    );
  }
  const tone = (iso: string): Tone => {
    const line = reading.standing.find(({ country }) => country === iso);
    return line === undefined ? "absent" : toneOfStanding(line);
  };
  return (
    <Awaited
      label={t("region:awaited")}
      who={awaited.map((iso) => ({ name: names[iso] ?? iso, tone: tone(iso) }))}
    />
  );
}

function countriesOf(need: Need): readonly string[] {
  if ("countries" in need) return need.countries;
  return "country" in need ? [need.country] : [];
}

export function EndedRounds({
  rounds,
  names,
}: {
  readonly rounds: readonly EndedRound[];
  readonly names: Names;
}) {
  const t = useT();
  const format = useFormat();
  const titled = useSubjectTitle();
  const note = ({ reservations, joined, outcome }: EndedRound): string | null => {
    if (reservations.length > 0)
      return t("region:reservations", {
        countries: format.list(reservations.map(({ country }) => names[country] ?? country)),
      });
    return outcome === "consensus" ? t("region:joined", { count: joined }) : null;
  };
  return (
    <Table
      caption={t("region:ended.caption")}
      columns={[
        { key: "day", head: t("region:ended.day"), look: "nowrap soft num s" },
        { key: "subject", head: t("region:ended.subject"), names: true },
        { key: "outcome", head: t("region:ended.outcome") },
      ]}
      rows={rounds.map((round) => {
        const said = note(round);
        return {
          id: `ended-${round.id}`,
          cells: {
            day: <Moment at={round.at} as="day" />,
            subject: (
              <>
                <TextLink look="plain" path={roundPath(round)}>
                  {titled(round.subject)}
                </TextLink>
                <small>
                  {round.roll === "group" ? round.subject.group.name : t(`consensus:roll.${round.roll}`)}
                </small>
              </>
            ),
            outcome: (
              <>
                <PositionMark
                  tone={
                    round.outcome === "consensus" && round.reservations.length > 0
                      ? "reservation"
                      : toneOfOutcome(round.outcome)
                  }
                >
                  {round.outcome === "consensus" && round.reservations.length > 0
                    ? t("region:consensus-with-reservation")
                    : t(`consensus:state.${round.outcome}`)}
                </PositionMark>
                {said !== null && <small>{said}</small>}
              </>
            ),
          },
        };
      })}
    />
  );
}
