/** One sentence about what was just done, seen and heard for a moment. */
import { useCallback, useEffect, useState } from "react";

/** Milliseconds that it stays. */
const stay = 6000;

export function useTold(): readonly [string, (sentence: string) => void] {
  const [said, setSaid] = useState({ words: "", time: 0 });
  useEffect(() => {
    if (said.words === "") return;
    const timer = setTimeout(() => setSaid({ words: "", time: 0 }), stay);
    return () => clearTimeout(timer);
  }, [said]);
  const tell = useCallback(
    // The same words twice are no change to a live region; a blank makes them one.
    (words: string) =>
      setSaid((before) => ({
        words: before.words === words ? `${words}\u00a0` : words,
        time: before.time + 1,
      })),
    [],
  );
  return [said.words, tell];
}

export function Told({ words }: { readonly words: string }) {
  return (
    <p className="told" role="status">
      {words}
    </p>
  );
}
