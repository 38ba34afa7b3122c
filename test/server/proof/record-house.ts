/** A house in which a goal was drafted, agreed and tabled, its record exported and its round certified. */
import { stranger } from "#app/domain/roles.ts";
import type { Flaw } from "#server/proof/chain.ts";
import { proveFiles, readBrought, type Brought } from "#server/proof/files.ts";
import { certificateServices } from "#server/services/certificates.ts";
import { proofServices } from "#server/services/proofs.ts";
import { goalHouse, inDays } from "../services/goal-house.ts";

/** A line of a record, or a part of a certificate, open to be tampered with. */
export type Line = Record<string, unknown>;

/** Close its store in `afterAll`. The heads of the first day are published; days pass on its clock. */
export async function recordHouse() {
  const house = await goalHouse();
  const { ground, goals, rounds, who, at, form, openedGroupRound, draft } = house;
  const proofs = proofServices(ground);
  const number = await draft();
  const roundId = await openedGroupRound(number);
  await rounds.give(who("peru"), await form(number, "PE"));
  await rounds.give(
    who("chile"),
    await form(number, "CL", {
      kind: "joins-with-reservation",
      passage: "2",
      text: "Una vez al año basta.",
      explanation: "Nuestra oficina es pequeña.",
    }),
  );
  ground.clock.set(inDays(1));
  await proofs.publish();
  await rounds.give(who("brazil"), await form(number, "BR"));
  await rounds.record(who("peru"), { roundId });
  await goals.table(who("peru"), await at(number));
  const lines = await exported(proofs);
  const certificate = copy(
    await certificateServices(ground).certificate(stranger, 1, "es"),
  ) as unknown as Line;
  const chain = String((certificate["entries"] as Line[])[0]?.["chain"]);
  /** Place of the first entry of that kind in the group's chain. */
  const seqOf = (kind: string): number =>
    Number(lines.find((line) => String(line["facts"]).includes(`"kind":"${kind}"`))?.["seq"]);
  return { ...house, proofs, lines, certificate, chain, seqOf };
}

export type RecordHouse = Awaited<ReturnType<typeof recordHouse>>;

/** The record as everybody may have it. */
export async function exported(proofs: ReturnType<typeof proofServices>): Promise<Line[]> {
  const found: Line[] = [];
  for await (const line of proofs.export(stranger)) found.push(JSON.parse(line) as Line);
  return found;
}

export const copy = <Of>(value: Of): Of => JSON.parse(JSON.stringify(value)) as Of;
export const asText = (all: readonly Line[]) => all.map((line) => `${JSON.stringify(line)}\n`).join("");
export const brought = (all: readonly Line[]): Brought => readBrought("record.jsonl", asText(all));

/** Everything that is wrong with these files, in the order in which it is found. */
export function flawsOf(...files: readonly Brought[]): readonly Flaw[] {
  return proveFiles(files).flatMap((proof) =>
    proof.kind === "record" ? proof.chains.flatMap(({ flaw }) => flaw ?? []) : (proof.flaw ?? []),
  );
}
