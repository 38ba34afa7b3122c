/** What a capital says of a position ad referendum: asked, then reviewed, because the first word is final. Works without script. */
import type { Refused } from "#app/answers.ts";
import type { ConfirmationReview } from "#server/services/rounds.ts";
import type { RoundView } from "#server/services/round-view.ts";
import { Actions, Button } from "./button.tsx";
import { CapacityChoice, useCapacityIn } from "./capacity-choice.tsx";
import { Country } from "./country.tsx";
import type { Definition } from "./definitions.tsx";
import { Form } from "./form.tsx";
import { PageHead } from "./page-head.tsx";
import { Review } from "./review.tsx";
import { useNeeds, type Names } from "./round.tsx";
import { useFormat, useLanguage, useLocal, useNow, useT } from "./speech.tsx";

type OwnSeat = RoundView["part"]["seats"][number];

/** The first step, on the page of the round. */
export function CapitalAsked(props: {
  readonly view: RoundView;
  readonly names: Names;
  readonly seat: OwnSeat;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const language = useLanguage();
  const { view, names, seat, refused } = props;
  return (
    <Form
      id={`confirm-${seat.seat}`}
      label={t("rounds:confirm.label")}
      refused={refused}
      hidden={{ act: "confirm", roundId: view.recorded.id, step: "review", language }}
    >
      <p>{t("rounds:confirm.text", { country: names[seat.country] ?? seat.country })}</p>
      <CapacityChoice view={view} names={names} seat={seat} />
      <Actions close>
        <Button kind="go" name="confirmed" value="yes">
          {t("rounds:confirm.yes")}
        </Button>
        <Button name="confirmed" value="no">
          {t("rounds:confirm.no")}
        </Button>
      </Actions>
    </Form>
  );
}

/** What would be on record, as rows, and what would follow; the same however the word came. */
export function useWordReview(names: Names): (review: ConfirmationReview) => {
  readonly name: string;
  readonly word: Definition;
  readonly follows: readonly string[];
} {
  const t = useT();
  const sayNeeds = useNeeds(names);
  return ({ country, confirmed, after }) => ({
    name: names[country] ?? country,
    word: { term: t("rounds:confirm.word"), value: t(`rounds:confirm.${confirmed ? "yes" : "no"}`) },
    follows: [
      t("rounds:confirm.final"),
      t("rounds:follows.public"),
      t("rounds:follows.after", { needs: sayNeeds(after, true).join(" ") }),
    ],
  });
}

/** The second step. */
export function CapitalReviewed(props: {
  readonly page: { readonly path: string; readonly title: string };
  readonly view: RoundView;
  readonly names: Names;
  readonly review: ConfirmationReview;
  readonly values: Readonly<Record<string, string>>;
  readonly person: string;
}) {
  const t = useT();
  const format = useFormat();
  const local = useLocal();
  const now = useNow();
  const { page, view, names, review, values, person } = props;
  const { name, word, follows } = useWordReview(names)(review);
  const sayCapacity = useCapacityIn(view, names);
  const [office = "", of] = (values["capacity"] ?? "").split(" ");
  const seat = view.part.seats.find((own) => own.seat === of);
  const { step: _, ...sent } = values;
  return (
    <>
      <PageHead
        title={t("frame:form.will-be-on-record")}
        crumbs={[{ name: page.title, path: page.path }]}
        step={{ step: 2, steps: 2 }}
      />
      <Review
        id="review"
        backHref={local(page.path)}
        confirm={t("rounds:review.button", { country: name })}
        hidden={sent}
        rows={[
          {
            term: t("rounds:review.name"),
            value: (
              <Country iso={review.country} name={seat === undefined ? name : sayCapacity(seat, office)} />
            ),
          },
          word,
          {
            term: t("rounds:review.by"),
            value: t("rounds:review.by-on", { name: person, day: format.longDay(now) }),
          },
        ]}
        follows={follows}
      />
    </>
  );
}
