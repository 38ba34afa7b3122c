/**
 * The certificate of a round: all that was decided on and all that was said, with the entries that prove it. Version 1.
 * A field is only ever added; whoever reads one must pass over what they do not know. Instants are ISO 8601 in UTC.
 */
import { contentFault, toldBy, type Fault, type Flaw, type Shown, type Told } from "./chain.ts";
import { isEntry, linkOf, type ProofEntry } from "./entry.ts";
import { sha256 } from "./hash.ts";
import { readingFault } from "./reading.ts";
import { restatedIn, sameWord, type Restated, type Words } from "./restated.ts";
import { rollFault } from "./roll.ts";

export const certificateFormat = "elac-certificate";
export const certificateVersion = 1;

/** One position of one seat. All are listed, those that were replaced too; `counts` marks the one that stands. */
export interface CertifiedPosition {
  readonly id: string;
  readonly seat: string;
  readonly country: string;
  readonly office: string;
  readonly kind: string;
  /** When it was given; of a letter, when it was received. */
  readonly at: string;
  /** When it was put on record. */
  readonly enteredAt: string;
  readonly byLetter: boolean;
  readonly language: string;
  readonly counts: boolean;
  readonly passage: string | null;
  readonly text: string | null;
  readonly reason: string | null;
  /** What would lift the objection. */
  readonly lift: string | null;
  readonly amendment: string | null;
  readonly confirmBy: string | null;
  /** What the capital said of a position ad referendum. */
  readonly confirmation: { readonly confirmed: boolean; readonly at: string } | null;
}

export interface CertifiedExplanation {
  readonly id: string;
  readonly country: string;
  readonly language: string;
  readonly text: string;
  readonly at: string;
}

export interface CertifiedSeat {
  /** The country's code, or the id of a seat of the Presiding Officers. */
  readonly seat: string;
  readonly country: string | null;
  readonly countryGroup: string | null;
  /** Whether, at the opening, somebody could decide for it. */
  readonly occupied: boolean;
  readonly chair: boolean;
  readonly leftAt: string | null;
}

export interface CertifiedOutcome {
  readonly outcome: string;
  /** Since when the round read so. */
  readonly since: string | null;
  /** When it was entered, and by whom. */
  readonly at: string;
  readonly office: string;
  readonly country: string | null;
}

export interface Certificate {
  readonly format: typeof certificateFormat;
  readonly version: number;
  /** The page of the certificate. */
  readonly page: string;
  readonly issuedAt: string;
  /** False before an outcome is entered or the round is withdrawn: a record of the state so far. */
  readonly final: boolean;
  readonly round: {
    readonly id: string;
    readonly number: number;
    readonly subject: {
      readonly kind: string;
      readonly id: string;
      readonly title: string;
      readonly group: string;
      readonly page: string;
    };
    readonly roll: string;
    readonly mode: string;
    readonly openedAt: string;
    readonly openedFor: string | null;
    readonly opensAt: string;
    /** The end on record, extensions included. */
    readonly closesAt: string;
    /** The end of a silence that an outage has moved since and whose outcome is not entered yet. */
    readonly movedTo: string | null;
    readonly withdrawn: {
      readonly at: string;
      readonly reason: string | null;
      readonly annulled: boolean;
    } | null;
    /** What the round says at `issuedAt`. */
    readonly reading: string;
  };
  readonly release: {
    readonly id: string;
    readonly number: number;
    readonly language: string;
    readonly frozenAt: string;
    readonly sha256: string;
    /** Canonical JSON: the hash is over its UTF-8 bytes, without a line end. */
    readonly text: string;
  };
  /** In the order of the roll, as it was copied onto the round at its opening. */
  readonly seats: readonly CertifiedSeat[];
  readonly terms: Readonly<
    Record<string, { readonly value: number | null; readonly basis: string; readonly reason: string }>
  >;
  readonly positions: readonly CertifiedPosition[];
  readonly explanations: readonly CertifiedExplanation[];
  readonly extensions: readonly { readonly at: string; readonly closing: string; readonly because: string }[];
  readonly outcome: CertifiedOutcome | null;
  /** Of the journal, all that was recorded for the round, by chain and place. */
  readonly entries: readonly ProofEntry[];
  /** Of each chain that those entries hang on, its head when this was issued. */
  readonly chains: readonly { readonly id: string; readonly seq: number; readonly head: string }[];
}

/**
 * Proves a certificate from itself alone: the text has its hash, each entry has its own, words are those that were hashed, and
 * what is said of release, roll, terms, positions, explanations and outcome is what the entries say, as far as they state it; and
 * the outcome follows from all that by the rules. Answers the first that does not fit.
 * That the entries stand in their chain is proved with an exported record (`certifiedIn`) or a published head.
 */
export function proveCertificate(certificate: Certificate): Flaw | null {
  const { release, entries } = certificate;
  const told: { entry: ProofEntry; event: Told }[] = [];
  const restated = restatedIn(redactionsIn(entries));
  let before: ProofEntry | null = null;
  for (const entry of entries) {
    const at = (fault: Fault): Flaw => ({ chain: entry.chain, seq: entry.seq, ...fault });
    if (before !== null && before.chain === entry.chain) {
      if (entry.seq <= before.seq) return at({ what: "place", detail: "" });
      if (entry.seq === before.seq + 1 && entry.prevHash !== before.hash)
        return at({ what: "link", detail: "" });
    }
    before = entry;
    if (entry.facts === undefined) continue;
    const fault = contentFault(entry.chain, linkOf(entry), entry.facts, (event) =>
      certifiedAs(certificate, event, entry, restated),
    );
    if (fault !== null) return at(fault);
    const event = toldBy(entry.facts);
    if (event !== null) told.push({ entry, event });
  }
  const nowhere = (what: Flaw["what"], detail: string): Flaw => ({ chain: "", seq: null, what, detail });
  if (sha256(release.text) !== release.sha256) return nowhere("release", release.id);
  const untold = whatIsUntold(certificate, told);
  if (untold !== null) return nowhere(untold.what, untold.detail);
  const misread = readingFault(certificate);
  return misread === null ? null : nowhere("certificate", misread);
}

/** The entries of a certificate as something that a chain is held against. */
export const certifiedIn = ({ entries, chains, round }: Certificate): readonly Shown[] =>
  [
    ...entries.map(({ chain, seq, hash }) => ({ chain, seq, hash })),
    ...chains.filter(({ seq }) => seq > 0).map(({ id, seq, head }) => ({ chain: id, seq, hash: head })),
  ].map((one) => ({ ...one, what: "certified", detail: String(round.number) }));

/** Whether the certificate says of the round what an entry says. */
function certifiedAs(
  certificate: Certificate,
  told: Told,
  entry: ProofEntry,
  restated: Restated,
): Fault | null {
  const { round, release, seats } = certificate;
  const { kind, at, facts } = told;
  const differs = (detail: string): Fault => ({ what: "certificate", detail });
  if (facts["roundId"] !== round.id) return differs("round");
  switch (kind) {
    case "round.opened": {
      if (sha256(release.text) !== facts["sha256"] || release.sha256 !== facts["sha256"])
        return { what: "release", detail: release.id };
      if (facts["releaseId"] !== release.id) return differs("release");
      if (facts["mode"] !== round.mode || facts["roll"] !== round.roll) return differs("mode");
      if (facts["opening"] !== round.opensAt) return differs("opening");
      if (at !== round.openedAt) return differs("opened-at");
      if ((told.capacity?.country ?? null) !== round.openedFor) return differs("opened-by");
      const roll = isRenewed(certificate, entry) ? null : certifiedRoll(certificate, facts);
      return roll === null ? null : differs(roll);
    }
    case "round.roll-renewed": {
      const roll = isRenewed(certificate, entry) ? null : certifiedRoll(certificate, facts);
      return roll === null ? null : differs(roll);
    }
    case "round.seat-left":
      return seats.find(({ seat }) => seat === facts["seat"])?.leftAt === at ? null : differs("left");
    case "round.withdrawn":
    case "round.annulled": {
      const { withdrawn } = round;
      if (withdrawn?.at !== at || withdrawn.annulled !== (kind === "round.annulled"))
        return differs("withdrawn");
      return sameWord(entry.words ?? [], "reason", withdrawn.reason, restated) ? null : differs("reason");
    }
    case "round.position-given": {
      const given = certificate.positions.find(({ id }) => id === facts["positionId"]);
      if (given === undefined || !sameGiven(given, facts, entry.words ?? [], restated))
        return differs("position");
      const part = givenFault(given, told);
      return part === null ? null : differs(`position ${given.country}: ${part}`);
    }
    case "round.position-confirmed":
      return certificate.positions.some(
        ({ seat, confirmation }) => seat === facts["seat"] && confirmation?.confirmed === facts["confirmed"],
      )
        ? null
        : differs("confirmation");
    case "round.explanation-given": {
      const given = certificate.explanations.find(({ id }) => id === facts["explanationId"]);
      return given?.at === at && sameWord(entry.words ?? [], "text", given.text, restated)
        ? null
        : differs("explanation");
    }
    case "round.outcome-recorded": {
      const part = outcomeFault(certificate.outcome, told);
      return part === null ? null : differs(part);
    }
    default:
      return null;
  }
}

/** Entries that can be read, with their words; each is proved by itself in its turn. */
const redactionsIn = (entries: readonly ProofEntry[]) =>
  entries.flatMap(({ facts, words = [] }) => {
    const told = facts === undefined ? null : toldBy(facts);
    return told === null ? [] : [{ told, words }];
  });

/** Whether a later entry states the roll anew: before a round opens acts may still change it. */
function isRenewed({ entries }: Certificate, entry: ProofEntry): boolean {
  const later = entries.slice(entries.indexOf(entry) + 1);
  return later.some(({ facts }) => facts !== undefined && toldBy(facts)?.kind === "round.roll-renewed");
}

/** What of roll and terms is not what an entry states, or null. */
function certifiedRoll({ seats, terms }: Certificate, facts: Told["facts"]): string | null {
  const values = Object.fromEntries(Object.entries(terms).map(([name, { value }]) => [name, value]));
  return rollFault(
    facts,
    seats.map(({ countryGroup, ...seat }) => ({ ...seat, group: countryGroup })),
    values,
  );
}

/** What of a position, its words aside, is not what its entry states, or null. Entries of an earlier version state less. */
function givenFault(given: CertifiedPosition, { at, capacity, facts }: Told): string | null {
  const byLetter = facts["byLetter"] === true;
  if (given.enteredAt !== at) return "entered-at";
  if (given.byLetter !== byLetter) return "by-letter";
  if (given.at !== (facts["at"] ?? facts["receivedAt"] ?? at)) return "at";
  if (given.country !== (facts["country"] ?? capacity?.country)) return "country";
  // Of a letter the capacity is the secretariat's, who entered it.
  if (!byLetter && given.office !== capacity?.office) return "office";
  if (facts["language"] !== undefined && given.language !== facts["language"]) return "language";
  if (facts["at"] !== undefined && given.confirmBy !== (facts["confirmBy"] ?? null)) return "confirm-by";
  return null;
}

function outcomeFault(outcome: CertifiedOutcome | null, { at, capacity, facts }: Told): string | null {
  if (outcome === null || outcome.outcome !== facts["outcome"]) return "outcome";
  if (outcome.since !== facts["since"]) return "since";
  if (outcome.at !== at) return "outcome-at";
  if (outcome.office !== capacity?.office) return "office";
  return outcome.country === capacity.country ? null : "country";
}

const partsOfPosition = ["passage", "text", "reason", "lift", "amendment"] as const;

/** Whether a position is the one that its entry states, word for word; for redacted words, what their redaction left. */
export function sameGiven(
  given: Pick<CertifiedPosition, "seat" | "kind" | (typeof partsOfPosition)[number]>,
  facts: Readonly<Record<string, unknown>>,
  words: Words,
  restated: Restated,
): boolean {
  return (
    facts["position"] === given.kind &&
    facts["seat"] === given.seat &&
    partsOfPosition.every((part) => sameWord(words, part, given[part], restated))
  );
}

/** What the certificate states and no entry does. */
function whatIsUntold(certificate: Certificate, told: readonly { readonly event: Told }[]): Fault | null {
  const { round } = certificate;
  const facts = (kind: string) =>
    told.filter(({ event }) => event.kind === kind).map(({ event }) => event.facts);
  const untold = (detail: string): Fault => ({ what: "untold", detail });
  const [opened] = facts("round.opened");
  if (opened === undefined) return untold("opening");
  const given = facts("round.position-given").map((one) => one["positionId"]);
  const position = certificate.positions.find(({ id }) => !given.includes(id));
  if (position !== undefined) return untold(`position ${position.country}`);
  const explained = facts("round.explanation-given").map((one) => one["explanationId"]);
  const explanation = certificate.explanations.find(({ id }) => !explained.includes(id));
  if (explanation !== undefined) return untold(`explanation ${explanation.country}`);
  const confirmed = told.filter(({ event }) => event.kind === "round.position-confirmed");
  const answered = certificate.positions.find(
    ({ seat, confirmation }) =>
      confirmation !== null &&
      !confirmed.some(({ event: { at, facts: said } }) => {
        const { confirmed: word, at: from } = confirmation;
        return said["seat"] === seat && said["confirmed"] === word && (said["receivedAt"] ?? at) === from;
      }),
  );
  if (answered !== undefined) return untold(`confirmation ${answered.country}`);
  const closing = facts("round.extended").at(-1)?.["closing"] ?? opened["closing"];
  if (closing !== round.closesAt) return untold("closing");
  const departed = facts("round.seat-left").map((one) => one["seat"]);
  const gone = certificate.seats.find(({ seat, leftAt }) => leftAt !== null && !departed.includes(seat));
  if (gone !== undefined) return untold(`left ${gone.country ?? gone.seat}`);
  const takenBack = [...facts("round.withdrawn"), ...facts("round.annulled")];
  if (round.withdrawn !== null && takenBack.length === 0) return untold("withdrawn");
  if (certificate.outcome !== null && facts("round.outcome-recorded").length === 0) return untold("outcome");
  return null;
}

/** Whether something read from a file has the shape of a certificate of a version that is known here. */
export function isCertificate(value: unknown): value is Certificate {
  if (typeof value !== "object" || value === null) return false;
  const { format, version, round, release, seats, terms, positions, explanations, entries, chains } =
    value as Partial<Certificate>;
  return (
    format === certificateFormat &&
    version === certificateVersion &&
    typeof round?.id === "string" &&
    typeof release?.text === "string" &&
    typeof release.sha256 === "string" &&
    [seats, positions, explanations, chains].every(isListOfObjects) &&
    isListOfObjects(Object.values(terms ?? {})) &&
    Array.isArray(entries) &&
    entries.every(isEntry)
  );
}

const isListOfObjects = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null);
