/** Working groups by area, as a compact list. */
import type { ReactNode } from "react";
import { useLocal, useT } from "./speech.tsx";

export interface AreaOfGroups {
  readonly code: string;
  readonly title: string;
  /** Name of its cycle where that is an earlier one. */
  readonly earlier?: string | null;
  readonly groups: readonly {
    readonly name: string;
    readonly path: string;
    /** Name of the country in the chair; null where vacant. */
    readonly chair: string | null;
    readonly status?: ReactNode;
    readonly late?: boolean;
  }[];
}

const idOf = (code: string, earlier: string | null): string =>
  earlier === null ? `area-${code}` : `area-${code}-${earlier}`;

export function GroupList({ areas }: { readonly areas: readonly AreaOfGroups[] }) {
  const t = useT();
  const local = useLocal();
  return (
    <div className="areas">
      {areas.map(({ code, title, earlier = null, groups }) => (
        <section key={`${earlier} ${code}`} aria-labelledby={idOf(code, earlier)}>
          <h3 id={idOf(code, earlier)}>
            <span>{code}</span>
            <span>{earlier === null ? title : `${title} · ${earlier}`}</span>
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
