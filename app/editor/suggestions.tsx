/** The list under the caret while one types (suggest.ts): drawn, and told to who does not see it. */
import { useLayoutEffect, useRef } from "react";
import type { Say } from "./words.ts";
import { OfferList } from "./offer-list.tsx";
import type { Offer } from "./offers.ts";
import { suggestionId, suggestionsId, type Suggesting } from "./suggest.ts";
import type { Text } from "./view.ts";

/** Pixels that the list may need below the line. */
const room = 288;

export function Suggestions(props: {
  readonly open: Suggesting | null;
  readonly text: Text;
  readonly t: Say;
  choose(offer: Offer): void;
}) {
  const { open, text, t, choose } = props;
  const chosen = open?.offers[open.at];
  return (
    <>
      {open !== null && <Box open={open} text={text} t={t} choose={choose} />}
      <p className="sr" role="status">
        {open !== null &&
          chosen !== undefined &&
          t("insert.at", {
            words: [chosen.words, chosen.detail].filter(Boolean).join(", "),
            at: open.at + 1,
            count: open.offers.length,
          })}
      </p>
    </>
  );
}

function Box(props: {
  readonly open: Suggesting;
  readonly text: Text;
  readonly t: Say;
  choose(offer: Offer): void;
}) {
  const { open, text, t, choose } = props;
  const box = useRef<HTMLDivElement>(null);
  // Through the object model, which the page's policy allows; before it is painted.
  useLayoutEffect(() => {
    const element = box.current;
    const around = element?.offsetParent?.getBoundingClientRect();
    if (!element || !around) return;
    const sign = text.view.coordsAtPos(open.from);
    const over = sign.bottom + room > window.innerHeight && sign.top > room;
    element.classList.toggle("over", over);
    element.style.setProperty("--y", `${(over ? sign.top : sign.bottom) - around.top}px`);
    const most = Math.max(0, around.width - element.offsetWidth);
    element.style.setProperty("--x", `${Math.min(Math.max(0, sign.left - around.left), most)}px`);
  });
  return (
    <div className="suggestions" ref={box}>
      <OfferList
        id={suggestionsId}
        label={t(`insert.list.${open.list}`)}
        offers={open.offers}
        at={open.at}
        stop
        idOf={suggestionId}
        choose={choose}
      />
    </div>
  );
}
