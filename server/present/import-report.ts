/** What an import of an agenda found and did, as lines for the operator. */
import type { T } from "#app/i18n/speaker.ts";

export interface ImportReport {
  /** As people say it: "eLAC2007". */
  readonly agenda: string;
  readonly fileName: string;
  readonly counts: Readonly<Record<"areas" | "lines" | "priorities" | "goals" | "actions", number>>;
  readonly repairs: readonly {
    readonly line: number;
    readonly read: string;
    readonly made: string;
    readonly why: string;
  }[];
  /** How many records got other words than they had, or would get them. */
  readonly changed: number;
  /** When a file of the same content was imported before. */
  readonly before: Date | null;
  readonly dryRun: boolean;
}

/** "eLAC2007: 5 areas, 30 goals, 70 actions", each repair with its line, then what was done. */
export function reportLines(report: ImportReport, t: T): string[] {
  const { agenda, fileName, repairs } = report;
  const counts = levels
    .filter((level) => report.counts[level] > 0)
    .map((level) => t(`import:count.${level}`, { count: report.counts[level] }))
    .join(", ");
  return [
    t("import:report.found", { agenda, file: fileName, counts }),
    repairs.length === 0
      ? t("import:report.no-repairs")
      : t("import:report.repairs", { count: repairs.length }),
    ...repairs.map(
      ({ line, read, made, why }) =>
        `  ${t("import:repair.entry", { line, read, made, why: t(`import:repair.${why}`) })}`,
    ),
    done(report, t),
  ];
}

const levels = ["areas", "lines", "priorities", "goals", "actions"] as const;

function done({ changed, before, dryRun }: ImportReport, t: T): string {
  if (changed > 0) return t(dryRun ? "import:report.would-fill" : "import:report.filled", { count: changed });
  if (before !== null) return t("import:report.same-file", { at: before.toISOString().slice(0, 10) });
  return t("import:report.same-texts");
}
