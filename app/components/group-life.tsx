/** What the home of a group says of its life: that its end is proposed or decided, and where that is read and done. */
import { isPending, type GroupAct, type GroupStage } from "#app/domain/group.ts";
import { TextLink } from "./button.tsx";
import { Notice } from "./notice.tsx";
import { useT } from "./speech.tsx";

export interface GroupLife {
  /** Whether its creation or its end was ever proposed here: then that can be read. */
  readonly proposed: boolean;
  /** What the reader may do now. */
  readonly acts: readonly GroupAct[];
}

export function LifeNotice({ stage, base }: { readonly stage: GroupStage; readonly base: string }) {
  const t = useT();
  if (stage === "discontinued")
    return (
      <Notice kind="quiet" title={t("groups:discontinued")}>
        <p>
          {t("groups:discontinued.text")}{" "}
          <TextLink path={`${base}/proposal`}>{t("group-chain:ending.notice.to")}</TextLink>
        </p>
      </Notice>
    );
  if (!isPending(stage)) return null;
  return (
    <Notice kind="wait" title={t("group-chain:ending.notice")}>
      <p>
        {t("group-chain:ending.notice.text")}{" "}
        <TextLink path={`${base}/proposal`}>{t("group-chain:ending.notice.to")}</TextLink>
      </p>
    </Notice>
  );
}

/** Rarer ways, under everything: how the group came about, its end, its name. */
export function LifeLinks({ life, base }: { readonly life: GroupLife; readonly base: string }) {
  const t = useT();
  const links = [
    ...(life.proposed ? [{ path: `${base}/proposal`, words: t("group-chain:home.origin") }] : []),
    ...(life.acts.includes("propose-discontinuation")
      ? [{ path: `${base}/end`, words: t("group-chain:home.end") }]
      : []),
    ...(life.acts.includes("rename")
      ? [{ path: `${base}/rename`, words: t("group-chain:home.rename") }]
      : []),
  ];
  if (links.length === 0) return null;
  return (
    <p className="soft s kept">
      {links.map(({ path, words }, place) => (
        <span key={path}>
          {place > 0 && " · "}
          <TextLink path={path}>{words}</TextLink>
        </span>
      ))}
    </p>
  );
}
