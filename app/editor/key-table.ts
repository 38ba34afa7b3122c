/**
 * Every key of the editor, once. The keys of the text, of what is around it and of the notes are bound from here; what a
 * list or a toolbar does with its own keys is listed beside them. help-sheet.tsx shows all of it.
 */

export type KeyGroup = "around" | "words" | "lines" | "outputs" | "notes" | "lists";

/** Who has a use for a key. `reads`: who may comment or suggest and has no caret of the browser's. */
export type KeyFor = "all" | "writes" | "comments" | "suggests" | "notes" | "reads";

interface KeyRow {
  readonly name: string;
  readonly group: KeyGroup;
  /** Who binds it: the text (keys.ts), the editor around it, the margin, or the list, note or toolbar it is a key of. */
  readonly by: "text" | "around" | "notes" | "own";
  /** As prosemirror-keymap writes them. */
  readonly keys: readonly string[];
  /** More keys where the device is not one of Apple's, on which they do something else. */
  readonly pc?: readonly string[];
  readonly who: KeyFor;
  /** Each of the keys does a part of it, not all the same. */
  readonly each?: true;
}

export const keyTable = [
  { name: "help", group: "around", by: "around", keys: ["Alt-Shift-h"], who: "all" },
  { name: "tools", group: "around", by: "around", keys: ["Alt-F10"], who: "all" },
  {
    name: "along",
    group: "around",
    by: "own",
    keys: ["ArrowLeft", "ArrowRight", "Home", "End"],
    who: "all",
    each: true,
  },
  { name: "back", group: "around", by: "own", keys: ["Escape"], who: "all" },
  { name: "leave", group: "around", by: "own", keys: ["Tab"], who: "all" },
  { name: "changes", group: "around", by: "around", keys: ["Alt-Shift-c"], who: "all" },
  { name: "people", group: "around", by: "around", keys: ["Alt-Shift-w"], who: "all" },

  { name: "strong", group: "words", by: "text", keys: ["Mod-b"], who: "writes" },
  { name: "em", group: "words", by: "text", keys: ["Mod-i"], who: "writes" },
  { name: "link", group: "words", by: "text", keys: ["Mod-k"], who: "writes" },
  { name: "bracket", group: "words", by: "own", keys: ["F2"], who: "writes" },
  { name: "undo", group: "words", by: "text", keys: ["Mod-z"], who: "writes" },
  { name: "redo", group: "words", by: "text", keys: ["Mod-y", "Mod-Shift-z"], who: "writes" },

  { name: "enter", group: "lines", by: "text", keys: ["Enter", "Shift-Enter"], who: "writes" },
  { name: "after", group: "lines", by: "text", keys: ["Mod-Enter"], who: "writes" },
  { name: "heading", group: "lines", by: "text", keys: ["Mod-Alt-1"], who: "writes" },
  { name: "subheading", group: "lines", by: "text", keys: ["Mod-Alt-2"], who: "writes" },
  { name: "third", group: "lines", by: "text", keys: ["Mod-Alt-3"], who: "writes" },
  { name: "plain", group: "lines", by: "text", keys: ["Mod-Alt-0"], who: "writes" },
  {
    name: "indent",
    group: "lines",
    by: "text",
    keys: ["Mod-]"],
    pc: ["Alt-Shift-ArrowRight"],
    who: "writes",
  },
  {
    name: "outdent",
    group: "lines",
    by: "text",
    keys: ["Mod-["],
    pc: ["Alt-Shift-ArrowLeft"],
    who: "writes",
  },
  { name: "asTyped", group: "lines", by: "text", keys: ["Backspace"], who: "writes" },

  { name: "fields", group: "outputs", by: "text", keys: ["F2"], who: "writes" },
  { name: "up", group: "outputs", by: "text", keys: ["Alt-Shift-ArrowUp"], who: "writes" },
  { name: "down", group: "outputs", by: "text", keys: ["Alt-Shift-ArrowDown"], who: "writes" },
  { name: "piece", group: "outputs", by: "own", keys: ["Enter", "F2"], who: "writes" },

  { name: "comment", group: "notes", by: "notes", keys: ["Mod-Alt-m"], who: "comments" },
  { name: "suggest", group: "notes", by: "notes", keys: ["Mod-Alt-s"], who: "suggests" },
  { name: "next", group: "notes", by: "notes", keys: ["Alt-Shift-n"], who: "notes" },
  { name: "previous", group: "notes", by: "notes", keys: ["Alt-Shift-p"], who: "notes" },
  { name: "send", group: "notes", by: "own", keys: ["Mod-Enter"], who: "comments" },
  {
    name: "read",
    group: "notes",
    by: "own",
    keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"],
    who: "reads",
    each: true,
  },

  { name: "choose", group: "lists", by: "own", keys: ["ArrowUp", "ArrowDown"], who: "writes", each: true },
  { name: "take", group: "lists", by: "own", keys: ["Enter", "Tab"], who: "writes" },
  { name: "shut", group: "lists", by: "own", keys: ["Escape"], who: "writes" },
] as const satisfies readonly KeyRow[];

type Row = (typeof keyTable)[number];
export type KeyName = Row["name"];
export type KeyOf<By extends Row["by"]> = Extract<Row, { readonly by: By }>["name"];

export const isMac = typeof navigator !== "undefined" && /Mac|iP(hone|[oa]d)/.test(navigator.platform);

/** The keys that do it on this device, the one to be told first. */
export function keysOf(name: KeyName, mac: boolean = isMac): readonly string[] {
  const row: KeyRow | undefined = keyTable.find((one) => one.name === name);
  if (row === undefined) return [];
  return mac ? row.keys : [...(row.pc ?? []), ...row.keys];
}

/** Each key of the text with what it does there. */
export function boundTo<Act>(acts: Readonly<Record<KeyOf<"text">, Act>>): Record<string, Act> {
  const bound: Record<string, Act> = {};
  for (const row of keyTable)
    if (row.by === "text") for (const key of keysOf(row.name)) bound[key] = acts[row.name];
  return bound;
}

export type Pressed = Pick<KeyboardEvent, "altKey" | "shiftKey" | "ctrlKey" | "metaKey" | "code" | "key">;

const around = keyTable.filter((row) => row.by === "around");
const notes = keyTable.filter((row) => row.by === "notes");

/** Which of the keys around the text was pressed; null for any other. */
export function aroundKey(event: Pressed): KeyOf<"around"> | null {
  return around.find(({ name }) => keysOf(name).some((key) => isPressed(key, event)))?.name ?? null;
}

/** Which of the keys of the notes was pressed; null for any other. */
export function noteKey(event: Pressed): KeyOf<"notes"> | null {
  return notes.find(({ name }) => keysOf(name).some((key) => isPressed(key, event)))?.name ?? null;
}

/** Letters by their place on the keyboard: with Alt they give other signs. */
function isPressed(key: string, event: Pressed): boolean {
  const { held, last } = partsOf(key);
  return (
    event.altKey === held.includes("Alt") &&
    event.shiftKey === held.includes("Shift") &&
    (event.ctrlKey || event.metaKey) === held.includes("Mod") &&
    (last.length === 1 ? event.code === `Key${last.toUpperCase()}` : event.key === last)
  );
}

/** "Mod-Alt-m" as what is held and what is pressed. */
export function partsOf(key: string): { readonly held: readonly string[]; readonly last: string } {
  const parts = key.split(/-(?!$)/);
  return { held: parts.slice(0, -1), last: parts.at(-1) ?? "" };
}
