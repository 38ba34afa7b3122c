/**
 * The commands `verify:journal` and `export:journal` (domain §9). Without files the database is verified; with files, those alone:
 * an exported record, certificates, and copies of published heads, which nobody has to trust this platform for.
 */
import { stranger } from "#app/domain/roles.ts";
import { refuse } from "#app/domain/refusal.ts";
import { sayFlaw } from "#app/i18n/flaw.ts";
import type { T } from "#app/i18n/speaker.ts";
import { translator } from "#app/i18n/translate.ts";
import { basename } from "node:path";
import type { Answered, Asked } from "./commands.ts";
import type { Flaw, Shown } from "./proof/chain.ts";
import { proveFiles, readBrought, shownIn, type Brought, type FileProof } from "./proof/files.ts";
import type { ChainProof } from "./proof/record.ts";
import type { Command } from "./run-command.ts";
import type { Ground } from "./services/act.ts";
import { proofServices, type DatabaseProof } from "./services/proofs.ts";

/** Bytes of the largest file that is verified: what one text of JavaScript can hold, and some room. */
const largestRecord = 450_000_000;

export const verifyJournal: Command = {
  largest: largestRecord,
  files(parameters) {
    refuseOptions(parameters);
    return [...new Set(parameters)];
  },
  check(asked) {
    for (const file of brought(asked))
      if (file.kind === "unreadable")
        throw refuse("invalid", "command.not-a-record", { file: file.name, line: file.line });
  },
  alone(asked, language) {
    const files = brought(asked);
    // Copies of heads alone are held against the database.
    if (files.every(({ kind }) => kind === "heads")) return null;
    const t = translator(language);
    const proofs = proveFiles(files);
    const flaws = proofs.flatMap((proof) =>
      proof.kind === "record" ? proof.chains.flatMap(({ flaw }) => flaw ?? []) : (proof.flaw ?? []),
    );
    const lines = proofs.flatMap((proof) => fileLines(t, proof));
    return { code: flaws.length === 0 ? 0 : 1, lines: [...lines, verdict(t, flaws)] };
  },
  async run(ground, asked, language) {
    return recordProof(ground, translator(language), shownIn(brought(asked)));
  },
};

/** Verifies the record in the database, against hashes that others hold (`shown`), and says it chain by chain. */
export async function recordProof(ground: Ground, t: T, shown: readonly Shown[] = []): Promise<Answered> {
  const proof = await proofServices(ground).database(shown);
  const flaws = [...proof.chains.flatMap(({ flaw }) => flaw ?? []), ...proof.untold];
  return { code: flaws.length === 0 ? 0 : 1, lines: [...databaseLines(t, proof), verdict(t, flaws)] };
}

export const exportJournal: Command = {
  files: () => [],
  check({ parameters }) {
    refuseOptions(parameters);
    if (parameters.length !== 1) throw refuse("invalid", "command.export-where");
  },
  async run(ground, asked, language) {
    const lines: string[] = [];
    for await (const line of proofServices(ground).export(stranger)) lines.push(line);
    const path = asked.parameters[0] ?? "";
    const said = translator(language)("proof:exported", { count: lines.length, file: basename(path) });
    return { code: 0, lines: [said], write: { path, text: lines.join("") } };
  },
};

function refuseOptions(parameters: readonly string[]): void {
  const option = parameters.find((given) => given.startsWith("-"));
  if (option !== undefined) throw refuse("invalid", "command.no-option", { option });
}

function brought({ files }: Asked): readonly Brought[] {
  return Object.entries(files).map(([path, { base64 }]) =>
    readBrought(basename(path), Buffer.from(base64, "base64").toString("utf8")),
  );
}

function fileLines(t: T, proof: FileProof): readonly string[] {
  if (proof.kind === "record")
    return [t("proof:record", { file: proof.name }), ...proof.chains.map((chain) => chainLine(t, chain))];
  const { name: file, round, entries: count, final, flaw } = proof;
  const said = t(flaw === null ? "proof:certificate.holds" : "proof:certificate.fails", {
    file,
    round,
    count,
  });
  return [said, ...(final ? [] : [t("proof:certificate.so-far")])];
}

function databaseLines(t: T, { chains, releases, published }: DatabaseProof): readonly string[] {
  return [
    ...chains.map((chain) => chainLine(t, chain)),
    t("proof:releases", { count: releases }),
    t("proof:published", { count: published }),
  ];
}

/** "region: 214 entries, whole. Head 9f2c…" */
function chainLine(t: T, { chain, length, seen, head, flaw }: ChainProof): string {
  if (flaw !== null) return sayFlaw(t, flaw);
  const whole = t("proof:chain.whole", { chain, count: length, head });
  return seen === length ? whole : `${whole} ${t("proof:chain.unseen", { count: length - seen })}`;
}

function verdict(t: T, flaws: readonly Flaw[]): string {
  const [first] = flaws;
  return first === undefined ? t("proof:holds") : t("proof:fails", { first: sayFlaw(t, first) });
}
