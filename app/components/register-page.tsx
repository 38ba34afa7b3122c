/** The register of decisions: every round that ended, with clause, text, positions and what was put on record. */
import { outcomes } from "#app/domain/round.ts";
import { rollKinds } from "#app/domain/roles.ts";
import type { RegisterLine, RegisterView } from "#server/services/registers.ts";
import { TextLink } from "./button.tsx";
import { SelectField } from "./choice-field.tsx";
import { PositionMark } from "./country.tsx";
import { Definitions, type Definition } from "./definitions.tsx";
import { shortHash } from "./frozen-text.tsx";
import { Filter, Pagination } from "./list.tsx";
import { Moment } from "./moment.tsx";
import { Empty } from "./notice.tsx";
import { useSubjectTitle } from "./open-rounds.tsx";
import { toneOfOutcome } from "./outcome-tone.ts";
import { PageHead } from "./page-head.tsx";
import { Fold, Part } from "./part.tsx";
import type { Names } from "./round.tsx";
import { useFormat, useT } from "./speech.tsx";
import { Statements } from "./statement.tsx";

export function RegisterPage({ view }: { readonly view: RegisterView }) {
  const t = useT();
  const { choice, lines, total, page, pages, groups, names } = view;
  const pathOf = (to: number): string => {
    const query = new URLSearchParams();
    if (choice.roll !== null) query.set("body", choice.roll);
    if (choice.outcome !== null) query.set("outcome", choice.outcome);
    if (choice.group !== null) query.set("group", choice.group);
    if (to > 1) query.set("page", String(to));
    return query.size === 0 ? "/decisions" : `/decisions?${query.toString()}`;
  };
  return (
    <>
      <PageHead
        title={t("register:title")}
        lead={t("register:lead")}
        facts={[
          t("register:count", { count: total }),
          <TextLink key="record" path="/record">
            {t("register:record")}
          </TextLink>,
        ]}
      />
      <Part id="decisions" first wide title={t("register:list")} note={t("register:list.note")}>
        <Filter id="narrow">
          <SelectField
            name="body"
            label={t("register:filter.body")}
            prompt={t("register:filter.all-bodies")}
            options={rollKinds.map((roll) => ({ value: roll, label: t(`consensus:roll.${roll}`) }))}
            value={choice.roll ?? ""}
          />
          <SelectField
            name="outcome"
            label={t("register:filter.outcome")}
            prompt={t("register:filter.all-outcomes")}
            options={outcomes.map((outcome) => ({ value: outcome, label: t(`consensus:state.${outcome}`) }))}
            value={choice.outcome ?? ""}
          />
          <SelectField
            name="group"
            label={t("record:filter.group")}
            prompt={t("record:filter.all-groups")}
            options={groups.map(({ slug, name }) => ({ value: slug, label: name }))}
            value={choice.group ?? ""}
          />
        </Filter>
        {lines.length === 0 ? (
          <Empty
            title={t("register:empty")}
            action={<TextLink path="/decisions">{t("record:show-all")}</TextLink>}
          >
            {t("register:empty-text")}
          </Empty>
        ) : (
          <ol className="dues">
            {lines.map((line) => (
              <Decision key={line.number} line={line} names={names} />
            ))}
          </ol>
        )}
        <Pagination page={page} pages={pages} pathOf={pathOf} />
      </Part>
    </>
  );
}

function Decision({ line, names }: { readonly line: RegisterLine; readonly names: Names }) {
  const t = useT();
  const format = useFormat();
  const titled = useSubjectTitle();
  const { number, subject, roll, mode, outcome, words, annulled } = line;
  const reserved = outcome === "consensus" && words.some(({ kind }) => kind === "reservation");
  const rows: Definition[] = [
    ...line.answers.map(({ answer, countries }) => ({
      term: t(`register:answer.${answer}`),
      value: format.list(countries.map((iso) => names[iso] ?? iso)),
    })),
    ...(line.vacant === 0
      ? []
      : [{ term: t("register:answer.vacant"), value: t("register:vacant", { count: line.vacant }) }]),
    {
      term: t("register:clause"),
      value: t("register:clause.of", { clause: line.clause }),
    },
    {
      term: t("register:text"),
      value: (
        <>
          <TextLink path={`/rounds/${number}`}>
            {t("rounds:review.release", { number: line.release.number })}
          </TextLink>{" "}
          <span className="mono s" title={line.release.sha256}>
            {shortHash(line.release.sha256)}
          </span>
        </>
      ),
    },
    ...(line.reason === null ? [] : [{ term: t("rounds:withdraw.reason"), value: line.reason }]),
  ];
  return (
    <li id={`round-${number}`}>
      <p className="due">
        <b>
          <Moment at={line.at} as="day" />
        </b>
      </p>
      <div className="what">
        <h3>
          <TextLink look="plain" path={`/rounds/${number}`}>
            {titled(subject)}
          </TextLink>
        </h3>
        <p className="meta">
          {[
            ...(subject.kind === "goal" || subject.kind === "decision" ? [subject.group.name] : []),
            t(`consensus:roll.${roll}`),
            t(`consensus:mode.${roll === "region" ? "consultation" : mode}`),
            t("register:round", { number }),
          ].join(" · ")}
        </p>
        <Fold
          title={t("register:details")}
          fact={words.length > 0 && t("register:on-record", { count: words.length })}
        >
          <Definitions rows={rows} small />
          <Statements
            statements={words.map(({ language, country, ...one }) => ({
              ...one,
              country: names[country] ?? country,
              lang: language,
            }))}
          />
          <p className="s">
            <TextLink path={`/rounds/${number}/certificate`}>{t("register:certificate")}</TextLink>
          </p>
        </Fold>
      </div>
      <p className="awaited">
        <PositionMark tone={reserved ? "reservation" : toneOfOutcome(outcome)}>
          {annulled
            ? t("register:annulled")
            : reserved
              ? t("region:consensus-with-reservation")
              : t(`consensus:state.${outcome}`)}
        </PositionMark>
      </p>
    </li>
  );
}
