/** The group a page belongs to: its area glyph, name and chair, and one row of navigation. */
import { Banner, type Stop } from "./banner.tsx";
import { useLocal, useT } from "./speech.tsx";

export interface GroupFrame {
  readonly slug: string;
  readonly name: string;
  /** Letter of its area in the agenda; null for a group without one. */
  readonly letter: string | null;
  /** The country in the chair; null where vacant. */
  readonly chair: string | null;
  /** Pages that exist; the others are not named. */
  readonly pages: readonly GroupPage[];
  /** Where the page stands in the row of pages, for one with an address elsewhere; null: under none of them. */
  readonly under?: GroupPage | null;
  /** Its countries, the chair first: the stops of the drawing over its home. */
  readonly stops: readonly Stop[];
}

export const groupPages = [
  "home",
  "plan",
  "discussion",
  "goals",
  "decisions",
  "documents",
  "meetings",
  "members",
] as const;
export type GroupPage = (typeof groupPages)[number];

/** `at`: the address of the page, without the language. */
export function GroupHeader({ group, at }: { readonly group: GroupFrame; readonly at: string }) {
  const t = useT();
  const local = useLocal();
  const home = `/groups/${group.slug}`;
  // A group that is only proposed has no pages: what is proposed of it is all there is.
  if (group.pages.length === 0) return null;
  const page = at.slice(home.length).split(/[/?]/)[1] || "home";
  // Outputs are a part of the plan of work.
  const own = page === "outputs" ? "plan" : page;
  const current = group.under === undefined ? own : group.under;
  const pathOf = (page: GroupPage) => (page === "home" ? home : `${home}/${page}`);
  return (
    <section className="group" aria-label={group.name}>
      {current === "home" && <Banner seed={group.slug} stops={group.stops} />}
      <div className="wrap">
        {current !== "home" && <GroupName group={group} href={local(home)} />}
        <nav aria-label={t("frame:group.pages")}>
          <ul className="tabs">
            {group.pages.map((page) => (
              <li key={page}>
                <a href={local(pathOf(page))} aria-current={page === current ? "page" : undefined}>
                  {t(`frame:tab.${page}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </section>
  );
}

function GroupName({ group, href }: { readonly group: GroupFrame; readonly href: string }) {
  const t = useT();
  const { chair } = group;
  return (
    <p className="group-name">
      {group.letter !== null && <Glyph letter={group.letter} />}
      <a href={href}>{group.name}</a>
      <span className="soft">
        {chair === null ? t("frame:group.chair-vacant") : t("frame:group.chair", { country: chair })}
      </span>
    </p>
  );
}

/** The letter of an area in a square. */
export function Glyph({ letter }: { readonly letter: string }) {
  return (
    <span className="glyph" aria-hidden="true">
      {letter}
    </span>
  );
}
