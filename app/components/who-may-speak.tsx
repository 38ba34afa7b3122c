/** Who may speak in a discussion, and for a reader who may not: why, and who can grant it. */
import type { Voice } from "#app/domain/thread.ts";
import { ButtonLink, TextLink } from "./button.tsx";
import { Notice } from "./notice.tsx";
import { useT } from "./speech.tsx";

export interface Speaking {
  readonly voices: readonly { readonly key: string; readonly voice: Voice }[];
  readonly onceKey: string;
  readonly names: Readonly<Record<string, string>>;
  readonly signedIn: boolean;
  /** Whether the group is at work; elsewhere nobody writes. */
  readonly working: boolean;
}

export function WhoMaySpeak({ speaking, slug }: { readonly speaking: Speaking; readonly slug: string }) {
  return (
    <div className="stackv">
      <Speakers slug={slug} />
      <NotYours speaking={speaking} />
    </div>
  );
}

/** Who speaks in a group, as a rule. */
export function Speakers({ slug }: { readonly slug: string }) {
  const t = useT();
  return (
    <p className="measure">
      {t("threads:may.text")} <TextLink path={`/groups/${slug}/members`}>{t("threads:may.members")}</TextLink>
    </p>
  );
}

/** Nothing for those who may speak. */
export function NotYours({ speaking }: { readonly speaking: Speaking }) {
  const t = useT();
  if (speaking.voices.length > 0) return null;
  if (!speaking.working) return <Notice kind="quiet" title={t("threads:not-working")} />;
  if (!speaking.signedIn)
    return (
      <Notice
        kind="quiet"
        title={t("threads:sign-in.title")}
        action={
          <ButtonLink kind="low" path="/sign-in">
            {t("frame:sign-in")}
          </ButtonLink>
        }
      >
        {t("threads:not-yours.text")}
      </Notice>
    );
  return (
    <Notice kind="quiet" title={t("threads:not-yours.title")}>
      {t("threads:not-yours.text")}
    </Notice>
  );
}
