/** The top bar: mark, groups, pages of the region, language, theme, person. Menus are plain details; all works without script. */
import type { ReactNode } from "react";
import { languages, ownNames } from "#app/i18n/language.ts";
import { CountryCode } from "./country.tsx";
import { Icon } from "./icon.tsx";
import { useLanguage, useLocal, useT } from "./speech.tsx";

export type Theme = "light" | "dark";

/** Who is signed in, as the bar shows it. */
export interface FramePerson {
  readonly name: string;
  /** Code of the country they act for; null for observers and the secretariat. */
  readonly iso: string | null;
  /** The seat they act in: "Uruguay · Presiding Officers"; null where they hold none. */
  readonly seat: string | null;
  readonly secretariat: boolean;
}

export interface FrameGroup {
  readonly slug: string;
  readonly name: string;
  readonly letter: string | null;
}

export interface TopBarProps {
  /** Address of the page without the language, with its query: where a change of language or theme leads back to. */
  readonly at: string;
  readonly theme: Theme | null;
  readonly person: FramePerson | null;
  readonly groups: readonly FrameGroup[];
  /** Name of the group the page belongs to. */
  readonly groupName: string | null;
}

/** Pages of the region: the word each is named by, and its address. */
const regionPages = [
  { word: "agenda", path: "agendas" },
  { word: "countries", path: "countries" },
  { word: "officers", path: "officers" },
  { word: "record", path: "record" },
] as const;

export function TopBar(props: TopBarProps) {
  const t = useT();
  const local = useLocal();
  const { person, at } = props;
  return (
    <div className="top">
      <div className="wrap top-row">
        <a className="mark" href={local("/")}>
          <Mark />
          <span>
            <b>{t("frame:name")}</b> {t("frame:subtitle")}
          </span>
        </a>
        <div className="tools">
          <Menu look="switch" title={<span>{props.groupName ?? t("frame:groups.choose")}</span>}>
            <GroupLinks groups={props.groups} />
          </Menu>
          <nav className="places" aria-label={t("frame:nav.main")}>
            <RegionLinks at={at} />
          </nav>
          <span className="push" />
          <LanguageMenu at={at} />
          <Menu
            title={
              <>
                <span className="sr">{t("frame:theme")}</span>
                <Icon name="theme" />
              </>
            }
          >
            <ThemeForm at={at} theme={props.theme} />
          </Menu>
          {person === null ? <SignIn /> : <PersonMenu person={person} />}
        </div>
        <PhoneMenu {...props} />
      </div>
    </div>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <rect className="a" width="9" height="9" />
      <rect x="11" width="9" height="9" />
      <rect y="11" width="9" height="9" />
      <rect x="11" y="11" width="9" height="9" />
    </svg>
  );
}

function Menu(props: { readonly title: ReactNode; readonly look?: string; readonly children: ReactNode }) {
  return (
    // The name closes the other menus of the bar when one opens.
    <details className={props.look === undefined ? "menu" : `menu ${props.look}`} name="bar">
      <summary>
        {props.title}
        <Icon name="down" />
      </summary>
      <div className="menu-panel">{props.children}</div>
    </details>
  );
}

function GroupLinks({ groups }: { readonly groups: readonly FrameGroup[] }) {
  const t = useT();
  const local = useLocal();
  return (
    <>
      {groups.map(({ slug, name, letter }) => (
        <a key={slug} href={local(`/groups/${slug}`)}>
          {letter === null ? name : `${letter} · ${name}`}
        </a>
      ))}
      <a href={`${local("/")}#groups`}>{t("frame:groups.all")}</a>
    </>
  );
}

function RegionLinks({ at }: { readonly at: string }) {
  const t = useT();
  const local = useLocal();
  return (
    <>
      {regionPages.map(({ word, path }) => (
        <a
          key={path}
          className="plain ink"
          href={local(`/${path}`)}
          aria-current={at.split(/[/?]/)[1] === path ? "page" : undefined}
        >
          {t(`frame:nav.${word}`)}
        </a>
      ))}
    </>
  );
}

function LanguageMenu({ at }: { readonly at: string }) {
  const t = useT();
  const language = useLanguage();
  return (
    <Menu
      title={
        <>
          <span className="sr">{t("frame:language")}: </span>
          {ownNames[language]}
        </>
      }
    >
      <LanguageForm at={at} />
    </Menu>
  );
}

/** Sends `language` and `back` to /preferences, which keeps the choice and leads back to the page in that language. */
function LanguageForm({ at }: { readonly at: string }) {
  const chosen = useLanguage();
  return (
    <form method="post" action="/preferences">
      <input type="hidden" name="back" value={at} />
      {languages.map((language) => (
        <button
          key={language}
          type="submit"
          name="language"
          value={language}
          lang={language}
          aria-current={language === chosen ? "true" : undefined}
        >
          {ownNames[language]}
        </button>
      ))}
    </form>
  );
}

/** Sends `theme` and `back` to /preferences; "device" forgets the choice. */
function ThemeForm({ at, theme }: { readonly at: string; readonly theme: Theme | null }) {
  const t = useT();
  const language = useLanguage();
  return (
    <form method="post" action="/preferences">
      <input type="hidden" name="back" value={at} />
      <input type="hidden" name="in" value={language} />
      {(["light", "dark", "device"] as const).map((choice) => (
        <button
          key={choice}
          type="submit"
          name="theme"
          value={choice}
          aria-current={choice === (theme ?? "device") ? "true" : undefined}
        >
          {t(`frame:theme.${choice}`)}
        </button>
      ))}
    </form>
  );
}

function SignIn() {
  const t = useT();
  const local = useLocal();
  return (
    <a className="plain sign-in" href={local("/sign-in")}>
      {t("frame:sign-in")}
    </a>
  );
}

function PersonMenu({ person }: { readonly person: FramePerson }) {
  return (
    <Menu
      look="me"
      title={
        <>
          {person.iso !== null && <CountryCode iso={person.iso} />}
          <span>
            <small className="strong">{person.name}</small>
            {person.seat !== null && <small>{person.seat}</small>}
          </span>
        </>
      }
    >
      <PersonLinks person={person} />
    </Menu>
  );
}

function PersonLinks({ person }: { readonly person: FramePerson }) {
  const t = useT();
  const local = useLocal();
  return (
    <>
      <a href={local("/desk")}>{t("frame:desk")}</a>
      {person.secretariat && <a href={local("/secretariat")}>{t("frame:nav.secretariat")}</a>}
      <a href={local("/account")}>{t("frame:account")}</a>
      <form method="post" action={local("/sign-out")}>
        <button type="submit">{t("frame:sign-out")}</button>
      </form>
    </>
  );
}

/** Everything of the bar in one menu, where there is no room for it side by side. */
function PhoneMenu({ at, theme, person, groups }: TopBarProps) {
  const t = useT();
  return (
    <details className="menu phone" name="bar">
      <summary>
        {person !== null && person.iso !== null && <CountryCode iso={person.iso} />}
        {t("frame:menu")}
        <Icon name="menu" />
      </summary>
      <div className="menu-panel">
        {person === null ? (
          <SignIn />
        ) : (
          <>
            <p className="s">
              <b>{person.name}</b>
              <br />
              {person.seat}
            </p>
            <PersonLinks person={person} />
          </>
        )}
        <div className="inline">
          <RegionLinks at={at} />
        </div>
        <details>
          <summary>
            {t("frame:groups.choose")}
            <Icon name="down" />
          </summary>
          <GroupLinks groups={groups} />
        </details>
        <div className="inline">
          <span>{t("frame:language")}</span>
          <LanguageForm at={at} />
        </div>
        <div className="inline">
          <span>{t("frame:theme")}</span>
          <ThemeForm at={at} theme={theme} />
        </div>
      </div>
    </details>
  );
}
