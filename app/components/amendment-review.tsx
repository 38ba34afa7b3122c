/** Before an amendment becomes the text: the words that go, the words that come, and what follows. */
import type { Refused } from "#app/answers.ts";
import type { WordChange } from "#app/document/diff.ts";
import type { TakingReview } from "#server/services/amendments.ts";
import { ActingAs } from "./capacity-choice.tsx";
import { Notice } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { Review } from "./review.tsx";
import { useLanguage, useLocal, useRefusalWords, useT } from "./speech.tsx";
import { TextLink } from "./button.tsx";
import { ChangedWords } from "./compared-words.tsx";

export function AmendmentReview(props: {
  readonly review: TakingReview;
  readonly changes: readonly WordChange[];
  readonly refused: Refused | null;
}) {
  const t = useT();
  const local = useLocal();
  const language = useLanguage();
  const say = useRefusalWords();
  const { review, changes, refused } = props;
  const { amendment, country, link, obstacle, present, decided, words, round } = review;
  const lang = review.language === language ? undefined : review.language;
  const number = amendment.passage ?? "";
  const subject = review.subject === "plan" ? t("plan:title", { period: review.title }) : review.title;
  const text = (said: string) => <p lang={lang}>{said}</p>;
  return (
    <>
      <PageHead
        title={t("amendments:review.title")}
        crumbs={[{ name: subject, path: link }, { name: t("amendments:passage", { number }) }]}
        lead={t("amendments:review.lead", { country, number, round: round.number })}
      />
      {obstacle !== null && (
        <>
          <Notice kind="wait" title={say(obstacle)} />
          <p>
            <TextLink path={link}>{t("frame:form.back")}</TextLink>
          </p>
        </>
      )}
      {obstacle === null && amendment.language !== review.language && (
        <Notice
          kind="info"
          title={t("amendments:review.language", {
            words: t(`languages:${amendment.language}`),
            text: t(`languages:${review.language}`),
          })}
        />
      )}
      {obstacle === null && decided !== present && (
        <Notice kind="info" title={t("amendments:review.changed", { number })}>
          <p>{t("amendments:review.in-round")}</p>
          {text(decided)}
        </Notice>
      )}
      {obstacle === null && (
        <Review
          id="amendment"
          refused={refused}
          hidden={{ revision: String(review.revision), seen: present }}
          backHref={local(link)}
          choice={<ActingAs as={review.as} names={review.names} />}
          confirm={t("amendments:take")}
          rows={[
            { term: t("amendments:review.before"), value: text(present) },
            { term: t("amendments:review.after"), value: text(words) },
            {
              term: t("amendments:review.changes"),
              value: (
                <p className="compared" lang={lang}>
                  <ChangedWords words={changes} />
                </p>
              ),
            },
          ]}
          follows={[
            t(`amendments:review.follows.${review.subject}`, { number }),
            t("amendments:review.follows.release"),
            t("amendments:review.follows.positions", { round: round.number, release: round.release }),
          ]}
        />
      )}
    </>
  );
}
