/** Keys and short hands. Tab leaves the text; nothing here needs a mouse, and no key is held back. */
import { baseKeymap, chainCommands } from "prosemirror-commands";
import {
  InputRule,
  inputRules,
  undoInputRule,
  wrappingInputRule,
  textblockTypeInputRule,
} from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { splitListItem } from "prosemirror-schema-list";
import { Plugin, type Command } from "prosemirror-state";
import { redoCommand, undoCommand } from "y-prosemirror";
import { bracketAt } from "./brackets.ts";
import { readSelection } from "./caret.ts";
import { above, emphasis, heading, indent, nodeType, outdent, paragraphAfter, strong } from "./commands.ts";
import { newId } from "#app/document/new-id.ts";
import { boundTo } from "./key-table.ts";
import { shortHands, type ShortHandName } from "./short-hands.ts";

export interface KeyPorts {
  /** Goes to the note about the brackets at the caret. */
  bracket(): void;
  /** Asks for the address of a link. */
  link(): void;
  /** Opens the fields of the output with that id. */
  fields(id: string): void;
  /** Moves the output with that id up or down. */
  move(id: string, by: -1 | 1): void;
}

/** A key acts where the caret has just been put: the browser tells of that a moment later. */
const caretFirst = new Plugin({
  props: {
    handleKeyDown: (view, { keyCode }) => {
      // A key of an input method has no place of its own.
      if (keyCode !== 229) readSelection(view);
      return false;
    },
  },
});

export function keyPlugins(ports: KeyPorts): readonly Plugin[] {
  const askLink: Command = () => {
    ports.link();
    return true;
  };
  const askBracket: Command = (state) => {
    if (bracketAt(state) === null) return false;
    ports.bracket();
    return true;
  };
  const openFields: Command = (state) => {
    const output = above(state.selection.$from, "output");
    if (output === null) return false;
    ports.fields(String(output.node.attrs.id));
    return true;
  };
  const moveBy =
    (by: -1 | 1): Command =>
    (state) => {
      const output = above(state.selection.$from, "output");
      if (output === null) return false;
      ports.move(String(output.node.attrs.id), by);
      return true;
    };
  return [
    caretFirst,
    keymap(
      boundTo<Command>({
        strong,
        em: emphasis,
        link: askLink,
        undo: undoCommand,
        redo: redoCommand,
        enter,
        after: paragraphAfter,
        heading: heading(1),
        subheading: heading(2),
        third: heading(3),
        plain: heading(null),
        indent,
        outdent,
        asTyped: chainCommands(
          undoInputRule,
          (state, dispatch, view) => baseKeymap.Backspace?.(state, dispatch, view) ?? false,
        ),
        fields: chainCommands(askBracket, openFields),
        up: moveBy(-1),
        down: moveBy(1),
      }),
    ),
    keymap(baseKeymap),
    inputRules({ rules: shortHands.map(({ name, pattern }) => rules[name](pattern)) }),
  ];
}

const rules: Readonly<Record<ShortHandName, (pattern: RegExp) => InputRule>> = {
  heading: (pattern) =>
    textblockTypeInputRule(pattern, nodeType("heading"), (match) => ({ level: match[1]?.length ?? 1 })),
  list: (pattern) => wrappingInputRule(pattern, nodeType("bullet_list")),
  numbered: (pattern) => wrappingInputRule(pattern, nodeType("ordered_list")),
  gap: (pattern) =>
    new InputRule(pattern, (state, _match, from, to) => {
      const gap = nodeType("gap").create({ id: newId() });
      const $from = state.doc.resolve(from);
      return $from.parent.canReplaceWith($from.index(), $from.index(), gap.type)
        ? state.tr.replaceWith(from, to, gap)
        : null;
    }),
};

/** A new item; on an empty one out of the list, level by level. */
const enter: Command = (state, dispatch, view) => {
  const { $from } = state.selection;
  const empty = $from.parent.isTextblock && $from.parent.content.size === 0;
  const item = empty ? outdent : splitListItem(nodeType("list_item"));
  return item(state, dispatch, view) || (baseKeymap.Enter?.(state, dispatch, view) ?? false);
};

/**
 * Tab in the text goes on to what comes after the text, not to the buttons within it, which have keys of their own:
 * for the moment of the key they cannot be reached. Nothing is prevented, so the browser decides where focus goes.
 */
export function leaveByTab(text: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== "Tab" || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target !== text) return;
  const within = [...text.querySelectorAll<HTMLElement>("a, button, input, select, textarea")].filter(
    (one) => one.tabIndex >= 0,
  );
  const before = within.map((one) => one.getAttribute("tabindex"));
  for (const one of within) one.tabIndex = -1;
  setTimeout(() => {
    within.forEach((one, index) => {
      const was = before[index];
      if (was === null || was === undefined) one.removeAttribute("tabindex");
      else one.setAttribute("tabindex", was);
    });
  });
}
