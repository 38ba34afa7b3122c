/** Redacting: the form, what will go, and what has gone before. */
import type { Refused } from "#app/answers.ts";
import type { NamedEntry } from "#server/services/records.ts";
import type { RedactionReview } from "#server/services/redactions.ts";
import { Actions, Button, TextLink } from "./button.tsx";
import { TextArea, TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { Moment } from "./moment.tsx";
import { useSubjectTitle } from "./open-rounds.tsx";
import { PageHead } from "./page-head.tsx";
import { Review } from "./review.tsx";
import { NothingHere } from "./secretariat.tsx";
import { useFormat, useT } from "./speech.tsx";
import { Table } from "./table.tsx";

type Values = Readonly<Record<string, string>>;

export function RedactionForm({
  refused,
  values,
}: {
  readonly refused: Refused | null;
  readonly values: Values;
}) {
  const t = useT();
  return (
    <Form id="redact" look="panel" labelledBy="redact-title" refused={refused}>
      <h2 id="redact-title">{t("redaction:title")}</h2>
      <TextField
        name="address"
        label={t("redaction:address")}
        hint={t("redaction:address.hint")}
        value={values["address"] ?? ""}
        maxLength={500}
      />
      <TextArea
        name="passage"
        label={t("redaction:passage")}
        hint={t("redaction:passage.hint")}
        value={values["passage"] ?? ""}
        optional
        rows={3}
        maxLength={2000}
      />
      <TextArea
        name="reason"
        label={t("redaction:reason")}
        hint={t("redaction:reason.hint")}
        value={values["reason"] ?? ""}
        rows={2}
        maxLength={500}
      />
      <Actions>
        <Button kind="go" name="step" value="review">
          {t("redaction:review")}
        </Button>
      </Actions>
    </Form>
  );
}

export function RedactionReviewed({
  review,
  values,
}: {
  readonly review: RedactionReview;
  readonly values: Values;
}) {
  const t = useT();
  const format = useFormat();
  const { kind, link, times, whole, releases } = review;
  const { address = "", passage = "", reason = "" } = values;
  return (
    <>
      <PageHead
        title={t("redaction:review.title")}
        crumbs={[
          { name: t("secretariat:title"), path: "/secretariat" },
          { name: t("secretariat:tab.redactions"), path: "/secretariat/redactions" },
        ]}
        step={{ step: 2, steps: 2 }}
      />
      <Review
        id="redact"
        rows={[
          { term: t(`redaction:kind.${kind}`), value: <TextLink path={link}>{link}</TextLink> },
          { term: t("redaction:what"), value: whole ? t("redaction:whole") : passage },
          { term: t("redaction:where"), value: t("redaction:times", { count: times }) },
          { term: t("redaction:reason"), value: reason },
        ]}
        confirm={t("redaction:confirm")}
        again={{ id: "redact-again", label: t("rounds:review.again"), hidden: { address, passage, reason } }}
        hidden={{ address, passage, reason }}
        follows={[
          t("redaction:follows.mark"),
          ...(kind === "plan" ? [t("redaction:follows.plan")] : []),
          ...(hasRounds.includes(kind) ? [t("redaction:follows.formal")] : []),
          ...(kind === "file" ? [t("redaction:follows.file")] : []),
          ...(releases.length === 0
            ? []
            : [
                t("redaction:follows.releases", {
                  count: releases.length,
                  numbers: format.list(releases.map(String)),
                }),
              ]),
          t("redaction:follows.record"),
        ]}
      />
    </>
  );
}

/** What rounds are on, and a round itself. */
const hasRounds: readonly RedactionReview["kind"][] = ["round", "goal", "decision", "group", "plan"];

export function RedactionList({ entries }: { readonly entries: readonly NamedEntry[] }) {
  const t = useT();
  const titled = useSubjectTitle();
  if (entries.length === 0) return <NothingHere page="redactions" />;
  const title = t("redaction:list");
  return (
    <Table
      caption={title}
      dense
      columns={[
        { key: "what", head: t("redaction:what"), names: true },
        { key: "reason", head: t("redaction:reason"), labelled: true },
        { key: "at", head: t("redaction:when"), labelled: true, look: "nowrap" },
      ]}
      rows={entries.map((entry) => ({
        id: `e-${entry.id}`,
        cells: {
          what: (
            <>
              <TextLink path={entry.link}>
                {entry.round === null
                  ? t(`redaction:kind.${kindOf(entry)}`)
                  : t("round-page:number", { number: entry.round })}
              </TextLink>
              {entry.subject !== null && <small>{titled(entry.subject)}</small>}
              {entry.group !== null && <small>{entry.group.name}</small>}
            </>
          ),
          reason: entry.words["reason"] ?? "",
          at: <Moment at={entry.at} as="stamp" />,
        },
      }))}
    />
  );
}

function kindOf({ facts }: NamedEntry): string {
  const { subject } = facts as { subject?: { kind?: string } };
  return subject?.kind ?? "page";
}
