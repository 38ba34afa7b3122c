/** Who sits where: the secretariat, focal points, officers, observers, and the countries of every group. */
import type { Iso } from "#app/domain/roles.ts";
import { currentCycle } from "#prisma/seed/reference.ts";
import { act } from "#server/services/act.ts";
import type { ActEntered } from "#server/services/naming.ts";
import { setPassword } from "#server/store/accounts.ts";
import {
  chair,
  coordinator,
  countries,
  entered,
  everybody,
  observers,
  officers,
  secretariat,
  speaker,
  type DemoCountry,
} from "./people.ts";
import type { Stage } from "./stage.ts";

/** The group that is shown complete. */
export const mainGroup = "access-and-infrastructure";

/** The countries of each group; the first chairs it. */
export const groupCountries: Readonly<Record<string, readonly Iso[]>> = {
  [mainGroup]: ["PE", "CR", "JM", "AR", "BR", "CL", "CO", "CU", "DO", "EC", "MX", "UY"],
  "e-government": ["CO", "UY", "MX", "DO"],
  "technological-waste": ["CR", "AR", "BR"],
  "health-and-social-security": ["AR", "CU", "EC"],
  "microenterprises-and-smes": ["CL", "PE", "DO"],
  "digital-contents": ["UY", "BR", "PY"],
  "software-and-services": ["AR", "CU"],
  telework: ["AR", "CO", "PE"],
  "legal-framework": ["BR", "CL", "CR"],
  "e-business": ["DO", "MX"],
  "internet-governance": ["MX", "BR", "TT", "UY"],
  gender: ["EC", "DO", "CR"],
  financing: ["BR", "MX"],
  education: ["EC", "PE", "TT", "PY"],
};

const viceChairs: readonly Iso[] = ["CR", "JM"];

/** Names everybody to their offices, over the ten weeks before today, and lets them come in with one password. */
export async function seatEverybody(stage: Stage, passwordHash: string): Promise<void> {
  await nameStaffAndFocalPoints(stage);
  await seatOfficers(stage);
  await joinGroups(stage);
  await comeIn(stage, passwordHash);
}

async function nameStaffAndFocalPoints({ services, on, who }: Stage): Promise<void> {
  on(-70, 13, 5);
  const reference = "Demonstration";
  await services.people.enterByOperator({ person: entered(secretariat), staff: true, reference });
  const staff = await who("secretariat");
  for (const [index, { iso, institution, focalPoint }] of countries.entries()) {
    const date = on(-69, 13, 10 + 4 * index);
    const note: ActEntered = { kind: "appointment", reference: `Nota ${iso} 1`, date, letterId: null };
    const given = { country: iso, person: entered(focalPoint), institution, beside: false, act: note };
    await services.seats.enterFocalPoint(staff, given);
  }
}

async function seatOfficers({ tx, services, on, who }: Stage): Promise<void> {
  const staff = await who("secretariat");
  for (const [index, officer] of officers.entries()) {
    const { country } = officer;
    const date = on(-66, 14, 3 * index);
    const seat = await tx.seat.findFirstOrThrow({
      where: { cycleId: currentCycle, office: "officer", country, until: null },
      select: { id: true },
    });
    const note: ActEntered = { kind: "letter", reference: `Nota ${country} 2`, date, letterId: null };
    await services.seats.appoint(staff, {
      seatId: seat.id,
      country,
      person: entered(officer),
      act: note,
    });
  }
  for (const [index, observer] of observers.entries()) {
    const { sector, institution, designatedBy } = observer;
    const date = on(-65, 15, 9 * index);
    const note: ActEntered = {
      kind: "designation",
      reference: `Acta ${index + 1}`,
      date,
      letterId: null,
    };
    const given = { cycleId: currentCycle, sector, person: entered(observer), institution, designatedBy };
    await services.seats.enterObserver(staff, { ...given, act: note });
  }
}

async function joinGroups(stage: Stage): Promise<void> {
  const { services, on, who } = stage;
  let minute = 0;
  for (const [slug, members] of Object.entries(groupCountries)) {
    for (const iso of members) {
      const { institution, representative, focalPoint } = countryOf(iso);
      const date = on(-60, 13, (minute += 5));
      const own = slug === mainGroup && iso === "PE" ? [entered(chair)] : [];
      await services.memberships.nominate(await who(focalPoint.account), {
        slug,
        country: iso,
        institution,
        persons: [...own, entered(representative)],
        act: { kind: "nomination", reference: `Nota ${iso} 3`, date, letterId: null },
      });
    }
    on(-56, 15, minute % 60);
    await elect(stage, slug, members[0] ?? "", slug === mainGroup ? viceChairs : []);
  }
  const named = on(-54, 14, 30);
  await services.memberships.nameCoordinator(await who("chair"), {
    slug: mainGroup,
    person: entered(coordinator),
    act: { kind: "designation", reference: "Nota PE 4", date: named, letterId: null },
  });
  const identified = on(-50, 16, 20);
  await services.memberships.identifySpeaker(await who("focal-cl"), {
    slugs: [mainGroup],
    country: speaker.country,
    person: entered(speaker),
    institution: speaker.institution,
    act: { kind: "nomination", reference: "Nota CL 4", date: identified, letterId: null },
  });
}

/** The countries of the group chose its Chair and Vice Chairs when they first met; the secretariat enters it. */
async function elect(
  { services, ground, who }: Stage,
  slug: string,
  chair: Iso,
  viceChairs: readonly Iso[],
): Promise<void> {
  const date = ground.clock.now();
  const act = { kind: "election", reference: "Primera reunión", date, letterId: null } as const;
  await services.decisions.enterChair(await who("secretariat"), { slug, chair, viceChairs, act });
}

/** Everybody accepts the invitation. */
async function comeIn({ ground, on, who }: Stage, passwordHash: string): Promise<void> {
  for (const [index, { account, name }] of everybody.entries()) {
    on(-48, 12, 7 * index);
    const { id: personId } = await who(account);
    await act(ground, async (inner, record, now) => {
      await setPassword(inner, personId, passwordHash, now);
      const by = { actorId: personId, capacity: null, groupId: null, link: "/secretariat/people" };
      record({ kind: "person.joined", facts: { personId }, ...by, words: { person: name } });
    });
  }
}

export function countryOf(iso: Iso): DemoCountry {
  const found = countries.find((country) => country.iso === iso);
  if (found === undefined) throw new Error(`the demonstration has nobody from ${iso}`);
  return found;
}
