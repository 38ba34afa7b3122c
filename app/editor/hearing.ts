/** How much of what others do is told to who does not see it. Chosen by the person, kept on the device. */
import { useCallback, useEffect, useState } from "react";

/** Never; when the key is pressed; by itself, at most once in so many seconds. */
export const hearings = ["off", "asked", "10", "30", "60"] as const;
export type Hearing = (typeof hearings)[number];

const key = "elac:hearing";

export function useHearing(): readonly [Hearing, (chosen: Hearing) => void] {
  const [hearing, setHearing] = useState<Hearing>("10");
  useEffect(() => {
    setHearing(kept());
    // Another window of this device.
    const changed = (event: StorageEvent) => {
      if (event.key === key) setHearing(kept());
    };
    window.addEventListener("storage", changed);
    return () => window.removeEventListener("storage", changed);
  }, []);
  const choose = useCallback((chosen: Hearing) => {
    setHearing(chosen);
    try {
      localStorage.setItem(key, chosen);
    } catch {
      // Kept for this visit only.
    }
  }, []);
  return [hearing, choose];
}

function kept(): Hearing {
  try {
    const found = localStorage.getItem(key);
    return hearings.find((one) => one === found) ?? "10";
  } catch {
    return "10";
  }
}
