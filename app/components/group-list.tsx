/** Working groups by area, as a compact list. */
import type { ReactNode } from "react";
import { useLocal, useT } from "./speech.tsx";

export interface AreaOfGroups {
  readonly code: string;
  readonly title: string;
  readonly groups: readonly {
    readonly name: string;
    readonly path: string;
    /** Name of the country in the chair; null where vacant. */
    readonly chair: string | null;
    readonly status?: ReactNode;
    readonly late?: boolean;
  }[];
}

export function GroupList({ areas }: { readonly areas: readonly AreaOfGroups[] }) {
  const t = useT();
  const local = useLocal();
  return (
    <div className="areas">
      {areas.map(({ code, title, groups }) => (
        <section key={code} aria-labelledby={`area-${code}`}>
          <h3 id={`area-${code}`}>
            <span>{code}</span>
            <span>{title}</span>
          </h3>
          <ul>
            {groups.map((group) => (
              <li key={group.path}>
                <a className="plain" href={local(group.path)}>
                  {group.name}
                </a>
                <span className="soft s">{group.chair ?? t("frame:state.vacant")}</span>
                {group.status !== undefined && (
                  <small className={group.late === true ? "objects" : undefined}>{group.status}</small>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
