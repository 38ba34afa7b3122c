/** Outputs along one line of time, by the quarter in which they are due. The bars say nothing that the words do not. */
import type { Schedule, Scheduled } from "#app/domain/schedule.ts";
import type { OutputLine } from "#server/services/outputs.ts";
import { TextLink } from "./button.tsx";
import { outputPath } from "./output-table.tsx";
import { LateMark, PlanDate, PlanText, StandingMark, useRange } from "./output-words.tsx";
import { useFormat, useT } from "./speech.tsx";

type Line = Schedule<OutputLine>;

export function OutputTimeline({ schedule, named }: { readonly schedule: Line; readonly named: boolean }) {
  const t = useT();
  const format = useFormat();
  const { from, to, quarters } = schedule;
  const day = (iso: string) => format.day(new Date(`${iso}T12:00:00.000Z`));
  return (
    <div className="schedule">
      {from !== null && to !== null && (
        <div className="axis">
          <p className="soft s">
            {t(schedule.now === null ? "outputs:axis" : "outputs:axis.today", {
              from: day(from),
              to: day(to),
            })}
          </p>
          <Axis schedule={schedule} />
        </div>
      )}
      {quarters.map(({ quarter, things }) => (
        <section key={quarter === null ? "none" : `${quarter.year}-${quarter.quarter}`} className="quarter">
          <h3>
            {quarter === null
              ? t("outputs:quarter.none")
              : t(`outputs:quarter.${quarter.quarter}`, { year: String(quarter.year) })}
          </h3>
          <ol>
            {things.map((one) => (
              <Row
                key={`${one.thing.plan.id}-${one.thing.output.id}`}
                one={one}
                named={named}
                line={schedule}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

/** A place on the line, as SVG takes it. */
const at = (thousandths: number): string => `${thousandths / 10}%`;

function Axis({ schedule }: { readonly schedule: Line }) {
  return (
    <svg className="years" aria-hidden="true">
      {schedule.years.map(({ year, at: place }) => (
        <text key={year} x={at(place)} y="13">
          {year}
        </text>
      ))}
    </svg>
  );
}

function Row(props: { readonly one: Scheduled<OutputLine>; readonly named: boolean; readonly line: Line }) {
  const t = useT();
  const range = useRange();
  const { one, named, line } = props;
  const { thing, start, due, bar } = one;
  const { output, plan, standing, late } = thing;
  // The days are said where the text leaves them open.
  const exact = due.from === due.to && (start === null || start.from === start.to);
  const days = exact ? "" : range({ text: "", from: start?.from ?? due.from, to: due.to });
  return (
    <li>
      <div className="what">
        <p>
          <TextLink look="plain" path={outputPath(thing)}>
            {output.title === "" ? t("outputs:untitled") : <PlanText line={thing}>{output.title}</PlanText>}
          </TextLink>
        </p>
        <p className="soft s">
          {named && <>{plan.group.name} · </>}
          {output.start.trim() !== "" && (
            <>
              <PlanDate line={thing} text={output.start} />
              {" → "}
            </>
          )}
          <PlanDate line={thing} text={output.due} />
          {days !== "" && <> · {days}</>}
        </p>
      </div>
      <p className="stands">
        <StandingMark standing={standing} /> {late && <LateMark />}
      </p>
      <svg className={`bar-line ${late ? "late" : (standing.status ?? "unsaid")}`} aria-hidden="true">
        <rect className="track" x="0" y="5" width="100%" height="2" />
        {line.years.map(({ year, at: place }) => (
          <rect key={year} className="tick" x={at(place)} y="1" width="1" height="10" />
        ))}
        {bar !== null && (
          <rect className="span" x={at(bar.from)} y="2" width={at(bar.length)} height="8" rx="2" />
        )}
        {line.now !== null && <rect className="today" x={at(line.now)} y="0" width="2" height="12" />}
      </svg>
    </li>
  );
}
