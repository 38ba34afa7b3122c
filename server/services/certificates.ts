/** The certificate of a round (domain §9): one account of it for people, for paper and for machines, with its proof. */
import { latestGiven } from "#app/domain/consensus.ts";
import { region } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { Term } from "#app/domain/round.ts";
import {
  certificateFormat,
  certificateVersion,
  proveCertificate,
  type Certificate,
  type CertifiedPosition,
} from "#server/proof/certificate.ts";
import { toldBy, type Flaw } from "#server/proof/chain.ts";
import type { ProofEntry } from "#server/proof/entry.ts";
import { sha256 } from "#server/proof/hash.ts";
import { chainHeads, provedEntriesOfRound } from "#server/store/journal-proof.ts";
import { releaseById } from "#server/store/releases.ts";
import { roundLink } from "#server/store/rounds.ts";
import type { Ground } from "./act.ts";
import { roundPages, type RoundPage } from "./round-pages.ts";
import type { ShownPosition, ShownRound } from "./shown-round.ts";

/** The certificate with the page of its round, and what came of checking it here. */
export interface CertificateView {
  readonly page: RoundPage;
  readonly certificate: Certificate;
  /** SHA-256 over the text, taken anew. */
  readonly computed: string;
  /** The first thing in it that does not fit; null where it holds. */
  readonly flaw: Flaw | null;
}

export function certificateServices(ground: Ground) {
  const { store, clock, env } = ground;
  const pages = roundPages(ground);

  async function view(actor: Actor, number: number, language: Language): Promise<CertificateView> {
    const now = clock.now();
    demand(actor, "record.read", region, now);
    const tx = store.db;
    const page = await pages.page(actor, number, language);
    const { recorded, reading } = page.view;
    const release = await releaseById(tx, recorded.release.id);
    if (release === null) throw refuse("unknown", "round.unknown");
    const entries = await provedEntriesOfRound(tx, recorded.id);
    const own = new Set(entries.map(({ chain }) => chain));
    const { round, outcome } = recorded;
    const certificate: Certificate = {
      format: certificateFormat,
      version: certificateVersion,
      page: `${env.appUrl}/${language}${roundLink(recorded)}/certificate`,
      issuedAt: now.toISOString(),
      final: recorded.settledAt !== null,
      round: {
        id: recorded.id,
        number: recorded.number,
        subject: {
          kind: page.subject.kind,
          id: page.subject.id,
          title: page.subject.title,
          group: page.subject.group.name,
          page: `${env.appUrl}/${language}${page.subject.link}`,
        },
        roll: round.roll.kind,
        mode: round.mode,
        openedAt: recorded.openedAt.toISOString(),
        openedFor: recorded.openedFor,
        opensAt: round.opening.toISOString(),
        closesAt: recorded.closingSet.toISOString(),
        movedTo:
          round.closing.getTime() === recorded.closingSet.getTime() ? null : round.closing.toISOString(),
        withdrawn:
          round.withdrawn === null
            ? null
            : {
                at: round.withdrawn.toISOString(),
                reason: recorded.withdrawReason,
                annulled: recorded.annulled,
              },
        reading: reading.state,
      },
      release: {
        id: release.id,
        number: release.number,
        language: release.language,
        frozenAt: release.at.toISOString(),
        sha256: release.sha256,
        text: release.text,
      },
      seats: seatsOf(recorded),
      terms: Object.fromEntries(
        Object.entries(round.terms as unknown as Readonly<Record<string, Term<number | null>>>).map(
          ([name, { value, basis, reason }]) => [name, { value, basis, reason }],
        ),
      ),
      positions: recorded.positions.map((position, _, given) =>
        certified(position, latestGiven(given, position.seat) === position),
      ),
      explanations: recorded.explanations.map(({ id, country, language: written, text, at }) => ({
        id,
        country,
        language: written,
        text,
        at: at.toISOString(),
      })),
      extensions: extensionsIn(entries),
      outcome:
        outcome === null
          ? null
          : {
              outcome: outcome.outcome,
              since: sinceIn(entries),
              at: outcome.at.toISOString(),
              office: outcome.office,
              country: outcome.country,
            },
      entries,
      chains: (await chainHeads(tx)).filter(({ id }) => own.has(id)),
    };
    return {
      page,
      certificate,
      computed: sha256(certificate.release.text),
      flaw: proveCertificate(certificate),
    };
  }

  return {
    /** The certificate with the page of its round. Refused: `round.unknown`, also a round the reader may not know of. */
    certificatePage: (actor: Actor, number: number, language: Language): Promise<CertificateView> =>
      view(actor, number, language),

    /** The certificate alone, as machines take it: version 1 of `elac-certificate`. Refused: `round.unknown`. */
    certificate: async (actor: Actor, number: number, language: Language): Promise<Certificate> =>
      (await view(actor, number, language)).certificate,
  };
}

function seatsOf({ round }: ShownRound): Certificate["seats"] {
  return round.roll.entries.map(({ seat, country, group, occupied, chair }) => ({
    seat,
    country,
    countryGroup: group,
    occupied,
    chair,
    leftAt: round.departures.find((left) => left.seat === seat)?.at.toISOString() ?? null,
  }));
}

function certified(position: ShownPosition, counts: boolean): CertifiedPosition {
  const { id, seat, country, office, kind, byLetter, language, passage, text, reason } = position;
  const { lift, amendment, at, enteredAt, confirmBy, confirmed } = position;
  return {
    id,
    seat,
    country,
    office,
    kind,
    at: at.toISOString(),
    enteredAt: enteredAt.toISOString(),
    byLetter,
    language,
    counts,
    passage,
    text,
    reason,
    lift,
    amendment,
    confirmBy: confirmBy?.toISOString() ?? null,
    confirmation:
      confirmed === null ? null : { confirmed: confirmed.confirmed, at: confirmed.at.toISOString() },
  };
}

/** Moves of the end, in their order. */
function extensionsIn(entries: readonly ProofEntry[]): Certificate["extensions"] {
  return entries.flatMap(({ facts }) => {
    const told = facts === undefined ? null : toldBy(facts);
    if (told?.kind !== "round.extended") return [];
    const { closing, because } = told.facts;
    return [{ at: told.at, closing: String(closing), because: String(because) }];
  });
}

function sinceIn(entries: readonly ProofEntry[]): string | null {
  for (const { facts } of entries) {
    const told = facts === undefined ? null : toldBy(facts);
    if (told?.kind === "round.outcome-recorded") return String(told.facts["since"]);
  }
  return null;
}

export type CertificateServices = ReturnType<typeof certificateServices>;
