/** A list to choose from, by the pattern of the ARIA Authoring Practices: the keyboard stays where one types. */
import { useLayoutEffect, useRef } from "react";
import type { Offer } from "./offers.ts";

export function OfferList(props: {
  readonly id: string;
  readonly label: string;
  readonly offers: readonly Offer[];
  readonly at: number;
  /** Whether Tab may come to it, as to all that scrolls: not where it belongs to a field, which scrolls it. */
  readonly stop?: true;
  idOf(at: number): string;
  choose(offer: Offer): void;
}) {
  const { id, label, offers, at, stop, idOf, choose } = props;
  const list = useRef<HTMLUListElement>(null);
  // Within the list only: the page stays where it is.
  useLayoutEffect(() => {
    const [box, line] = [list.current, list.current?.children[at]];
    if (!box || !(line instanceof HTMLElement)) return;
    if (line.offsetTop < box.scrollTop) box.scrollTop = line.offsetTop;
    const end = line.offsetTop + line.offsetHeight;
    if (end > box.scrollTop + box.clientHeight) box.scrollTop = end - box.clientHeight;
  }, [at, offers]);
  return (
    <ul className="offers" role="listbox" id={id} aria-label={label} tabIndex={stop && 0} ref={list}>
      {offers.map((offer, place) => (
        // Its keys are those of the field, or of the text, that names the chosen line.
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events
        <li
          key={offer.key}
          id={idOf(place)}
          role="option"
          aria-selected={place === at}
          // What is typed in keeps the keyboard.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(offer)}
        >
          {offer.code !== null && (
            <span className="cc" aria-hidden="true">
              {offer.code}
            </span>
          )}
          <span>{offer.words}</span>
          {offer.detail !== "" && <small>{offer.detail}</small>}
        </li>
      ))}
    </ul>
  );
}
