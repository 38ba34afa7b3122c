import { useEffect, useState } from "react";
import type { Text } from "./view.ts";

/** Whether the text has been laid out as a whole once: from then on the browser knows the height of what it need not draw. */
export function useLaidOut(text: Text | null): boolean {
  const [laid, setLaid] = useState(false);
  useEffect(() => {
    if (text === null) return undefined;
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
