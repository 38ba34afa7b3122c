/** The certificate of a round, as a page and on paper: what was decided on, who said what, how it ended, and how to check it. */
import type { CertificateView } from "#server/services/certificates.ts";
import { CertificateProof } from "./certificate-proof.tsx";
import { CertifiedRoll, EveryPosition } from "./certificate-roll.tsx";
import { Definitions, type Definition } from "./definitions.tsx";
import { NumberedText } from "./frozen-text.tsx";
import { Notice } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { PlanPaper, type Sheet } from "./plan-sheet.tsx";
import { RoundStatements, useContested, useNeeds } from "./round.tsx";
import { passagesOf, useRoundTitle } from "./round-subject.ts";
import { RoundTerms } from "./round-terms.tsx";
import { useFormat, useLocal, useT } from "./speech.tsx";

export interface CertificatePageProps {
  readonly view: CertificateView;
  /** Of a plan, its text as it is set on paper. */
  readonly sheet: Sheet | null;
  /** The first thing that does not fit, in words; null where everything does. */
  readonly flaw: string | null;
}

export function CertificatePage(props: CertificatePageProps) {
  const { page, certificate } = props.view;
  return (
    <div className="certificate">
      <CertificateHead {...props} />
      <Ending {...props} />
      <Decided {...props} />
      <Procedure {...props} />
      <CertifiedRoll page={page} />
      <EveryPosition page={page} />
      <RoundStatements view={page.view} names={page.names} />
      <RoundTerms round={page.view.recorded.round} />
      <CertificateProof page={page} certificate={certificate} />
    </div>
  );
}

function CertificateHead({ view: { page, certificate }, flaw }: CertificatePageProps) {
  const t = useT();
  const format = useFormat();
  const local = useLocal();
  const titled = useRoundTitle();
  const { title, lang } = titled(page);
  const at = format.exact(new Date(certificate.issuedAt));
  const { number } = page;
  return (
    <>
      <PageHead
        title={t("certificate:title")}
        crumbs={[
          { name: t(`round-page:kind.${page.subject.kind}`), path: page.subject.link },
          { name: t("round-page:number", { number }), path: `/rounds/${number}` },
        ]}
        lead={<span lang={lang}>{title}</span>}
        facts={[
          page.subject.group.name,
          t("certificate:issued", { at }),
          <a key="json" className="unprinted" href={local(`/rounds/${number}/certificate.json`)}>
            {t("certificate:json")}
          </a>,
        ]}
      />
      {!certificate.final && (
        <Notice kind="wait" title={t("certificate:so-far", { at })}>
          {t("certificate:so-far.text")}
        </Notice>
      )}
      {flaw === null ? (
        <Notice kind="done" title={t("certificate:holds")}>
          {t("certificate:holds.text")}
        </Notice>
      ) : (
        <Notice kind="bad" title={t("certificate:fails")}>
          {flaw}
        </Notice>
      )}
    </>
  );
}

/** How it ended, who entered it and when; before that, what is still needed. */
function Ending({ view: { page, certificate } }: CertificatePageProps) {
  const t = useT();
  const format = useFormat();
  const say = useNeeds(page.names);
  const { reading, recorded } = page.view;
  const { outcome, round } = certificate;
  const who = (office: string, country: string | null) =>
    country === null
      ? t(`record:office.${office}`)
      : `${page.names[country] ?? country}, ${t(`record:office.${office}`)}`;
  const rows: readonly Definition[] =
    outcome === null
      ? []
      : [
          { term: t("certificate:outcome"), value: t(`rounds:outcome.${outcome.outcome}`) },
          ...(outcome.since === null
            ? []
            : [{ term: t("certificate:since"), value: format.exact(new Date(outcome.since)) }]),
          { term: t("certificate:entered-by"), value: who(outcome.office, outcome.country) },
          { term: t("certificate:entered-at"), value: format.exact(new Date(outcome.at)) },
        ];
  const withdrawn: readonly Definition[] =
    round.withdrawn === null
      ? []
      : [
          {
            term: t(round.withdrawn.annulled ? "round-page:state.annulled" : "consensus:state.withdrawn"),
            value: format.exact(new Date(round.withdrawn.at)),
          },
          ...(round.withdrawn.reason === null
            ? []
            : [{ term: t("certificate:reason"), value: round.withdrawn.reason }]),
        ];
  const over = reading.outcome !== null;
  return (
    <Part id="ending" first title={t(over ? "rounds:how-it-ended" : "frame:needed")}>
      <p className="say">{say(reading, recorded.settledAt !== null).join(" ")}</p>
      {rows.length + withdrawn.length > 0 && <Definitions rows={[...rows, ...withdrawn]} />}
    </Part>
  );
}

/** The release, with its text and its hash taken anew. */
function Decided({ view: { page, certificate, computed }, sheet }: CertificatePageProps) {
  const t = useT();
  const format = useFormat();
  const contested = useContested(page.names);
  const { release } = certificate;
  return (
    <Part id="release" title={t("certificate:release")} note={t("certificate:release.note")}>
      <Definitions
        rows={[
          { term: t("certificate:release.number"), value: String(release.number) },
          { term: t("certificate:language"), value: t(`languages:${release.language}`) },
          { term: t("certificate:frozen"), value: format.exact(new Date(release.frozenAt)) },
          { term: t("certificate:hash"), value: <code className="hash">{release.sha256}</code> },
          {
            term: t("certificate:hash.anew"),
            value: (
              <>
                <code className="hash">{computed}</code>{" "}
                {t(computed === release.sha256 ? "certificate:hash.same" : "certificate:hash.differs")}
              </>
            ),
          },
        ]}
      />
      <div className="decided">
        {sheet === null ? (
          <NumberedText lang={page.text.language} paragraphs={contested(passagesOf(page.text), page.view)} />
        ) : (
          <PlanPaper sheet={sheet} labelledBy="release-heading" />
        )}
      </div>
    </Part>
  );
}

/** Who was asked, how, from when until when. */
function Procedure({ view: { page, certificate } }: CertificatePageProps) {
  const t = useT();
  const format = useFormat();
  const { round, extensions } = certificate;
  const at = (instant: string) => format.full(new Date(instant));
  return (
    <Part id="procedure" title={t("certificate:procedure")}>
      <Definitions
        rows={[
          { term: t("certificate:asked"), value: t(`consensus:roll.${round.roll}`) },
          ...(round.roll === "region"
            ? []
            : [{ term: t("certificate:mode"), value: t(`consensus:mode.${round.mode}`) }]),
          ...(round.openedFor === null
            ? []
            : [{ term: t("certificate:opened-by"), value: page.names[round.openedFor] ?? round.openedFor }]),
          { term: t("certificate:opens"), value: at(round.opensAt) },
          { term: t("certificate:closes"), value: at(round.movedTo ?? round.closesAt) },
          ...extensions.map((move, place) => ({
            term: t(`certificate:moved.${move.because === "outage" ? "outage" : "chair"}`, {
              number: place + 1,
            }),
            value: t("certificate:moved.value", {
              at: format.exact(new Date(move.at)),
              closing: format.exact(new Date(move.closing)),
            }),
          })),
        ]}
      />
    </Part>
  );
}
