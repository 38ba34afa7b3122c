/** Agendas as data: cycles, areas, goals, actions, versions (domain §7). */
import type { FuzzyDate } from "#app/domain/fuzzy-date.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { CycleId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { named } from "./names.ts";
import { languageOf } from "./releases.ts";

export interface CycleRecord {
  readonly id: CycleId;
  readonly name: string;
  readonly instrument: string;
  readonly place: string;
  readonly held: FuzzyDate | null;
  readonly planned: FuzzyDate | null;
  readonly period: FuzzyDate | null;
  readonly current: boolean;
  readonly counts: { readonly areas: number; readonly goals: number; readonly actions: number };
}

export interface AreaRecord {
  readonly id: string;
  readonly code: string;
  readonly kind: "area" | "section";
  readonly title: string;
}

export interface ActionRecord {
  readonly number: string;
  readonly title: string;
  /** The official text, where it was imported. */
  readonly text: string | null;
  readonly language: Language | null;
  readonly deadline: FuzzyDate | null;
}

export interface AgendaGoal {
  readonly number: number;
  readonly area: AreaRecord;
  readonly title: string;
  readonly text: string | null;
  readonly language: Language | null;
  readonly chapeau: string | null;
  /** Where a goal was added between conferences: the version it came with and the number of its proposal. */
  readonly added: { readonly version: number; readonly at: Date; readonly proposal: number | null } | null;
  readonly actions: readonly ActionRecord[];
}

/** A goal as one chooses it. */
export interface GoalChoice {
  /** Cycle and number: "elac2015:12". */
  readonly goal: string;
  readonly number: number;
  /** "eLAC2015" */
  readonly cycle: string;
  /** In the reader's language. */
  readonly title: string;
}

export interface VersionRecord {
  readonly number: number;
  readonly at: Date;
  readonly reason: string;
  readonly sha256: string;
}

/** The area of a cycle by its code. Refused as `invalid` on the field `area` (`field.invalid`). */
export async function areaOfCycle(
  tx: Tx,
  cycleId: CycleId,
  code: string,
): Promise<{ id: string; code: string }> {
  const area = await tx.area.findUnique({
    where: { cycleId_code: { cycleId, code } },
    select: { id: true, code: true },
  });
  if (area === null)
    throw refuse(
      "invalid",
      "form.check-fields",
      {},
      { fields: { area: { key: "field.invalid", params: {} } } },
    );
  return area;
}

/** All cycles, the first first, with how much each holds. */
export async function listCycles(tx: Tx, language: Language): Promise<CycleRecord[]> {
  const rows = await tx.cycle.findMany({
    orderBy: { position: "asc" },
    include: { _count: { select: { areas: true, goals: true } } },
  });
  const actions = await tx.goal.findMany({
    select: { cycleId: true, _count: { select: { actions: true } } },
  });
  const counted = new Map<string, number>();
  for (const { cycleId, _count } of actions)
    counted.set(cycleId, (counted.get(cycleId) ?? 0) + _count.actions);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    instrument: named(row.instrument, language),
    place: named(row.place, language),
    held: fuzzy(row.heldText, row.heldFrom, row.heldTo),
    planned: fuzzy(row.plannedText, row.plannedFrom, row.plannedTo),
    period: fuzzy(row.periodText, row.periodFrom, row.periodTo),
    current: row.current,
    counts: { areas: row._count.areas, goals: row._count.goals, actions: counted.get(row.id) ?? 0 },
  }));
}

/** The cycle in which groups and officers are at work. */
export async function currentCycle(tx: Tx): Promise<{ id: CycleId; name: string } | null> {
  return tx.cycle.findFirst({ where: { current: true }, select: { id: true, name: true } });
}

/** The cycle with that id. */
export async function cycleById(tx: Tx, id: CycleId): Promise<{ id: CycleId; name: string }> {
  return tx.cycle.findUniqueOrThrow({ where: { id }, select: { id: true, name: true } });
}

/** Makes the cycle the one at work, and no other (cycles): a Conference has opened it. */
export async function openCycle(tx: Tx, id: CycleId): Promise<void> {
  await tx.cycle.updateMany({ where: { current: true, id: { not: id } }, data: { current: false } });
  await tx.cycle.update({ where: { id }, data: { current: true } });
}

/** The areas of a cycle, in their order. */
export async function areasOf(tx: Tx, cycleId: CycleId, language: Language): Promise<AreaRecord[]> {
  const rows = await tx.area.findMany({ where: { cycleId }, orderBy: { position: "asc" } });
  return rows.map((row) => area(row, language));
}

/** Every goal of every agenda, the present cycle's first, then from the latest to the first: to choose one from. */
export async function goalChoices(tx: Tx, language: Language): Promise<GoalChoice[]> {
  const rows = await tx.goal.findMany({
    select: { number: true, titles: true, cycle: { select: { id: true, name: true, current: true } } },
    orderBy: [{ cycle: { current: "desc" } }, { cycle: { position: "desc" } }, { number: "asc" }],
  });
  return rows.map(({ number, titles, cycle }) => ({
    goal: `${cycle.id}:${number}`,
    number,
    cycle: cycle.name,
    title: named(titles, language),
  }));
}

/** The goals of a cycle with their actions, by number. */
export async function goalsOfCycle(tx: Tx, cycleId: CycleId, language: Language): Promise<AgendaGoal[]> {
  const rows = await tx.goal.findMany({
    where: { cycleId },
    orderBy: { number: "asc" },
    include: {
      area: true,
      version: { select: { number: true, at: true } },
      proposal: { select: { number: true } },
      actions: { orderBy: { position: "asc" } },
    },
  });
  return rows.map((row) => ({
    number: row.number,
    area: area(row.area, language),
    title: named(row.titles, language),
    text: row.text,
    language: row.language === null ? null : languageOf(row.language),
    chapeau: row.chapeau,
    added:
      row.origin === "added" && row.version
        ? { version: row.version.number, at: row.version.at, proposal: row.proposal?.number ?? null }
        : null,
    actions: row.actions.map((action) => ({
      number: action.number,
      title: named(action.titles, language),
      text: action.text,
      language: action.language === null ? null : languageOf(action.language),
      deadline: fuzzy(action.deadlineText, action.deadlineFrom, action.deadlineTo),
    })),
  }));
}

/** The versions of a cycle's agenda, the first first. */
export async function versionsOf(tx: Tx, cycleId: CycleId): Promise<VersionRecord[]> {
  return tx.agendaVersion.findMany({
    where: { cycleId },
    orderBy: { number: "asc" },
    select: { number: true, at: true, reason: true, sha256: true },
  });
}

/** Official texts of a cycle that were imported: where from and when. */
export async function importsOf(
  tx: Tx,
  cycleId: CycleId,
): Promise<{ fileName: string; at: Date; repairs: number }[]> {
  const rows = await tx.agendaImport.findMany({
    where: { cycleId },
    orderBy: { at: "desc" },
    select: { fileName: true, at: true, _count: { select: { repairs: true } } },
  });
  return rows.map(({ fileName, at, _count }) => ({ fileName, at, repairs: _count.repairs }));
}

function area(
  row: { id: string; code: string; kind: string; titles: unknown },
  language: Language,
): AreaRecord {
  const { id, code, kind, titles } = row;
  return { id, code, kind: kind === "section" ? "section" : "area", title: named(titles, language) };
}

const isoDay = (at: Date | null) => at?.toISOString().slice(0, 10) ?? null;

function fuzzy(text: string | null, from: Date | null, to: Date | null): FuzzyDate | null {
  return text === null ? null : { text, from: isoDay(from), to: isoDay(to) };
}
