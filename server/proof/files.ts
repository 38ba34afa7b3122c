/** Files that somebody brings to be verified: what each is, and what becomes of it. No database is asked. */
import { certifiedIn, isCertificate, proveCertificate, type Certificate } from "./certificate.ts";
import type { Flaw, Shown } from "./chain.ts";
import {
  areHeads,
  formatVersion,
  headsFormat,
  proveRecord,
  publishedAs,
  readRecord,
  type ChainProof,
  type ExportedRecord,
  type HeadOfDay,
} from "./record.ts";

/** A file by its name, read. */
export type Brought =
  | { readonly kind: "record"; readonly name: string; readonly record: ExportedRecord }
  | { readonly kind: "certificate"; readonly name: string; readonly certificate: Certificate }
  | { readonly kind: "heads"; readonly name: string; readonly heads: readonly HeadOfDay[] }
  /** The first line that is none of ours. */
  | { readonly kind: "unreadable"; readonly name: string; readonly line: number };

/** What a file is, by what stands in it. */
export function readBrought(name: string, text: string): Brought {
  const whole = parsed(text);
  if (isCertificate(whole)) return { kind: "certificate", name, certificate: whole };
  if (typeof whole === "object" && whole !== null) {
    const { format, version, heads } = whole as Readonly<Record<string, unknown>>;
    if (format === headsFormat && version === formatVersion && areHeads(heads))
      return { kind: "heads", name, heads };
  }
  const record = readRecord(text);
  return "line" in record ? { kind: "unreadable", name, ...record } : { kind: "record", name, record };
}

/** Hashes that the certificates and copies of heads among the files show. */
export function shownIn(files: readonly Brought[]): readonly Shown[] {
  return files.flatMap((file) => {
    if (file.kind === "certificate") return certifiedIn(file.certificate);
    return file.kind === "heads" ? file.heads.map(publishedAs) : [];
  });
}

export type FileProof =
  | { readonly kind: "record"; readonly name: string; readonly chains: readonly ChainProof[] }
  | {
      readonly kind: "certificate";
      readonly name: string;
      readonly round: number;
      readonly final: boolean;
      readonly entries: number;
      readonly flaw: Flaw | null;
    };

/** Proves records and certificates; each record also against every certificate and every copy of heads among the files. */
export function proveFiles(files: readonly Brought[]): readonly FileProof[] {
  const shown = shownIn(files);
  return files.flatMap((file): FileProof[] => {
    if (file.kind === "record")
      return [{ kind: "record", name: file.name, chains: proveRecord(file.record, shown) }];
    if (file.kind !== "certificate") return [];
    const { round, final, entries } = file.certificate;
    const flaw = proveCertificate(file.certificate);
    return [
      { kind: "certificate", name: file.name, round: round.number, final, entries: entries.length, flaw },
    ];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
