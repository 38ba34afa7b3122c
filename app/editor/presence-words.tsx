/** Whether it is saved, and who is here, in words. */
import { locales } from "#app/i18n/language.ts";
import type { Peer } from "./presence.ts";
import { countryName, type Tongue } from "./saying.ts";
import type { SavedState } from "./socket-provider.ts";

/** The saved state. Not a live region: told at each save it would drown what one writes (see speaker.tsx). */
export function Saved({ tongue, state }: { readonly tongue: Tongue; readonly state: SavedState }) {
  const { t, language } = tongue;
  const good = state.kind === "saved";
  const time = good
    ? new Intl.DateTimeFormat(locales[language], {
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
        <b>{sayState(tongue, state)}</b> {good && <time dateTime={state.at.toISOString()}>{time}</time>}
      </span>
      {state.kind === "unsaved" && state.why !== null && <span>{t(`why.${state.why}`)}</span>}
    </p>
  );
}

/** The state in a few words: "Not saved: 3 changes, kept on this device". */
export function sayState({ t }: Tongue, { kind, changes }: SavedState): string {
  if (changes > 0 && kind !== "saving") return t("state.unsaved", { count: changes });
  return t(`state.${kind}`);
}

interface HereProps {
  readonly tongue: Tongue;
  readonly person: { readonly name: string; readonly country: string | null } | null;
  readonly peers: readonly Peer[];
}

/** Names and countries, each person once however many windows are open. */
export function Here({ tongue, person, peers }: HereProps) {
  const { t } = tongue;
  const others = new Map(peers.map((peer) => [`${peer.name} ${peer.country ?? peer.office ?? ""}`, peer]));
  if (person !== null) others.delete(`${person.name} ${person.country ?? ""}`);
  return (
    <p className="here">
      <span>{t("here")}</span>
      {person !== null && (
        <Name tongue={tongue} name={t("here.you", { name: person.name })} country={person.country} />
      )}
      {[...others].map(([key, { name, country, office }]) => (
        <Name
          key={key}
          tongue={tongue}
          name={office === "observer" ? t("here.observer", { name }) : name}
          country={country}
        />
      ))}
      {others.size === 0 && <span className="soft">{t("here.alone")}</span>}
    </p>
  );
}

function Name({
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
