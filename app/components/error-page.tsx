/** What a page says that cannot be shown: what happened, what was kept, what to do. */
import type { Refusal } from "#app/domain/refusal.ts";
import { ButtonLink } from "./button.tsx";
import { useLocal, useRefusalWords, useT } from "./speech.tsx";

const told = [403, 404, 405, 409, 413, 422, 429, 500, 503] as const;
type Told = (typeof told)[number];

/** The page for a status: its own where there is one; else that of a bad request, or of a fault. */
export function errorPageOf(status: number): Told {
  return told.find((known) => known === status) ?? (status >= 400 && status < 500 ? 422 : 500);
}

export function ErrorPage(props: {
  readonly status: number;
  /** Why, where a rule refused it. */
  readonly refusal: Refusal | null;
  /** Given with a fault of ours, to be quoted. */
  readonly requestId: string | null;
  /** Name of who is signed in. */
  readonly person: string | null;
}) {
  const t = useT();
  const local = useLocal();
  const { refusal, person } = props;
  const page = errorPageOf(props.status);
  const ours = page >= 500;
  return (
    <div className="empty error-page">
      <h1>{t(`frame:error.${page}.title`)}</h1>
      <p>
        <Why page={page} refusal={refusal} />
      </p>
      {page === 403 && person === null && <p>{t("frame:error.403.sign-in")}</p>}
      <div className="row">
        {page === 403 && person === null ? (
          <ButtonLink kind="go" path="/sign-in">
            {t("frame:sign-in")}
          </ButtonLink>
        ) : (
          <ButtonLink path="/">{t("frame:error.home")}</ButtonLink>
        )}
        {page === 404 && <a href={local("/record")}>{t("frame:nav.record")}</a>}
        {ours && <a href={`${local("/about")}#contact`}>{t("frame:footer.contact")}</a>}
      </div>
      <p className="code">
        {t("frame:error.code", { status: props.status })}
        {person !== null && <> · {t("frame:error.signed-in", { name: person })}</>}
        {ours && props.requestId !== null && (
          <>
            {" "}
            · {t("frame:error.quote")} <span className="mono">{props.requestId}</span>
          </>
        )}
      </p>
    </div>
  );
}

function Why({ page, refusal }: { readonly page: Told; readonly refusal: Refusal | null }) {
  const t = useT();
  const say = useRefusalWords();
  if (refusal === null) return <>{t(`frame:error.${page}.text`)}</>;
  return (
    <>
      {say(refusal)}
      {refusal.retryAfter !== undefined && (
        <> {t("frame:error.429.after", { count: Math.ceil(refusal.retryAfter) })}</>
      )}
    </>
  );
}
