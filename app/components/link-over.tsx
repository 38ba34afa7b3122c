/** In place of a page whose link is used, expired or unknown: what happened, and the way to a new one. */
import { ButtonLink } from "./button.tsx";
import { Notice } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { useLocal, useRefusalWords, useT } from "./speech.tsx";

export function LinkOver({ title, why }: { readonly title: string; readonly why: string }) {
  const t = useT();
  const say = useRefusalWords();
  const local = useLocal();
  return (
    <>
      <PageHead title={title} />
      <Notice
        kind="wait"
        title={say({ key: why, params: {} })}
        action={
          <ButtonLink kind="plain" path="/forgotten">
            {t("account:link.another")}
          </ButtonLink>
        }
      >
        {t("account:link.text")}
      </Notice>
      <p className="acts">
        <a href={local("/sign-in")}>{t("account:to-sign-in")}</a>
      </p>
    </>
  );
}
