/** An output in the text: a row as in a well-set table; its fields are edited in place, its description is text. */
import type { Node } from "prosemirror-model";
import { outputDetails } from "#app/document/html-words.ts";
import { Selection } from "prosemirror-state";
import type { Decoration, EditorView, NodeView } from "prosemirror-view";
import type { OutputPlace } from "./apparatus.ts";
import { el } from "./element.ts";
import { begin } from "./openings.ts";
import { fieldInput, fields, type FieldInput } from "./output-fields.ts";
import { mayMove } from "./output-order.ts";
import { country, date, listOf, money, parties, serves, valueOf, type Tongue } from "./saying.ts";

/** The outputs on the screen by id, so that a key, the toolbar or the outline can open one. */
export type OutputViews = Map<string, OutputView>;

export interface OutputPorts {
  readonly tongue: Tongue;
  readonly views: OutputViews;
  /** What was typed into fields and could not be kept, by output and field: it is there again when they are opened. */
  readonly drafts: Map<string, string>;
  mayWrite(): boolean;
  add(): void;
  move(id: string, by: -1 | 1): void;
  /** It is about to be taken out of the text. */
  remove(id: string): void;
}

const cells = ["responsible", "due", "funding", "status"] as const;

export class OutputView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  private readonly number = el("div", { class: "output-n", contenteditable: "false" });
  /** Parts that most outputs do not show are made where they are, and are not in the page elsewhere: a plan has hundreds. */
  private head: HTMLElement | null = null;
  private after: HTMLElement | null = null;
  private readonly row: HTMLElement;
  private readonly title = el("p", { class: "output-title", contenteditable: "false" });
  private readonly serves = el("p", { class: "output-serves", contenteditable: "false" });
  private readonly cells = new Map<string, HTMLElement>();
  private readonly more = el("div", { class: "output-more", contenteditable: "false" });
  private readonly toggle: HTMLButtonElement;
  private inputs: readonly FieldInput[] = [];
  private place: OutputPlace | undefined;
  /** Whether it is asked if the output is really to go. */
  private asking = false;

  constructor(
    private node: Node,
    private readonly view: EditorView,
    private readonly getPos: () => number | undefined,
    decorations: readonly Decoration[],
    private readonly ports: OutputPorts,
  ) {
    this.contentDOM = el("div", { class: "output-text" });
    this.toggle = el("button", { type: "button", class: "output-open", "aria-expanded": "false" });
    this.toggle.addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
    const what = el("div", { class: "output-what" }, this.title, this.contentDOM, this.serves);
    this.row = el("div", { class: "output-row" }, this.number, what);
    for (const name of cells) {
      const cell = el("div", { class: `output-cell c-${name}`, contenteditable: "false" });
      this.cells.set(name, cell);
      this.row.append(cell);
    }
    for (const part of [this.title, ...this.cells.values()])
      part.addEventListener("click", (event) => this.pick(event));
    this.dom = el("section", { class: "output", role: "group" }, this.row);
    this.contentDOM.addEventListener("mousedown", () => begin(this.view, (this.getPos() ?? 0) + 1));
    this.dom.addEventListener("keydown", (event) => this.key(event));
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

  /** Back to the row; the caret goes to the description. */
  close(): void {
    this.inputs = [];
    this.asking = false;
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
    this.draw(null);
  }

  update(node: Node, decorations: readonly Decoration[]): boolean {
    if (node.type !== this.node.type) return false;
    // A caret that comes or goes changes no row: what is being pressed in it stays there.
    if (node === this.node && isSame(placeIn(decorations), this.place)) return true;
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
    this.toggle.textContent = this.isOpen ? t("output.done") : t("output.edit");
    this.toggle.setAttribute(
      "aria-label",
      this.isOpen ? t("output.done.name", { number }) : t("output.edit.name", { number }),
    );
    this.toggle.setAttribute("aria-expanded", String(this.isOpen));
    if (this.isOpen) this.drawOpen();
    else this.drawRow();
  }

  private drawRow(): void {
    const { tongue } = this.ports;
    const { t } = tongue;
    const say = (name: string) => valueOf(this.node, name);
    this.title.replaceChildren(say("title") || el("span", { class: "soft" }, t("output.untitled")));
    const kind = say("kind") ? t(`output.kind.${say("kind")}`) : "";
    const served = serves(tongue, say("goals"));
    const between = kind && served.length > 0 ? " · " : "";
    const details = outputDetails.flatMap((name) => {
      const words = name === "start" && say(name) ? date(tongue, say(name)) : say(name);
      return words ? [el("span", { class: "output-detail" }, t(`output.detail.${name}`, { words }))] : [];
    });
    this.serves.replaceChildren(...details, kind, between, ...served);
    const partners = parties(tongue, say("partners")).map(({ name }) => name);
    this.cell("responsible", [
      ...parties(tongue, say("responsible")).map((party) => country(party)),
      ...(partners.length > 0
        ? [el("small", {}, t("output.with", { names: listOf(tongue, partners) }))]
        : []),
    ]);
    this.cell("due", say("due") ? [el("span", { class: "num" }, date(tongue, say("due")))] : []);
    const sum = money(tongue, this.node);
    this.cell("funding", [
      ...(say("funding") ? [el("span", {}, t(`output.funding.${say("funding")}`))] : []),
      ...(sum ? [el("small", {}, sum)] : []),
    ]);
    this.cell("status", [
      ...(say("status") ? [el("span", {}, t(`output.status.${say("status")}`))] : []),
      ...this.unkept(),
      this.toggle,
    ]);
    this.more.replaceChildren();
    this.more.remove();
  }

  private drawOpen(): void {
    if (this.more.parentNode === null) this.row.after(this.more);
    for (const one of this.inputs) {
      one.show(valueOf(this.node, one.field.name));
      if (one.dom.isConnected) continue;
      const where = one.field.cell === "title" ? this.title : this.cells.get(one.field.cell ?? "");
      if (where) where.replaceChildren(one.dom);
      else this.more.append(one.dom);
    }
    this.serves.textContent = "";
    if (!this.more.contains(this.toggle)) this.drawActs(null);
  }

  /** What can be done with the output as a whole; `focus` names the button that has the focus afterwards. */
  private drawActs(focus: "remove" | "keep" | null): void {
    const { t } = this.ports.tongue;
    const acts = el("div", { class: "output-acts" });
    const button = (words: string, act: () => void, more: Record<string, string | null> = {}) => {
      const made = el("button", { type: "button", class: "btn low bare", ...more }, words);
      made.addEventListener("click", act);
      return made;
    };
    const ask = (asking: boolean) => {
      this.asking = asking;
      this.drawActs(asking ? "keep" : "remove");
    };
    if (this.asking) {
      const number = this.number.textContent ?? "";
      const question = el(
        "span",
        { id: `output-${valueOf(this.node, "id")}-asks` },
        t("output.remove.ask", { number }),
      );
      const keep = button(t("output.remove.keep"), () => ask(false), { "aria-describedby": question.id });
      acts.append(
        question,
        button(t("output.remove.confirm"), () => this.remove()),
        keep,
      );
      if (focus === "keep") queueMicrotask(() => keep.focus());
    } else {
      const remove = button(t("output.remove"), () => ask(true));
      acts.append(this.toggle, ...([-1, 1] as const).map((by) => this.mover(by, button)), remove);
      if (focus === "remove") queueMicrotask(() => remove.focus());
    }
    this.more.querySelector(".output-acts")?.remove();
    this.more.append(acts);
  }

  private mover(
    by: -1 | 1,
    button: (words: string, act: () => void, more: Record<string, string | null>) => HTMLElement,
  ): HTMLElement {
    const { t } = this.ports.tongue;
    const at = this.getPos();
    const may = at !== undefined && mayMove(this.view, at, by);
    const way = by === -1 ? "up" : "down";
    // It stays where the keyboard found it, also where there is nowhere to go.
    return button(t(`output.${way}`), () => may && this.ports.move(valueOf(this.node, "id"), by), {
      "data-move": way,
      "aria-disabled": may ? null : "true",
      "aria-keyshortcuts": by === -1 ? "Alt+Shift+ArrowUp" : "Alt+Shift+ArrowDown",
    });
  }

  /** The button that moved it, where it still is. */
  focusMover(by: -1 | 1): void {
    this.more.querySelector<HTMLElement>(`[data-move="${by === -1 ? "up" : "down"}"]`)?.focus();
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

  private cell(name: (typeof cells)[number], children: readonly HTMLElement[]): void {
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
    if (this.isOpen || !(event.target instanceof Element) || event.target.closest("button")) return;
    const cell = cells.find((name) => this.cells.get(name)?.contains(event.target as Element));
    this.open(cell ?? "title");
  }

  private key(event: KeyboardEvent): void {
    const outside = event.target instanceof globalThis.Node && !this.contentDOM.contains(event.target);
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
