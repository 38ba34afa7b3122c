/** Whether it is saved, and who is here, in words. */
import { locales } from "#app/i18n/language.ts";
import type { Peer } from "./presence.ts";
import { countryName, type Tongue } from "./saying.ts";
import type { SavedState } from "./socket-provider.ts";
import { dateTimeFormat } from "#app/i18n/formatters.ts";

interface SavedProps {
  readonly tongue: Tongue;
  readonly state: SavedState;
  /** Whether what is not saved is kept on this device. */
  readonly keeps: boolean;
}

/** The saved state. Not a live region: told at each save it would drown what one writes (see speaker.tsx). */
export function Saved({ tongue, state, keeps }: SavedProps) {
  const { t, language } = tongue;
  const good = state.kind === "saved";
  const time = good
    ? dateTimeFormat(locales[language], {
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
      }).format(state.at)
    : "";
  return (
    <p className={`saved ${state.kind}`}>
      <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
        <path
          d={
            good
              ? "M3 8.5 6.5 12 13 4.5"
              : state.kind === "saving" || state.kind === "opening"
                ? "M8 4v4l3 2"
                : "M8 3.5v5.5M8 12v.5"
          }
        />
      </svg>
      <span>
        <b>{sayState(tongue, state, keeps)}</b>{" "}
        {good && <time dateTime={state.at.toISOString()}>{time}</time>}
      </span>
      {state.kind === "unsaved" && state.why !== null && <span>{t(`why.${state.why}`)}</span>}
    </p>
  );
}

/** The state in a few words: "Not saved: 3 changes, kept on this device", where it is. */
export function sayState({ t }: Tongue, { kind, changes }: SavedState, keeps: boolean): string {
  const where = keeps ? "" : ".unkept";
  if (changes > 0 && kind !== "saving") return t(`state.unsaved${where}`, { count: changes });
  return t(kind === "offline" ? `state.offline${where}` : `state.${kind}`);
}

interface HereProps {
  readonly tongue: Tongue;
  readonly person: { readonly name: string; readonly country: string | null } | null;
  readonly peers: readonly Peer[];
}

/** Names and countries. */
export function Here({ tongue, person, peers }: HereProps) {
  const { t } = tongue;
  return (
    <p className="here">
      <span>{t("here")}</span>
      {person !== null && (
        <Name tongue={tongue} name={t("here.you", { name: person.name })} country={person.country} />
      )}
      {peers.map(({ member, name, country, office }) => (
        <Name
          key={member}
          tongue={tongue}
          name={office === "observer" ? t("here.observer", { name }) : name}
          country={country}
        />
      ))}
      {peers.length === 0 && <span className="soft">{t("here.alone")}</span>}
    </p>
  );
}

/** A person with the code of the country where others put a flag. */
export function Name({
  tongue,
  name,
  country,
}: {
  readonly tongue: Tongue;
  readonly name: string;
  readonly country: string | null;
}) {
  if (country === null) return <span>{name}</span>;
  return (
    <span className="who">
      <span className="cc" aria-hidden="true">
        {country}
      </span>
      <span>
        {name}
        <span className="sr">, {countryName(tongue, country)}</span>
      </span>
    </span>
  );
}
