/** Outputs as a table: each leads to its own page. */
import type { NamedGoal, OutputLine } from "#server/services/outputs.ts";
import { TextLink } from "./button.tsx";
import { Funding, LateMark, Parties, PlanDate, PlanText, StandingMark } from "./output-words.tsx";
import { useFormat, useT } from "./speech.tsx";
import { Table } from "./table.tsx";

export const outputPath = ({ plan, output }: OutputLine): string =>
  `/groups/${plan.group.slug}/outputs/${encodeURIComponent(output.id)}`;

export function OutputTable(props: {
  readonly caption: string;
  readonly lines: readonly OutputLine[];
  /** Outputs of several groups name theirs. */
  readonly named: boolean;
  readonly names: Readonly<Record<string, string>>;
  readonly goals: readonly NamedGoal[];
}) {
  const t = useT();
  const format = useFormat();
  const { caption, lines, named, names } = props;
  return (
    <Table
      caption={caption}
      dense
      numbered
      look="outputs-table"
      columns={[
        { key: "number", head: t("plan:output.number"), look: "soft num", width: "o1" },
        { key: "title", head: t("plan:output"), names: true },
        { key: "responsible", head: t("plan:output.responsible"), labelled: true, width: "o3" },
        { key: "due", head: t("plan:output.due"), labelled: true, look: "num", width: "o4" },
        { key: "funding", head: t("plan:output.funding"), labelled: true, width: "o5" },
        { key: "status", head: t("plan:output.status"), labelled: true, width: "o6" },
      ]}
      rows={lines.map((line) => {
        const { output, plan, standing, since, late } = line;
        return {
          id: `${plan.group.slug}-${output.id}`,
          cells: {
            number: output.number,
            title: (
              <>
                <TextLink look="plain" path={outputPath(line)}>
                  {output.title === "" ? (
                    t("outputs:untitled")
                  ) : (
                    <PlanText line={line}>{output.title}</PlanText>
                  )}
                </TextLink>
                <About line={line} named={named} goals={props.goals} />
              </>
            ),
            responsible:
              output.responsible.length === 0 ? (
                <span className="soft">–</span>
              ) : (
                <Parties parties={output.responsible} names={names} />
              ),
            due: <PlanDate line={line} text={output.due} />,
            funding: <Funding funding={output.funding} />,
            status: (
              <>
                <StandingMark standing={standing} />
                {late && (
                  <span className="block">
                    <LateMark />
                  </span>
                )}
                {since !== null && (
                  <small>{t("outputs:since", { day: format.day(new Date(`${since}T12:00:00.000Z`)) })}</small>
                )}
              </>
            ),
          },
        };
      })}
    />
  );
}

/** Group, kind and goals in one soft line. */
function About(props: {
  readonly line: OutputLine;
  readonly named: boolean;
  readonly goals: readonly NamedGoal[];
}) {
  const t = useT();
  const format = useFormat();
  const { line, named } = props;
  const { output, plan, goals } = line;
  const own = goals.filter(({ cycle }) => cycle === plan.group.cycleId).map(({ number }) => String(number));
  const facts = [
    ...(named ? [plan.group.name] : []),
    ...(output.kind === null ? [] : [t(`plan:kind.${output.kind}`)]),
    ...(own.length === 0 ? [] : [t("outputs:goals", { count: own.length, goals: format.list(own) })]),
    ...(plan.adopted === null ? [t("outputs:draft")] : []),
  ];
  return facts.length === 0 ? null : <small>{facts.join(" · ")}</small>;
}
