/** A house with three rounds: one with every kind of word and an outcome, one extended, left and withdrawn, one annulled. */
import { regionalDay } from "#app/domain/region.ts";
import { stranger } from "#app/domain/roles.ts";
import { makeAuth } from "#server/auth/auth.ts";
import { certificateServices } from "#server/services/certificates.ts";
import { membershipServices } from "#server/services/memberships.ts";
import { focalPoint, person } from "#test/factories.ts";
import { goalHouse, inDays, slug } from "../services/goal-house.ts";
import { by } from "../services/people-house.ts";
import { copy, type Line } from "./record-house.ts";
import { attachedLetter } from "../attached.ts";

const hour = 3_600_000;
const before = (at: Date) => new Date(at.getTime() - hour);

/** Close its store in `afterAll`. The rounds have the numbers 1, 2 and 3; `certificate` is of one of them. */
export async function roundsHouse() {
  const house = await goalHouse();
  const { store, ground, goals, rounds, who, draft, at, form } = house;
  const focal = await person(store, "Focal Brazil", [focalPoint("BR")]);

  const letter = (title: string, digit: string) =>
    attachedLetter(store, who("secretariat").id, ground.clock.now(), { title, sha256: digit.repeat(64) });

  async function opened(closing: Date) {
    const number = await draft();
    await goals.discuss(who("chile"), await at(number));
    const roundId = await goals.openGroupRound(who("peru"), {
      ...(await at(number)),
      mode: "express",
      closing,
    });
    return { number, roundId };
  }

  const first = await opened(inDays(10));
  await rounds.give(
    who("peru"),
    await form(first.number, "PE", { explanation: "Nuestra oficina es pequeña." }),
  );
  const confirmDay = regionalDay(inDays(20));
  await rounds.give(who("chile"), await form(first.number, "CL", { kind: "ad-referendum", confirmDay }));
  ground.clock.set(inDays(1));
  await rounds.enterLetter(who("secretariat"), {
    ...(await form(first.number, "BR")),
    receivedAt: before(inDays(1)),
    letterId: await letter("position.pdf", "1"),
  });
  ground.clock.set(inDays(12));
  await rounds.confirmByLetter(who("secretariat"), {
    roundId: first.roundId,
    seat: "CL",
    office: "representative",
    language: "es",
    receivedAt: before(inDays(12)),
    letterId: await letter("word.pdf", "2"),
    confirmed: true,
  });
  ground.clock.set(inDays(13));
  await rounds.record(who("peru"), { roundId: first.roundId });

  const { roundId } = await opened(inDays(20));
  ground.clock.set(inDays(14));
  await rounds.extend(who("peru"), { roundId, before: inDays(20), closing: inDays(22) });
  ground.clock.set(inDays(15));
  const memberships = membershipServices(ground, makeAuth(ground));
  await memberships.leave(focal, { slug, country: "BR", act: by("ending", "Note 20/2011") });
  ground.clock.set(inDays(16));
  await rounds.withdraw(who("peru"), { roundId, reason: "El texto cambia." });

  const third = await opened(inDays(30));
  await rounds.annul(who("peru"), { roundId: third.roundId, reason: "Se abrió por error." });

  const certificate = async (number: number): Promise<Line> =>
    copy(await certificateServices(ground).certificate(stranger, number, "es")) as unknown as Line;
  return { ...house, certificate };
}

export type RoundsHouse = Awaited<ReturnType<typeof roundsHouse>>;
