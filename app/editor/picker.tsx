/** A field that finds as one types, and its list: the editable combobox of the ARIA Authoring Practices. */
import { useId, useState, type KeyboardEvent } from "react";
import { OfferList } from "./offer-list.tsx";
import type { ListName, Offer, Offers } from "./offers.ts";
import type { Say } from "./words.ts";

export function Picker(props: {
  readonly list: ListName;
  readonly offers: Offers;
  readonly t: Say;
  choose(offer: Offer): void;
}) {
  const { list, offers, t, choose } = props;
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const id = useId();
  const idOf = (place: number) => `${id}-${place}`;
  const found = offers.find(list, query);
  const place = Math.min(at, found.length - 1);

  const key = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: place + 1, ArrowUp: place - 1 };
    const to = moves[event.key];
    const chosen = found[place];
    if (to !== undefined && found.length > 0) setAt((to + found.length) % found.length);
    else if (event.key === "Enter" && chosen !== undefined) choose(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <label htmlFor={`${id}-field`}>{t(`insert.find.${list}`)}</label>
      <input
        className="input"
        id={`${id}-field`}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? idOf(place) : undefined}
        autoComplete="off"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={key}
      />
      <p className={found.length === 0 ? "s soft" : "sr"} role="status">
        {found.length === 0 ? t("insert.none") : t("insert.found", { count: found.length })}
      </p>
      <OfferList
        id={`${id}-list`}
        label={t(`insert.list.${list}`)}
        offers={found}
        at={place}
        idOf={idOf}
        choose={choose}
      />
    </>
  );
}
