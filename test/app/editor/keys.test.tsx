import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderToStaticMarkup } from "react-dom/server";
import { baseKeymap } from "prosemirror-commands";
import { EditorState, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { describe, expect, test, vi } from "vitest";
import { schema } from "#app/document/schema.ts";
import { HelpSheet, type Rights } from "#app/editor/help-sheet.tsx";
import { ariaKeys, capsOf, shownKey } from "#app/editor/key-words.ts";
import { aroundKey, keysOf, keyTable, noteKey, partsOf } from "#app/editor/key-table.ts";
import { keyPlugins } from "#app/editor/keys.ts";
import { shortHands } from "#app/editor/short-hands.ts";
import { lists } from "#app/editor/suggest.ts";
import { sayer, type Messages } from "#app/editor/words.ts";
import en from "#app/i18n/messages/editor.en.json";
import es from "#app/i18n/messages/editor.es.json";
import fr from "#app/i18n/messages/editor.fr.json";
import pt from "#app/i18n/messages/editor.pt.json";
import type { Language } from "#app/i18n/language.ts";
import { para } from "./stage.ts";

const languages: Readonly<Record<Language, Messages>> = { en, es, fr, pt };
const t = sayer(en, "en");
const everything: Rights = { write: true, beside: { comment: true, suggest: true } };

const ports = {
  link: () => undefined,
  bracket: () => undefined,
  fields: () => undefined,
  move: () => undefined,
};

/** The text in states in which every key has something to do. */
function states(): readonly EditorState[] {
  const list = {
    type: "bullet_list",
    attrs: { id: "l" },
    content: [
      { type: "list_item", content: [para("one", "One.")] },
      { type: "list_item", content: [para("two", "Two.")] },
    ],
  };
  const output = { type: "output", attrs: { id: "o" }, content: [para("od", "Days.")] };
  const doc = schema.nodeFromJSON({ type: "doc", content: [para("a", "Words."), list, output] });
  const found: EditorState[] = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return;
    const selection = TextSelection.create(doc, pos + 1, pos + 1 + node.content.size);
    found.push(EditorState.create({ doc, selection }));
    found.push(EditorState.create({ doc, selection: TextSelection.create(doc, pos + 3) }));
  });
  return found;
}

const named = [
  "Enter Tab Escape Backspace Delete Insert Home End PageUp PageDown",
  "ArrowLeft ArrowRight ArrowUp ArrowDown F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12",
].flatMap((some) => some.split(" "));
const letters = [..."abcdefghijklmnopqrstuvwxyz0123456789"];
/** Other signs, with the code of their key. */
const signs: Readonly<Record<string, number>> = {
  ...{ "[": 219, "]": 221, "/": 191, "\\": 220, ".": 190, ",": 188 },
  ...{ ";": 186, "'": 222, "`": 192, "-": 189, "=": 187, " ": 32 },
};

/** Every key there is with everything that can be held, as prosemirror-keymap names them. */
const presses = [...named, ...letters, ...Object.keys(signs)].flatMap((key) =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((held) => {
    const [ctrlKey, altKey, shiftKey] = [(held & 1) > 0, (held & 2) > 0, (held & 4) > 0];
    const name = [ctrlKey && "Mod", altKey && "Alt", shiftKey && "Shift", key].filter(Boolean).join("-");
    const keyCode = key.length === 1 ? (signs[key] ?? key.toUpperCase().charCodeAt(0)) : 0;
    const code = key.length === 1 ? `Key${key.toUpperCase()}` : key;
    return { name, event: { key, code, keyCode, ctrlKey, altKey, shiftKey, metaKey: false } };
  }),
);

const inOrder = (key: string) => {
  const { held, last } = partsOf(key);
  return [...["Mod", "Alt", "Shift"].filter((one) => held.includes(one)), last].join("-");
};
const listed = new Set(keyTable.flatMap(({ name }) => keysOf(name, false).map(inOrder)));

describe("the table of keys", () => {
  test("has every key that the text takes, but those that edit any text", () => {
    const ordinary = new Set(Object.keys(baseKeymap).map(inOrder));
    const taken = new Set<string>();
    for (const state of states())
      for (const { name, event } of presses) {
        const view = {
          state,
          dispatch: () => undefined,
          endOfTextblock: () => false,
          domObserver: { flush: () => undefined },
        };
        const does = keyPlugins(ports).some((plugin) =>
          plugin.props.handleKeyDown?.call(
            plugin,
            view as unknown as EditorView,
            event as unknown as KeyboardEvent,
          ),
        );
        if (does) taken.add(name);
      }
    expect(
      [...taken].filter((name) => name.startsWith("Alt-Shift-Arrow")),
      "the list and the output have theirs",
    ).toHaveLength(4);
    // With Shift a letter does the same, unless it has an act of its own.
    const plain = (name: string) => (/-.$/.test(name) ? name.replace("Shift-", "") : name);
    const beyond = [...taken].filter((name) =>
      [name, plain(name)].every((one) => !listed.has(one) && !ordinary.has(one)),
    );
    expect(beyond).toEqual([]);
  });

  test("has every key that a list, a note or the toolbar looks for, and only one room binds keys", () => {
    const known = new Set([...listed].map((key) => partsOf(key).last));
    const sources = readdirSync("app/editor", { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && file !== "key-table.ts" && file !== "key-words.ts")
      .map((file) => [file, readFileSync(join("app/editor", file), "utf8")] as const);
    const looked = sources.flatMap(([file, source]) =>
      [
        ...source.matchAll(/\.(?:key|code)\s*[!=]==\s*"(\w+)"/g),
        ...source.matchAll(/\b(Arrow\w+|Home|End|Page\w+)"?:/g),
      ].map(([, key = ""]) => `${file} ${key}`),
    );
    expect(looked.length).toBeGreaterThan(10);
    expect(looked.filter((found) => !known.has(found.split(" ")[1] ?? ""))).toEqual([]);
    const binding = sources.filter(([, source]) => /\bkeymap\(|\bkeydownHandler\(/.test(source));
    expect(binding.map(([file]) => file)).toEqual(["keys.ts"]);
  });

  test("answers to its keys around the text and to no other", () => {
    const answered = presses.flatMap(({ name, event }) => {
      const found = aroundKey(event) ?? noteKey(event);
      return found === null ? [] : [`${found} ${name}`];
    });
    const expected = keyTable
      .filter(({ by }) => by === "around" || by === "notes")
      .flatMap(({ name }) => keysOf(name, false).map((key) => `${name} ${inOrder(key)}`));
    expect(answered.sort()).toEqual(expected.sort());
  });

  test("gives no key to two acts of one place", () => {
    const places = keyTable.filter(({ by }) => by !== "own");
    const keys = places.flatMap(({ name }) => keysOf(name, false).map(inOrder));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });
});

describe("the help", () => {
  const render = (language: Language, rights: Rights) => {
    const warned = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const say = sayer(languages[language], language);
    const html = renderToStaticMarkup(<HelpSheet t={say} rights={rights} close={() => undefined} />);
    warned.mockRestore();
    return html;
  };
  const rowsOf = (html: string) => [...html.matchAll(/data-key="(\w+)"/g)].map(([, name]) => name);

  test.each(["es", "en", "pt", "fr"] as const)(
    "lists every key and every sign in %s, in words",
    (language) => {
      const writes = render(language, everything);
      const reads = render(language, { ...everything, write: false });
      expect([...new Set([...rowsOf(writes), ...rowsOf(reads)])].sort()).toEqual(
        keyTable.map(({ name }) => name as string).sort(),
      );
      for (const sign of [...Object.keys(lists), ...shortHands.map(({ typed }) => typed.trim())])
        expect(writes).toContain(`<kbd>${sign}</kbd>`);
      expect(writes, "no message is missing").not.toMatch(/>(help|key)\.\w/);
    },
  );

  test("shows nothing that cannot be used", () => {
    const stranger = rowsOf(render("en", { write: false, beside: null }));
    expect(stranger).toEqual(["help", "tools", "along", "back", "leave", "changes", "people"]);
    const reader = rowsOf(render("en", { write: false, beside: { comment: false, suggest: false } }));
    expect(reader).toEqual([...stranger, "next", "previous"]);
    expect(render("en", { write: false, beside: null })).not.toContain("<kbd>/</kbd>");
  });

  test("names the keys of the device", () => {
    const caps = (mac: boolean) => capsOf("Mod-Alt-Shift-ArrowUp", t, mac).map(({ shown }) => shown);
    expect(caps(false)).toEqual(["Ctrl", "Alt", "Shift", "↑"]);
    expect(caps(true)).toEqual(["⌘", "⌥", "⇧", "↑"]);
    expect(capsOf("Mod-b", t, true)[0]).toEqual({ shown: "⌘", said: "Command" });
    expect([shownKey("redo", t, false), shownKey("redo", t, true)]).toEqual(["Ctrl+Y", "⌘Y"]);
    expect(shownKey("indent", sayer(es, "es"), false)).toBe("Alt+Mayús+→");
    expect(shownKey("indent", t, true)).toBe("⌘]");
    expect(ariaKeys("redo", false)).toBe("Control+Y Control+Shift+Z");
    expect(ariaKeys("comment", true)).toBe("Meta+Alt+M");
  });

  test("says how a short hand is typed as the text takes it", () => {
    for (const { typed, pattern } of shortHands) {
      expect(typed).toMatch(pattern);
      expect(shortHands.filter((other) => other.pattern.test(typed))).toHaveLength(1);
    }
  });
});
