/**
 * Puts the reference data into the database: countries, cycles, agendas, the groups of eLAC2015 and the officers' seats.
 * Running it again adds what is missing and changes nothing that is there, so what the secretariat has edited stays.
 */
import { createHash } from "node:crypto";
import { readFuzzyDate, type FuzzyDate } from "#app/domain/agenda.ts";
import { canonicalJson, type Json } from "#app/domain/release.ts";
import { defaultTerms } from "#app/domain/round.ts";
import type { Store, Tx } from "#server/store/client.ts";
import {
  agendaSeeds,
  countryGroupSeeds,
  countrySeeds,
  cycleSeeds,
  groupSeeds2015,
  planDeadlines2015,
  seatSeeds2015,
  type AgendaSeed,
} from "./reference/reference.ts";

/** The cycle whose follow-up mechanism this platform serves. */
export const currentCycle = "elac2015";

const day = (iso: string | null | undefined) => (iso ? new Date(`${iso}T00:00:00Z`) : null);
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** Adds the reference data that is not there yet. One transaction. */
export async function seedReference(store: Store, now: Date): Promise<void> {
  await store.transaction(async (tx) => {
    await seedCountries(tx);
    await seedCycles(tx);
    for (const agenda of agendaSeeds) await seedAgenda(tx, agenda, now);
    await seedMechanism(tx, now);
  });
}

async function seedCountries(tx: Tx): Promise<void> {
  await tx.countryGroup.createMany({
    data: countryGroupSeeds.map(({ slug, name }, position) => ({ id: slug, position, names: { ...name } })),
    skipDuplicates: true,
  });
  await tx.country.createMany({
    data: countrySeeds.map(({ iso, iso3, group, doubtful, name }) => ({
      iso,
      iso3,
      countryGroupId: group,
      doubtful,
      names: { ...name },
    })),
    skipDuplicates: true,
  });
}

async function seedCycles(tx: Tx): Promise<void> {
  await tx.cycle.createMany({
    data: cycleSeeds.map((cycle) => ({
      id: cycle.slug,
      position: cycle.position,
      name: cycle.name,
      instrument: { ...cycle.instrument },
      place: { ...cycle.place },
      host: cycle.host,
      ...columns("planned", cycle.planned),
      ...columns("held", cycle.held),
      ...columns("period", cycle.period),
      ...(cycle.slug === currentCycle
        ? {
            current: true,
            planProposedText: planDeadlines2015.proposed.text,
            planProposedTo: day(planDeadlines2015.proposed.to),
            planAdoptedText: planDeadlines2015.adopted.text,
            planAdoptedTo: day(planDeadlines2015.adopted.to),
            planPeriod: planDeadlines2015.period.text,
          }
        : {}),
    })),
    skipDuplicates: true,
  });
  for (const roll of ["group", "officers", "region"]) {
    const known = await tx.terms.findFirst({ where: { cycleId: currentCycle, roll } });
    if (!known)
      await tx.terms.create({ data: { cycleId: currentCycle, roll, values: { ...defaultTerms } as object } });
  }
}

function columns<Name extends string>(name: Name, date: FuzzyDate | null) {
  return {
    [`${name}Text`]: date?.text ?? null,
    [`${name}From`]: day(date?.from),
    [`${name}To`]: day(date?.to),
  };
}

const areaId = (cycle: string, code: string) => `${cycle}-${code.toLowerCase()}`;

async function seedAgenda(tx: Tx, agenda: AgendaSeed, now: Date): Promise<void> {
  const { cycle } = agenda;
  await tx.area.createMany({
    data: agenda.areas.map(({ code, kind, title }, position) => ({
      id: areaId(cycle, code),
      cycleId: cycle,
      code,
      position,
      kind,
      titles: { ...title },
    })),
    skipDuplicates: true,
  });
  const heading = (mark: string) => (seed: AgendaSeed["lines"][number]) => ({
    id: `${areaId(cycle, seed.area)}-${mark}${seed.number}`,
    areaId: areaId(cycle, seed.area),
    position: seed.number,
    titles: { ...seed.title },
  });
  await tx.line.createMany({ data: agenda.lines.map(heading("line")), skipDuplicates: true });
  const priorities = agenda.priorities.map(heading("priority"));
  await tx.priority.createMany({ data: priorities, skipDuplicates: true });
  const version = await firstVersion(tx, agenda, now);
  await tx.goal.createMany({
    data: agenda.goals.map((goal) => ({
      id: `${cycle}-${goal.number}`,
      cycleId: cycle,
      areaId: areaId(cycle, goal.area),
      priorityId: priorities.find((priority) => priority.areaId === areaId(cycle, goal.area))?.id ?? null,
      number: goal.number,
      titles: { ...goal.title },
      versionId: version,
    })),
    skipDuplicates: true,
  });
  await tx.action.createMany({
    data: agenda.actions.map((action, position) => {
      const deadline = readFuzzyDate(action.deadline);
      return {
        id: `${cycle}-${action.number}`,
        goalId: `${cycle}-${action.goal}`,
        number: action.number,
        position,
        titles: { ...action.title },
        deadlineText: deadline.text,
        deadlineFrom: day(deadline.from),
        deadlineTo: day(deadline.to),
      };
    }),
    skipDuplicates: true,
  });
}

/** Version 1 of an agenda is what its conference adopted. */
async function firstVersion(tx: Tx, agenda: AgendaSeed, now: Date): Promise<string> {
  const known = await tx.agendaVersion.findUnique({
    where: { cycleId_number: { cycleId: agenda.cycle, number: 1 } },
  });
  if (known) return known.id;
  const cycle = await tx.cycle.findUniqueOrThrow({ where: { id: agenda.cycle } });
  const goals = agenda.goals.map(({ number, area }) => ({ number, area }));
  const row = await tx.agendaVersion.create({
    data: {
      cycleId: agenda.cycle,
      number: 1,
      at: cycle.heldTo ?? now,
      reason: "conference",
      sha256: sha256(canonicalJson({ cycle: agenda.cycle, goals } as unknown as Json)),
    },
  });
  return row.id;
}

async function seedMechanism(tx: Tx, now: Date): Promise<void> {
  if ((await tx.group.count({ where: { cycleId: currentCycle } })) > 0) return;
  const cycle = await tx.cycle.findUniqueOrThrow({ where: { id: currentCycle } });
  const held = cycle.heldTo ?? now;
  const founding = await tx.act.create({
    data: { kind: "founding", reference: "eLAC2015, part II, section D", date: held, recordedAt: now },
  });
  const election = await tx.act.create({
    data: { kind: "election", reference: "eLAC2015, part II, section B", date: held, recordedAt: now },
  });
  let position = 0;
  for (const seed of groupSeeds2015) {
    const id = `g-${seed.slug}`;
    await tx.group.create({
      data: {
        id,
        slug: seed.slug,
        cycleId: currentCycle,
        position: position++,
        names: { ...seed.name },
        state: "active",
        actId: founding.id,
        createdAt: held,
        areas: { create: seed.areas.map((code) => ({ areaId: areaId(currentCycle, code) })) },
      },
    });
  }
  await tx.seat.createMany({
    data: [
      ...seatSeeds2015.map((seat, index) => ({
        office: "officer",
        bodyKind: "officers",
        cycleId: currentCycle,
        countryGroupId: seat.group,
        country: seat.country,
        chair: seat.chair,
        position: index,
        from: held,
        untilEvent: "next-conference",
        actId: election.id,
      })),
      ...(["civil-society", "private-sector", "technical-community"] as const).map((sector, index) => ({
        office: "observer",
        bodyKind: "officers",
        cycleId: currentCycle,
        sector,
        position: 8 + index,
        from: held,
        untilEvent: "next-conference",
        actId: election.id,
      })),
    ],
  });
}
