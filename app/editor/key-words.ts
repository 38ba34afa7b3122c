/** Keys in words: for those who read them, and for those to whom they are read. */
import { isMac, keysOf, partsOf, type KeyName } from "./key-table.ts";
import type { Say } from "./words.ts";

/** One key: what is written on it, and what it is called where that is no word. */
export interface Cap {
  readonly shown: string;
  readonly said: string | null;
}

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** The caps of "Mod-Alt-m", in the order in which they are pressed. */
export function capsOf(key: string, t: Say, mac: boolean = isMac): readonly Cap[] {
  const { held, last } = partsOf(key);
  return [...held.map((one) => heldCap(one, t, mac)), lastCap(last, t)];
}

/** "Ctrl+Alt+M", as it stands in a title. */
export function shownKey(name: KeyName, t: Say, mac: boolean = isMac): string {
  const [first = ""] = keysOf(name, mac);
  return capsOf(first, t, mac)
    .map(({ shown }) => shown)
    .join(mac ? "" : "+");
}

/** For `aria-keyshortcuts`, which has names of its own. */
export function ariaKeys(name: KeyName, mac: boolean = isMac): string {
  return keysOf(name, mac)
    .map((key) => {
      const { held, last } = partsOf(key);
      const names = held.map((one) => (one === "Mod" ? (mac ? "Meta" : "Control") : one));
      return [...names, last.length === 1 ? last.toUpperCase() : last].join("+");
    })
    .join(" ");
}

function heldCap(name: string, t: Say, mac: boolean): Cap {
  if (!mac) return { shown: name === "Mod" ? "Ctrl" : name === "Shift" ? t("key.shift") : name, said: null };
  const [shown, said] = name === "Mod" ? ["⌘", "Command"] : name === "Alt" ? ["⌥", "Option"] : ["⇧", "Shift"];
  return { shown, said };
}

function lastCap(name: string, t: Say): Cap {
  const sign = signs[name];
  if (sign !== undefined) return { shown: sign, said: t(`key.${name}`) };
  if (name.length === 1) return { shown: name.toUpperCase(), said: null };
  return { shown: /^F\d+$/.test(name) ? name : t(`key.${name}`), said: null };
}
