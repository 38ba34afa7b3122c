/** Which tools there are, and how each stands at the caret. */
import { redoCommand, undoCommand } from "y-prosemirror";
import { schema } from "#app/document/schema.ts";
import type { EditorState } from "prosemirror-state";
import { clauseAt } from "./apparatus.ts";
import { bracket, bracketAt } from "./brackets.ts";
import {
  above,
  emphasis,
  gap,
  heading,
  headingAt,
  indent,
  isInList,
  linkAt,
  list,
  outdent,
  strong,
  table,
} from "./commands.ts";
import type { Asked } from "./insertion.ts";
import { isInTable } from "./tables.ts";
import type { Tool } from "./toolbar.tsx";
import type { Text } from "./view.ts";
import type { Say } from "./words.ts";

export interface ToolPorts {
  readonly text: Text;
  readonly t: Say;
  readonly country: string | null;
  /** Shows the note about what is at the caret, and goes to it. */
  note(asked: Asked): void;
  /** The address of a clause is to be cited. */
  cite(id: string): void;
}

export function toolsAt({ text, t, country, note, cite }: ToolPorts): readonly Tool[] {
  const { view, outputs } = text;
  const { state } = view;
  const run = (command: typeof strong) => () => {
    command(state, (tr) => view.dispatch(tr), view);
    view.focus();
  };
  const can = (command: typeof strong) => command(state);
  const inBracket = bracketAt(state) !== null;
  const output = above(state.selection.$from, "output");
  return [
    {
      name: "strong",
      label: t("bold"),
      glyph: "B",
      key: "strong",
      pressed: hasMark(state, "strong"),
      act: run(strong),
    },
    {
      name: "em",
      label: t("italic"),
      glyph: "I",
      key: "em",
      pressed: hasMark(state, "em"),
      act: run(emphasis),
    },
    {
      name: "heading",
      label: t("heading"),
      pressed: headingAt(state) === 1,
      act: run(heading(headingAt(state) === 1 ? null : 1)),
    },
    {
      name: "subheading",
      label: t("subheading"),
      pressed: headingAt(state) === 2,
      act: run(heading(headingAt(state) === 2 ? null : 2)),
    },
    { name: "list", label: t("list"), pressed: isInList(state), disabled: !can(list), act: run(list) },
    {
      name: "indent",
      label: t("indent"),
      glyph: "⇥",
      key: "indent",
      disabled: !can(indent),
      act: run(indent),
    },
    {
      name: "outdent",
      label: t("outdent"),
      glyph: "⇤",
      key: "outdent",
      disabled: !can(outdent),
      act: run(outdent),
    },
    { name: "table", label: t("table"), pressed: isInTable(state), disabled: !can(table), act: run(table) },
    {
      name: "link",
      label: t("link"),
      key: "link",
      pressed: linkAt(state) !== null,
      act: () => note("link"),
    },
    { name: "insert", label: t("insert"), popup: "dialog", act: () => note("all") },
    { name: "cite", label: t("cite"), glyph: "¶", act: () => cite(clauseAt(state)) },
    {
      name: "bracket",
      label: t("bracket"),
      key: inBracket ? "bracket" : undefined,
      apart: true,
      pressed: inBracket,
      disabled: !inBracket && !can(bracket(country)),
      act: state.selection.empty ? () => note("bracket") : run(bracket(country)),
    },
    { name: "gap", label: t("gap"), disabled: !can(gap), act: run(gap) },
    {
      name: "output",
      label: t("output"),
      key: output === null || inBracket ? undefined : "fields",
      pressed: output !== null,
      act: () => (output === null ? text.addOutput() : outputs.get(String(output.node.attrs.id))?.open()),
    },
    {
      name: "undo",
      label: t("undo"),
      glyph: "↶",
      apart: true,
      key: "undo",
      disabled: !can(undoCommand),
      act: run(undoCommand),
    },
    {
      name: "redo",
      label: t("redo"),
      glyph: "↷",
      key: "redo",
      disabled: !can(redoCommand),
      act: run(redoCommand),
    },
  ];
}

/** The last one, whoever reads. */
export function helpTool(t: Say, act: () => void): Tool {
  return { name: "help", label: t("help"), key: "help", popup: "dialog", apart: true, act };
}

function hasMark(state: EditorState, name: string): boolean {
  const type = schema.marks[name];
  if (type === undefined) return false;
  const { from, to, empty, $from } = state.selection;
  return empty
    ? type.isInSet(state.storedMarks ?? $from.marks()) !== undefined
    : state.doc.rangeHasMark(from, to, type);
}
