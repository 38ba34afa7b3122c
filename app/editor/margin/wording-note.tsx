/** Suggested words: what would change, who sponsors it, and what this reader may do about it. */
import { TextLink } from "#app/components/button.tsx";
import { useFormat, useT } from "#app/components/speech.tsx";
import type { MarginThread, MarginWording } from "#app/document/margin.ts";
import { Act, Faults, Sure } from "./act.tsx";
import type { CardPorts } from "./card.tsx";
import { Changed } from "./changed.tsx";
import { Byline, WrittenIn } from "./post.tsx";
import { Replies } from "./thread-note.tsx";

export function WordingNote(props: {
  readonly wording: MarginWording;
  readonly thread: MarginThread | null;
  readonly id: string;
  readonly cardKey: string;
  readonly chosen: boolean;
  readonly rival: boolean;
  /** "Due of output 3", where it is about a field. */
  readonly about: string | null;
  readonly ports: CardPorts;
}) {
  const { wording, thread, id, cardKey, chosen, rival, about, ports } = props;
  const { number, anchor, replacement, language, may } = wording;
  const { desk, countries } = ports;
  const t = useT();
  const ended = () => ports.ended(cardKey);
  const { field, quote } = anchor;
  const said =
    field === undefined ? { from: quote, to: replacement } : ports.fields.change(field, quote, replacement);
  const own = ports.country === null ? "" : (countries[ports.country] ?? ports.country);
  return (
    <>
      <Byline
        id={`${id}-by`}
        author={wording.author}
        voice={wording.voice}
        at={wording.at}
        countries={countries}
      />
      <WrittenIn language={language} />
      {about !== null && <p className="note-quote">{about}</p>}
      <Changed quote={said.from} replacement={said.to} />
      <Standing wording={wording} countries={countries} />
      {rival && (
        <p className="note-rival">{t(field === undefined ? "margin:rival" : "margin:rival.field")}</p>
      )}
      {thread !== null && (
        <Replies
          thread={thread}
          id={id}
          cardKey={cardKey}
          shown={chosen}
          count={thread.posts.length}
          ports={ports}
        />
      )}
      <Faults desk={desk} acts={["sponsor", "unsponsor", "accept", "withdraw"]} number={number} />
      <p className="row">
        {may.sponsor && (
          <Act desk={desk} act="sponsor" number={number} done={ended} main>
            {t("margin:sponsor", { country: own })}
          </Act>
        )}
        {may.accept && (
          <Sure
            desk={desk}
            act="accept"
            number={number}
            done={ended}
            main
            consequence={t(field === undefined ? "margin:accept.sure" : "comments:accept.field")}
          >
            {t("margin:accept")}
          </Sure>
        )}
        {may.reject && (
          <button type="button" className="btn low bare" onClick={() => ports.write("reject", number)}>
            {t("margin:reject")}
          </button>
        )}
        {may.unsponsor && (
          <Act desk={desk} act="unsponsor" number={number} done={ended}>
            {t("margin:unsponsor", { country: own })}
          </Act>
        )}
        {may.withdraw && (
          <Sure
            desk={desk}
            act="withdraw"
            number={number}
            done={ended}
            consequence={t("margin:withdraw.sure")}
          >
            {t("margin:withdraw")}
          </Sure>
        )}
        {may.discuss && (
          <button type="button" className="btn low bare" onClick={() => ports.write("discuss", number)}>
            {t("margin:discuss")}
          </button>
        )}
        {wording.thread !== null && (
          <TextLink path={`${ports.discussion}/${wording.thread}`}>{t("margin:thread")}</TextLink>
        )}
      </p>
    </>
  );
}

/** Where it stands, in a sentence. */
function Standing({
  wording,
  countries,
}: {
  readonly wording: MarginWording;
  readonly countries: CardPorts["countries"];
}) {
  const { state, sponsors, ended } = wording;
  const t = useT();
  const format = useFormat();
  const names = sponsors.map((iso) => countries[iso] ?? iso);
  return (
    <>
      {state === "open" && names.length === 0 && <p className="soft">{t("margin:unsponsored")}</p>}
      {names.length > 0 && <p className="soft">{t("margin:sponsored", { countries: format.list(names) })}</p>}
      {ended !== null && state !== "open" && (
        <p className="soft">
          {t(`margin:${state}`, { name: ended.by, date: format.day(new Date(ended.at)) })}{" "}
          {ended.reason !== null && t("margin:reason", { reason: ended.reason })}
        </p>
      )}
    </>
  );
}
