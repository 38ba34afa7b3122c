/** What proves a round: its entries in the journal, exactly as they were hashed, and how anybody checks them by hand. */
import type { ReactNode } from "react";
import type { CertificateView } from "#server/services/certificates.ts";
import { sayEvent } from "./event-words.ts";
import { Part } from "./part.tsx";
import { useFormat, useLocal, useT } from "./speech.tsx";

type Proof = Pick<CertificateView, "page" | "certificate">;

export function CertificateProof(props: Proof) {
  return (
    <>
      <Entries {...props} />
      <ByHand {...props} />
      <Canonical {...props} />
    </>
  );
}

function Entries({ page, certificate }: Proof) {
  const t = useT();
  const format = useFormat();
  const { entries, chains } = certificate;
  const named = new Map(page.entries.map((entry) => [entry.hash, entry]));
  const { group } = page.subject;
  /** A chain by the name of its group; its own name, which is hashed too, stands beside the hashes. */
  const chainName = (chain: string): string =>
    chain === "region" ? t("record:region") : chain === `group:${group.id}` ? group.name : chain;
  return (
    <Part id="entries" title={t("certificate:entries")} note={t("certificate:entries.note")}>
      <ol className="proof-entries">
        {entries.map((entry) => {
          const { chain, seq, prevHash, hash, facts, words = [] } = entry;
          const said = named.get(hash);
          return (
            <li key={hash} id={`entry-${seq}`}>
              <p>
                <b>{t("certificate:entry", { chain: chainName(chain), seq })}</b>
                {said !== undefined && (
                  <>
                    {" · "}
                    {format.exact(said.at)}
                    <br />
                    {sayEvent({ t, format, names: page.names }, said, true)}
                  </>
                )}
              </p>
              <dl className="hashes">
                <Hashed term={t("record:heads.chain")}>{chain}</Hashed>
                <Hashed term={t("certificate:previous")}>{prevHash}</Hashed>
                {facts !== undefined && <Hashed term={t("certificate:facts")}>{facts}</Hashed>}
                <Hashed term={t("certificate:own-hash")}>{hash}</Hashed>
                {words.map((word) => (
                  <Hashed key={word.field} term={t("certificate:word", { field: word.field })}>
                    {word.hash}
                    {word.salt !== undefined && ` · ${t("certificate:salt")} ${word.salt}`}
                    {word.value === undefined && ` · ${t("certificate:redacted")}`}
                  </Hashed>
                ))}
              </dl>
            </li>
          );
        })}
      </ol>
      <h3>{t("certificate:heads")}</h3>
      <dl className="hashes">
        {chains.map(({ id, seq, head }) => (
          <Hashed key={id} term={t("certificate:entry", { chain: chainName(id), seq })}>
            {head}
          </Hashed>
        ))}
      </dl>
    </Part>
  );
}

function Hashed({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <code>{children}</code>
      </dd>
    </div>
  );
}

/** The commands with which anybody checks this by hand; each is one line, to be copied. */
function ByHand({ page, certificate }: Proof) {
  const t = useT();
  const local = useLocal();
  const file = `certificate-${page.number}.json`;
  const first = certificate.entries.find(({ facts }) => facts !== undefined);
  const worded = certificate.entries.findIndex(({ words }) => words !== undefined);
  const { origin } = new URL(certificate.page);
  const json = `${origin}${local(`/rounds/${page.number}/certificate.json`)}`;
  return (
    <Part id="by-hand" title={t("certificate:by-hand")} note={t("certificate:by-hand.note")}>
      <ol className="by-hand">
        <li>
          <p>{t("certificate:step.get")}</p>
          <Command>{`curl -o ${file} ${json}`}</Command>
        </li>
        <li>
          <p>{t("certificate:step.text")}</p>
          <Command>{`jq -j .release.text ${file} | sha256sum`}</Command>
          <p className="s soft">{t("certificate:step.expected", { hash: certificate.release.sha256 })}</p>
        </li>
        {first !== undefined && (
          <li>
            <p>{t("certificate:step.entry")}</p>
            <Command>{`jq -j '.entries[0] | .prevHash, "\\n", .chain, "\\n", (.seq | tostring), "\\n", .facts' ${file} | sha256sum`}</Command>
            <p className="s soft">{t("certificate:step.expected", { hash: first.hash })}</p>
          </li>
        )}
        {worded >= 0 && (
          <li>
            <p>{t("certificate:step.word")}</p>
            <Command>{`jq -j '.entries[${worded}].words[0] | .salt, "\\n", .value' ${file} | sha256sum`}</Command>
            <p className="s soft">
              {t("certificate:step.expected", {
                hash: certificate.entries[worded]?.words?.[0]?.hash ?? "",
              })}
            </p>
          </li>
        )}
        <li>
          <p>{t("certificate:step.chain")}</p>
          <Command>{`curl -o record.jsonl ${origin}${local("/record/export.jsonl")}`}</Command>
          <Command>{`npm run verify:journal -- ${file} record.jsonl`}</Command>
        </li>
      </ol>
    </Part>
  );
}

function Command({ children }: { readonly children: string }) {
  return (
    <pre className="command">
      <code>{children}</code>
    </pre>
  );
}

/** The text as it was hashed, byte for byte. */
function Canonical({ certificate }: Proof) {
  const t = useT();
  return (
    <Part id="canonical" title={t("certificate:canonical")} note={t("certificate:canonical.note")}>
      <pre className="canonical" lang={certificate.release.language}>
        <code>{certificate.release.text}</code>
      </pre>
    </Part>
  );
}
