/** An output in the text: a row as in a well-set table; its fields are edited in place, its description is text. */
import type { Node } from "prosemirror-model";
import type { FieldName } from "#app/domain/output-field.ts";
import { Selection } from "prosemirror-state";
import type { Decoration, EditorView, NodeView } from "prosemirror-view";
import type { OutputPlace } from "./apparatus.ts";
import { el } from "./element.ts";
import { begin } from "./openings.ts";
import { OutputActs } from "./output-acts.ts";
import { fieldInput, fields, type FieldInput } from "./output-fields.ts";
import { mayMove } from "./output-order.ts";
import { cells, fieldWords, isSuggestedFor, rowOf, type Cell, type RowOf } from "./output-row.ts";
import {
  fieldsToRead,
  sameSuggested,
  suggestButton,
  suggestedIn,
  type BesideFields,
  type Suggested,
} from "./output-suggested.ts";
import { valueOf, type Tongue } from "./saying.ts";

/** The outputs on the screen by id, so that a key, the toolbar or the outline can open one. */
export type OutputViews = Map<string, OutputView>;

export interface OutputPorts {
  readonly tongue: Tongue;
  readonly views: OutputViews;
  /** What was typed into fields and could not be kept, by output and field: it is there again when they are opened. */
  readonly drafts: Map<string, string>;
  /** What stands beside the fields; null where nothing does. */
  readonly beside: BesideFields | null;
  mayWrite(): boolean;
  add(): void;
  move(id: string, by: -1 | 1): void;
  /** It is about to be taken out of the text. */
  remove(id: string): void;
}

export class OutputView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  private readonly number = el("div", { class: "output-n", contenteditable: "false" });
  /** Parts that most outputs do not show are made where they are, and are not in the page elsewhere: a plan has hundreds. */
  private head: HTMLElement | null = null;
  private after: HTMLElement | null = null;
  private readonly line: HTMLElement;
  private readonly title = el("p", { class: "output-title", contenteditable: "false" });
  private readonly serves = el("p", { class: "output-serves", contenteditable: "false" });
  private readonly cells = new Map<string, HTMLElement>();
  private readonly more = el("div", { class: "output-more", contenteditable: "false" });
  private readonly toggle: HTMLButtonElement;
  private inputs: readonly FieldInput[] = [];
  /** Whether all fields are shown to somebody who may only suggest something for them. */
  private reads = false;
  private place: OutputPlace | undefined;
  private suggested: readonly Suggested[] = [];
  private readonly acts: OutputActs;

  constructor(
    private node: Node,
    private readonly view: EditorView,
    private readonly getPos: () => number | undefined,
    decorations: readonly Decoration[],
    private readonly ports: OutputPorts,
  ) {
    this.contentDOM = el("div", { class: "output-text" });
    this.toggle = el("button", { type: "button", class: "output-open", "aria-expanded": "false" });
    this.toggle.addEventListener("click", () => this.turn());
    this.acts = new OutputActs({
      t: ports.tongue.t,
      toggle: this.toggle,
      id: () => valueOf(this.node, "id"),
      number: () => this.number.textContent ?? "",
      mayMove: (by) => {
        const at = this.getPos();
        return at !== undefined && mayMove(this.view, at, by);
      },
      move: (by) => ports.move(valueOf(this.node, "id"), by),
      remove: () => this.remove(),
    });
    const what = el("div", { class: "output-what" }, this.title, this.contentDOM, this.serves);
    this.line = el("div", { class: "output-row" }, this.number, what);
    for (const name of cells) {
      const cell = el("div", { class: `output-cell c-${name}`, contenteditable: "false" });
      this.cells.set(name, cell);
      this.line.append(cell);
    }
    for (const part of [this.title, ...this.cells.values()])
      part.addEventListener("click", (event) => this.pick(event));
    this.dom = el("section", { class: "output", role: "group" }, this.line);
    this.contentDOM.addEventListener("mousedown", () => begin(this.view, (this.getPos() ?? 0) + 1));
    this.dom.addEventListener("keydown", (event) => this.key(event));
    this.dom.addEventListener("click", ({ target }) => {
      const note = target instanceof Element ? target.closest<HTMLElement>("[data-note]") : null;
      if (note !== null) this.ports.beside?.press(note.dataset["note"] ?? "");
    });
    this.draw(decorations);
  }

  get isOpen(): boolean {
    return this.inputs.length > 0;
  }

  /** Shows the fields as inputs and goes to one of them, to the title where none is named. */
  open(name = "title"): void {
    if (!this.ports.mayWrite()) return;
    if (!this.isOpen) {
      const id = valueOf(this.node, "id") || Math.random().toString(36).slice(2);
      this.inputs = fields.map((field) =>
        fieldInput(field, `output-${id}-${field.name}`, {
          tongue: this.ports.tongue,
          draft: this.ports.drafts.get(`${id}/${field.name}`) ?? null,
          of: (name) => valueOf(this.node, name),
          change: (kept) => this.keep(field.name, kept),
          keepDraft: (typed) => {
            if (typed === null) this.ports.drafts.delete(`${id}/${field.name}`);
            else this.ports.drafts.set(`${id}/${field.name}`, typed);
          },
        }),
      );
      this.draw(null);
      // The caret comes along, unseen: the outline, and what is inserted next, belong here.
      const at = this.getPos();
      if (at !== undefined) begin(this.view, at + 1);
      const { state } = this.view;
      if (at !== undefined)
        this.view.dispatch(state.tr.setSelection(Selection.near(state.doc.resolve(at + 1))));
    }
    const chosen = this.inputs.find(({ field }) => field.name === name) ?? this.inputs[0];
    chosen?.input.focus();
  }

  /** The button that begins a suggestion for the field has the keyboard; false where it is not shown. */
  focusField(name: string): boolean {
    const button = this.dom.querySelector<HTMLElement>(`.field-suggest[data-field="${name}"]`);
    button?.focus();
    return button !== null;
  }

  private get maySuggest(): boolean {
    return this.ports.beside?.may() === true;
  }

  /** Opens the row or closes it: to be changed, or to be read in full. */
  private turn(): void {
    if (this.isOpen) this.close();
    else if (this.ports.mayWrite()) this.open();
    else {
      this.reads = !this.reads;
      this.draw(null);
      (this.reads ? this.more.querySelector<HTMLElement>(".field-suggest") : this.toggle)?.focus();
    }
  }

  /** Back to the row; the caret goes to the description. */
  close(): void {
    this.inputs = [];
    this.draw(null);
    this.view.focus();
    const at = this.getPos();
    if (at === undefined) return;
    const { state } = this.view;
    this.view.dispatch(state.tr.setSelection(Selection.near(state.doc.resolve(at + 1))));
  }

  /** The right to write changed. */
  refresh(): void {
    if (!this.ports.mayWrite()) this.inputs = [];
    this.reads &&= !this.ports.mayWrite() && this.maySuggest;
    this.draw(null);
  }

  update(node: Node, decorations: readonly Decoration[]): boolean {
    if (node.type !== this.node.type) return false;
    // A caret that comes or goes changes no row: what is being pressed in it stays there.
    const same = sameSuggested(suggestedIn(decorations), this.suggested);
    if (node === this.node && same && isSame(placeIn(decorations), this.place)) return true;
    if (valueOf(node, "id") !== valueOf(this.node, "id")) this.ports.views.delete(valueOf(this.node, "id"));
    this.node = node;
    this.draw(decorations);
    return true;
  }

  stopEvent(event: Event): boolean {
    return event.target instanceof globalThis.Node && !this.contentDOM.contains(event.target);
  }

  ignoreMutation(mutation: { readonly type: string; readonly target: globalThis.Node }): boolean {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }

  destroy(): void {
    const id = valueOf(this.node, "id");
    if (this.ports.views.get(id) === this) this.ports.views.delete(id);
  }

  private get end(): number {
    return (this.getPos() ?? 0) + this.node.nodeSize;
  }

  private draw(decorations: readonly Decoration[] | null): void {
    const { t } = this.ports.tongue;
    const id = valueOf(this.node, "id");
    if (id !== "") this.ports.views.set(id, this);
    if (decorations !== null) {
      this.suggested = suggestedIn(decorations);
      const place = placeIn(decorations);
      if (place !== undefined) {
        this.place = place;
        this.number.textContent = String(place.output);
        this.dom.classList.toggle("last", place.last);
        if (!place.first) this.head?.remove();
        else if (this.head?.parentNode !== this.dom) this.dom.prepend((this.head ??= this.headOf()));
        if (!place.last) this.after?.remove();
        else if (this.after?.parentNode !== this.dom) this.dom.append((this.after ??= this.afterOf()));
      }
    }
    const number = this.number.textContent ?? "";
    const title = valueOf(this.node, "title") || t("output.untitled");
    this.dom.setAttribute("aria-label", t("output.name", { number, title }));
    this.dom.classList.toggle("editing", this.isOpen);
    this.dom.classList.toggle("writable", this.ports.mayWrite());
    this.dom.classList.toggle("speaks", this.maySuggest);
    this.dom.classList.toggle("reading", this.reads);
    const act = this.isOpen || this.reads ? "done" : this.ports.mayWrite() ? "edit" : "suggest";
    this.toggle.textContent = t(`output.${act}`);
    this.toggle.setAttribute("aria-label", t(`output.${act}.name`, { number }));
    this.toggle.setAttribute("aria-expanded", String(this.isOpen || this.reads));
    if (this.isOpen) this.drawOpen();
    else this.drawRow();
  }

  private get row(): RowOf {
    const { tongue, beside } = this.ports;
    return { node: this.node, tongue, beside, suggested: this.suggested };
  }

  private drawRow(): void {
    const focused = document.activeElement;
    const parts = rowOf(this.row);
    this.title.replaceChildren(...parts.title);
    // Where all fields are shown they need not be said twice.
    this.serves.replaceChildren(...(this.reads ? [] : parts.serves));
    for (const name of cells)
      this.cell(name, name === "status" ? [...parts.status, ...this.unkept(), this.toggle] : parts[name]);
    const field = this.more.contains(focused) ? focused?.getAttribute("data-field") : null;
    this.more.replaceChildren();
    if (this.reads && this.maySuggest) this.drawFields();
    else this.more.remove();
    // What others write draws the row anew: the keyboard stays where it was.
    if (focused === this.toggle) this.toggle.focus();
    else if (typeof field === "string") this.focusField(field);
  }

  /** All fields with what they say, each with the way to suggest something else. */
  private drawFields(): void {
    if (this.more.parentNode === null) this.line.after(this.more);
    const list = fieldsToRead(this.ports.tongue, (name) => ({
      said: fieldWords(this.row, name),
      button: this.suggester(name),
    }));
    this.more.append(list);
  }

  private suggester(name: FieldName): HTMLButtonElement {
    const press = () => {
      const at = this.getPos();
      if (at !== undefined) this.ports.beside?.suggest(at, name);
    };
    return suggestButton(this.ports.tongue, name, this.number.textContent ?? "", press);
  }

  private drawOpen(): void {
    if (this.more.parentNode === null) this.line.after(this.more);
    for (const one of this.inputs) {
      one.show(valueOf(this.node, one.field.name));
      this.drawBeside(one);
      if (one.dom.isConnected) continue;
      const where = one.field.cell === "title" ? this.title : this.cells.get(one.field.cell ?? "");
      if (where) where.replaceChildren(one.dom);
      else this.more.append(one.dom);
    }
    this.serves.textContent = "";
    if (this.more.contains(this.toggle)) return;
    this.acts.draw();
    this.more.append(this.acts.dom);
  }

  /** Beside an input: what is suggested for its field, and the way to suggest something. A button that is there stays. */
  private drawBeside({ dom, field: { name } }: FieldInput): void {
    dom.querySelector(":scope > .output-suggested")?.remove();
    if (isSuggestedFor(this.row, name))
      dom.append(el("p", { class: "output-suggested" }, ...fieldWords(this.row, name)));
    const button = dom.querySelector<HTMLElement>(":scope > .field-suggest");
    if (!this.maySuggest) button?.remove();
    else if (button === null) dom.append(this.suggester(name));
  }

  /** The button that moved it, where it still is. */
  focusMover(by: -1 | 1): void {
    this.acts.focusMover(by);
  }

  private remove(): void {
    const at = this.getPos();
    if (at === undefined || !this.ports.mayWrite()) return;
    this.ports.remove(valueOf(this.node, "id"));
    this.view.dispatch(this.view.state.tr.delete(at, at + this.node.nodeSize));
    this.view.focus();
  }

  /** How many fields hold something that could not be kept. */
  private unkept(): readonly HTMLElement[] {
    const id = valueOf(this.node, "id");
    const count = fields.filter(({ name }) => this.ports.drafts.has(`${id}/${name}`)).length;
    return count === 0
      ? []
      : [el("span", { class: "output-error" }, this.ports.tongue.t("output.unkept", { count }))];
  }

  private cell(name: Cell, children: readonly (HTMLElement | string)[]): void {
    const cell = this.cells.get(name);
    cell?.setAttribute("data-l", this.ports.tongue.t(`output.${name}`));
    cell?.replaceChildren(...(children.length > 0 ? [el("div", {}, ...children)] : []));
  }

  private headOf(): HTMLElement {
    const { t } = this.ports.tongue;
    const names = ["what", ...cells].map((name) =>
      el("span", {}, t(name === "what" ? "output.column" : `output.${name}`)),
    );
    return el(
      "div",
      { class: "output-head", contenteditable: "false", "aria-hidden": "true" },
      el("span"),
      ...names,
    );
  }

  private afterOf(): HTMLElement {
    const add = el("button", { type: "button", class: "btn low" }, this.ports.tongue.t("output.add"));
    add.addEventListener("click", () => {
      this.view.dispatch(
        this.view.state.tr.setSelection(Selection.near(this.view.state.doc.resolve(this.end), -1)),
      );
      this.ports.add();
    });
    return el("p", { class: "output-after", contenteditable: "false" }, add);
  }

  private keep(name: string, kept: string | null): void {
    const at = this.getPos();
    if (at === undefined || !this.ports.mayWrite()) return;
    const old: unknown = this.node.attrs[name];
    if (old !== kept) this.view.dispatch(this.view.state.tr.setNodeAttribute(at, name, kept));
  }

  private pick(event: MouseEvent): void {
    if (this.isOpen || !(event.target instanceof Element)) return;
    if (event.target.closest("button, [data-note]")) return;
    const cell = cells.find((name) => this.cells.get(name)?.contains(event.target as Element));
    this.open(cell ?? "title");
  }

  private key(event: KeyboardEvent): void {
    const outside = event.target instanceof globalThis.Node && !this.contentDOM.contains(event.target);
    if (outside && this.reads && event.key === "Escape") {
      event.preventDefault();
      return this.turn();
    }
    if (!outside || !this.isOpen || event.isComposing) return;
    if (event.altKey && event.shiftKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.ports.move(valueOf(this.node, "id"), event.key === "ArrowUp" ? -1 : 1);
      return;
    }
    const leaves =
      event.key === "Escape" || (event.key === "Enter" && event.target instanceof HTMLInputElement);
    if (!leaves) return;
    event.preventDefault();
    this.close();
  }
}

function placeIn(decorations: readonly Decoration[]): OutputPlace | undefined {
  return decorations.map(({ spec }): unknown => spec).find(isPlace);
}

function isSame(one: OutputPlace | undefined, other: OutputPlace | undefined): boolean {
  return one?.output === other?.output && one?.first === other?.first && one?.last === other?.last;
}

function isPlace(value: unknown): value is OutputPlace {
  return (
    typeof value === "object" && value !== null && "output" in value && "first" in value && "last" in value
  );
}
