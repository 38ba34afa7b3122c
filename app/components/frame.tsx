/** Around every page: skip link, top bar, the group with its tabs, the content, the foot. */
import type { ReactNode } from "react";
import { GroupHeader, type GroupFrame } from "./group-header.tsx";
import { useLocal, useT } from "./speech.tsx";
import { TopBar, type TopBarProps } from "./top-bar.tsx";

export function Frame(
  props: TopBarProps & {
    readonly group: GroupFrame | null;
    readonly demo: boolean;
    readonly children: ReactNode;
  },
) {
  const t = useT();
  const { group, demo, children, ...bar } = props;
  return (
    <>
      <a className="skip" href="#content">
        {t("frame:skip")}
      </a>
      <header>
        <TopBar {...bar} />
        {group !== null && <GroupHeader group={group} at={bar.at} />}
      </header>
      <main id="content" className="wrap" tabIndex={-1}>
        {children}
      </main>
      <Foot demo={demo} />
    </>
  );
}

function Foot({ demo }: { readonly demo: boolean }) {
  const t = useT();
  const local = useLocal();
  return (
    <footer className="foot">
      <div className="wrap">
        <p>
          {t("frame:footer.kept")}
          {demo && <> {t("frame:footer.demonstration")}</>}
        </p>
        <ul>
          <li>
            <a href={local("/accessibility")}>{t("frame:footer.accessibility")}</a>
          </li>
          {(["feeds", "licence", "contact"] as const).map((section) => (
            <li key={section}>
              <a href={local(`/about#${section}`)}>{t(`frame:footer.${section}`)}</a>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  );
}
