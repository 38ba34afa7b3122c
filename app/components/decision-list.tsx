/** What a group decides about itself: what is proposed or under way, what was decided, and what can be proposed. */
import { decisionKinds, type DecisionStage } from "#app/domain/decision.ts";
import type { DecisionsPage, ListedDecision } from "#server/services/decision-views.ts";
import { TextLink } from "./button.tsx";
import { useDecisionTitle } from "./decision-words.ts";
import { Moment } from "./moment.tsx";
import { Empty } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import type { Names } from "./round.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";

/** What waits for somebody first; what is over, last. */
const stages: readonly DecisionStage[] = ["round", "proposed", "decided", "dropped"];

export function DecisionList({ page }: { readonly page: DecisionsPage }) {
  const t = useT();
  const { group, decisions, proposes, names } = page;
  const held = stages
    .map((stage) => ({ stage, decisions: decisions.filter(({ decision }) => decision.stage === stage) }))
    .filter((one) => one.decisions.length > 0);
  const kinds = group.kind === "commission" ? (["chairs"] as const) : decisionKinds;
  return (
    <>
      <PageHead
        title={t("decisions:list")}
        lead={t(group.kind === "commission" ? "decisions:lead.commission" : "decisions:lead")}
      />
      {held.length === 0 && (
        <Part id="decisions" first title={t("decisions:decided")}>
          <Empty title={t("decisions:empty")}>{t("decisions:empty.text")}</Empty>
        </Part>
      )}
      {held.map(({ stage, decisions: own }, place) => (
        <Part
          key={stage}
          id={stage}
          first={place === 0}
          title={t(`decisions:stage.${stage}`)}
          note={t(`decisions:stage-note.${stage}`)}
        >
          <ol className="line">
            {own.map((listed) => (
              <DecisionRow key={listed.decision.id} listed={listed} names={names} />
            ))}
          </ol>
        </Part>
      ))}
      {proposes && (
        <Part id="propose" title={t("decisions:propose")} note={t("decisions:propose.note")}>
          <ul className="news">
            {kinds.map((kind) => (
              <li key={kind}>
                <h3>
                  <TextLink path={`/groups/${group.slug}/decisions/new/${kind}`}>
                    {t(`decisions:new.${kind}`)}
                  </TextLink>
                </h3>
                <p className="soft s">{t(`decisions:new.${kind}.what`)}</p>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

function DecisionRow({ listed, names }: { readonly listed: ListedDecision; readonly names: Names }) {
  const t = useT();
  const format = useFormat();
  const language = useLanguage();
  const titled = useDecisionTitle(names);
  const { decision, round } = listed;
  const { text, country, stageSince, language: written } = decision;
  const facts = [
    ...(country === null ? [] : [t("decisions:proposed-by", { country: names[country] ?? country })]),
    ...(round === null
      ? []
      : round.settled
        ? [t("decisions:round", { number: round.number })]
        : [t("decisions:round-until", { number: round.number, at: format.full(round.closing) })]),
  ];
  const coded = text.kind === "chairs";
  return (
    <li>
      <Moment at={stageSince} as="day" />
      <div>
        <p className="strong" lang={coded || written === language ? undefined : written}>
          <TextLink look="plain" path={`/groups/${decision.groupSlug}/decisions/${decision.number}`}>
            {titled(text)}
          </TextLink>
        </p>
        <p className="soft s">{facts.join(" · ")}</p>
      </div>
    </li>
  );
}
