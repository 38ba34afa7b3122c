import type { Language } from "#app/domain/release.ts";
import { isSecretariat, type Actor, type GroupId } from "#app/domain/roles.ts";
import type { GroupFacts } from "#app/domain/facts.ts";
import type { Tx } from "#server/store/client.ts";
import { groupFacts } from "#server/store/groups.ts";
import { namedSubjects } from "#server/store/references.ts";
import { liveRounds, roundLink } from "#server/store/rounds.ts";
import type { Due } from "./desk-due.ts";
import { viewOf } from "./round-view.ts";

/** Answers, confirmations, objections to think over, and outcomes to enter. `known` are facts of groups read before. */
export async function duesOfRounds(
  tx: Tx,
  actor: Actor,
  known: ReadonlyMap<GroupId, GroupFacts>,
  language: Language,
  now: Date,
): Promise<Due[]> {
  const rounds = await liveRounds(tx);
  const subjects = await namedSubjects(
    tx,
    rounds.map(({ subject }) => subject),
    language,
  );
  const dues: Due[] = [];
  for (const recorded of rounds) {
    const subject = subjects.get(recorded.subject.id);
    if (subject === undefined) continue;
    const { group } = subject;
    const facts = known.get(group.id) ?? (await groupFacts(tx, group.id, now));
    const { part, reading } = await viewOf(tx, actor, recorded, facts, now);
    const common = { subject, group, needed: reading.needed };
    const page = roundLink(recorded);
    for (const { offices, country, seat, position, answers, confirms } of part.seats) {
      const office = offices[0] ?? "representative";
      const line = reading.standing.find((standing) => standing.seat === seat);
      const asked = { ...common, link: `${page}/position`, until: recorded.round.closing, office, country };
      if (confirms && position?.confirmBy)
        dues.push({ ...asked, kind: "confirm", link: page, until: position.confirmBy });
      else if (answers && line?.standing === "not-answered") dues.push({ ...asked, kind: "answer" });
      else if (answers && position?.kind === "objects") dues.push({ ...asked, kind: "reconsider" });
    }
    if (part.records || part.recordsFrom !== null) {
      const ofGroup = recorded.round.roll.kind === "group";
      const own = part.seats.length > 0 || !isSecretariat(actor, now);
      const office = !own ? "secretariat" : ofGroup ? "representative" : "officer";
      dues.push({
        ...common,
        kind: "record",
        from: part.recordsFrom,
        link: page,
        until: null,
        office,
        country: office === "representative" ? (part.seats[0]?.country ?? facts.chair) : null,
      });
    }
  }
  return dues;
}
