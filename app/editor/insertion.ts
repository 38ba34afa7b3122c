/** Puts in what was chosen from a list (offers.ts). */
import { NodeSelection, type Command } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { countryReference, footnote, goalReference } from "./atoms.ts";
import { gap, heading, list, numbered, table } from "./commands.ts";
import type { Insertion, Offer } from "./offers.ts";

/** What the note beside the text can be asked for. */
export type Asked = "link" | "bracket" | "atom" | "all" | "goals" | "countries";

export interface InsertionPorts {
  addOutput(): void;
  /** Shows that note, and goes to it. */
  ask(asked: Asked): void;
}

/** `inText`: chosen while typing, so that goals and countries are looked for there as well, by their sign. */
export function put(view: EditorView, { what }: Offer, ports: InsertionPorts, inText: boolean): void {
  const run = (command: Command) => {
    view.focus();
    return command(view.state, (tr) => view.dispatch(tr), view);
  };
  if (what.kind === "goal") run(goalReference(what.goal, what.label));
  else if (what.kind === "country") run(countryReference(what.country, what.label));
  else insert(what.name);

  function insert(name: Insertion): void {
    switch (name) {
      case "heading":
        return void run(heading(1));
      case "subheading":
        return void run(heading(2));
      case "list":
        return void run(list);
      case "numbered":
        return void run(numbered);
      case "table":
        return void run(table);
      case "output":
        return ports.addOutput();
      case "footnote":
        if (run(footnote)) ports.ask("atom");
        return;
      case "gap":
        if (run(selectedGap)) ports.ask("atom");
        return;
      case "bracket":
        return ports.ask("bracket");
      case "goal":
        return look("goals", "#");
      case "country":
        return look("countries", "@");
    }
  }

  function look(asked: "goals" | "countries", sign: string): void {
    if (inText) run((state, dispatch) => (dispatch?.(state.tr.insertText(sign)), true));
    else ports.ask(asked);
  }
}

/** A gap that stays selected, so that it can be said what is missing. */
const selectedGap: Command = (state, dispatch, view) =>
  gap(
    state,
    dispatch &&
      ((tr) => {
        const at = tr.selection.from - 1;
        dispatch(
          tr.doc.nodeAt(at)?.type.name === "gap" ? tr.setSelection(NodeSelection.create(tr.doc, at)) : tr,
        );
      }),
    view,
  );
