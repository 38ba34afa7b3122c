import { useEffect, useState } from "react";
import type { Text } from "./view.ts";

/**
 * Whether the text has been laid out as a whole once: from then on the browser knows the height of what it need not draw, and
 * may leave it out. Only where it keeps the page in place while heights change, and draws what reaches out of a block.
 */
export function useLaidOut(text: Text | null): boolean {
  const [laid, setLaid] = useState(false);
  useEffect(() => {
    if (text === null || !CSS.supports("overflow-anchor", "auto")) return undefined;
    if (!CSS.supports("overflow-clip-margin", "1rem")) return undefined;
    // Heights are noted at the end of the first frame.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setLaid(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      setLaid(false);
    };
  }, [text]);
  return laid;
}
