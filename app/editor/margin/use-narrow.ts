/** Whether the screen is too narrow for a margin beside the text; margin.css draws the same line. */
import { useEffect, useState } from "react";

const narrow = "(max-width: 56.25rem)";

export function useNarrow(): boolean {
  const [is, set] = useState(false);
  useEffect(() => {
    const query = window.matchMedia(narrow);
    const changed = () => set(query.matches);
    changed();
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  return is;
}
