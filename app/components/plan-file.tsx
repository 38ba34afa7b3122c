/** A file in the making: how far it is, a way to stop it, and the file once it is ready. */
import type { FileMaking } from "#server/services/plan-files.ts";
import { Actions, Button, ButtonLink, TextLink } from "./button.tsx";
import { Form } from "./form.tsx";
import { Notice } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { useT } from "./speech.tsx";

export function PlanFile(props: {
  readonly slug: string;
  readonly title: string;
  readonly making: FileMaking;
}) {
  const t = useT();
  const { slug, title, making } = props;
  const plan = `/groups/${slug}/plan`;
  return (
    <>
      <PageHead
        title={title}
        crumbs={[{ name: t("plan:title.none"), path: plan }]}
        facts={[
          <span key="symbol" className="mono">
            {making.symbol}
          </span>,
        ]}
        live
      />
      <div data-live="file" data-making={making.state}>
        <Making plan={plan} making={making} />
      </div>
      <div className="sr" role="status" data-live-say="" />
    </>
  );
}

function Making({ plan, making }: { readonly plan: string; readonly making: FileMaking }) {
  const t = useT();
  const { id, state, name, progress } = making;
  switch (state) {
    case "ready":
      return (
        <>
          <p>{t("paper:ready.kept")}</p>
          <Actions>
            <ButtonLink kind="go" path={`${plan}/file/${id}/take`}>
              {t("paper:ready.take", { name })}
            </ButtonLink>
            <TextLink path={plan}>{t("paper:print.back")}</TextLink>
          </Actions>
        </>
      );
    case "failed":
      return (
        <Notice kind="bad" title={t("paper:failed")}>
          <p>
            {t("paper:failed.text")} <TextLink path={plan}>{t("paper:print.back")}</TextLink>
          </p>
        </Notice>
      );
    default:
      return (
        <>
          <p id="progress-words">
            {progress === null
              ? t(state === "waiting" ? "paper:making.waiting" : "paper:making.begun")
              : t("paper:making.progress", { done: progress.done, all: progress.all })}
          </p>
          <progress
            className="making"
            aria-label={t("paper:making")}
            aria-describedby="progress-words"
            {...(progress === null ? {} : { value: progress.done, max: Math.max(1, progress.all) })}
          />
          <p>
            <span data-state="on" hidden>
              {t("paper:making.followed")}
            </span>
            <span data-state="off">
              <TextLink path={`${plan}/file/${id}`}>{t("paper:making.again")}</TextLink>
            </span>
          </p>
          <Form id="cancel">
            <Actions>
              <Button>{t("paper:cancel")}</Button>
            </Actions>
          </Form>
        </>
      );
  }
}
