/** Undo of one's own: in a text of two, whatever is taken back leaves what the other wrote. */
import type { Node } from "prosemirror-model";
import { ySyncPluginKey } from "y-prosemirror";
import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { nodeOfPlan, type PlanNode } from "#app/document/plan.ts";
import { firstState, planFragment, readPlan } from "#app/document/ydoc.ts";
import { moveOutput } from "#app/editor/output-order.ts";
import { OwnUndo } from "#app/editor/own-undo.ts";

const text = (words: string): PlanNode => ({ type: "text", text: words });
const paragraph = (id: string, words = ""): PlanNode => ({
  type: "paragraph",
  attrs: { id },
  ...(words === "" ? {} : { content: [text(words)] }),
});
const output: PlanNode = {
  type: "output",
  attrs: { id: "o", title: "Stations", status: "planned" },
  content: [paragraph("d", "Twenty of them.")],
};
const list: PlanNode = {
  type: "bullet_list",
  attrs: { id: "l" },
  content: [{ type: "list_item", content: [paragraph("i", "First.")] }],
};
const cell = (words: string): PlanNode => ({ type: "table_cell", content: [paragraph(`c${words}`, words)] });
const table: PlanNode = {
  type: "table",
  attrs: { id: "t" },
  content: [
    { type: "table_row", content: [cell("1"), cell("2")] },
    { type: "table_row", content: [cell("3"), cell("4")] },
  ],
};
const heading: PlanNode = { type: "heading", attrs: { id: "h", level: 2 }, content: [text("Reach")] };

const start = [paragraph("a", "Before."), paragraph("z", "After.")];

class Hand {
  readonly doc = new Y.Doc();
  readonly fragment = planFragment(this.doc);
  readonly undo = new OwnUndo(this.fragment, {
    blockOf: (id) => {
      let found: Node | null = null;
      nodeOfPlan(readPlan(this.doc).plan).descendants((node) => {
        if (node.attrs["id"] === id) found ??= node;
      });
      return found;
    },
  });

  get blocks(): readonly PlanNode[] {
    return readPlan(this.doc).plan.content;
  }
  get order(): string {
    return this.blocks.map(({ attrs }) => attrs?.["id"]).join(" ");
  }
  block(id: string): Y.XmlElement {
    const found = this.fragment
      .toArray()
      .find((one) => one instanceof Y.XmlElement && one.getAttribute("id") === id);
    if (!(found instanceof Y.XmlElement)) throw new Error(`no block ${id}`);
    return found;
  }
  insert(node: PlanNode, at = 1): void {
    this.write(() => this.fragment.insert(at, [elementOf(node)]));
  }
  /** Adds words to the end of the first text in the block. */
  type(id: string, words: string): void {
    this.write(() => {
      const [found] = textsIn(this.block(id));
      found?.insert(found.length, words);
    });
  }
  write(change: () => void): void {
    this.undo.stopCapturing();
    this.doc.transact(change, ySyncPluginKey);
    this.undo.stopCapturing();
  }
}

function elementOf({ type, attrs = {}, content = [] }: PlanNode): Y.XmlElement {
  const element = new Y.XmlElement(type);
  for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value as string);
  element.insert(
    0,
    content.map((child) => (child.type === "text" ? new Y.XmlText(child.text ?? "") : elementOf(child))),
  );
  return element;
}

function textsIn(element: Y.XmlElement): readonly Y.XmlText[] {
  return element
    .toArray()
    .flatMap((child) =>
      child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? textsIn(child) : [],
    );
}

let ana: Hand;
let bruno: Hand;
beforeEach(() => {
  [ana, bruno] = [new Hand(), new Hand()];
  for (const { doc } of [ana, bruno]) Y.applyUpdate(doc, firstState({ type: "doc", content: start }));
});

function meet(): void {
  for (const [from, to] of [
    [ana, bruno],
    [bruno, ana],
  ] as const)
    Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), "line");
  expect(bruno.blocks).toEqual(ana.blocks);
}

const said = () => JSON.stringify(ana.blocks);

describe("undo of a block that was put in", () => {
  test.each([heading, list, table, output])("takes it out, where nobody else wrote in it: $type", (node) => {
    ana.insert(node);
    const { blocks } = ana;
    ana.undo.undo();
    expect(ana.blocks).toEqual(start);
    ana.undo.redo();
    expect(ana.blocks).toEqual(blocks);
  });

  test.each([heading, list, table, output])("leaves what somebody else wrote in it: $type", (node) => {
    const id = String(node.attrs?.["id"]);
    ana.insert(node);
    meet();
    bruno.type(id, " BY BRUNO");
    meet();
    ana.undo.undo();
    meet();
    expect(said()).toContain("BY BRUNO");
    expect(ana.order).toBe(`a ${id} z`);
    expect(ana.blocks[1]?.attrs).toEqual(node.attrs);
    expect(said()).not.toMatch(/Reach|First|Twenty/);
    ana.undo.redo();
    meet();
    expect(said()).toContain("BY BRUNO");
  });

  test("leaves a table whole", () => {
    ana.insert(table);
    meet();
    bruno.type("t", " BY BRUNO");
    meet();
    ana.undo.undo();
    const rows = ana.blocks[1]?.content ?? [];
    expect(rows.map(({ content }) => content?.length)).toEqual([2, 2]);
  });

  test("leaves an output of which somebody else filled in a field", () => {
    ana.insert(output);
    meet();
    bruno.write(() => bruno.block("o").setAttribute("target", "20 stations"));
    meet();
    ana.undo.undo();
    meet();
    expect(ana.blocks[1]?.attrs).toMatchObject({ id: "o", target: "20 stations", title: "Stations" });
  });

  test("a field that was filled in later is taken back, also where others wrote in the output", () => {
    ana.insert(output);
    ana.write(() => ana.block("o").setAttribute("target", "20 stations"));
    meet();
    bruno.type("o", " BY BRUNO");
    meet();
    ana.undo.undo();
    expect(ana.blocks[1]?.attrs).toEqual(output.attrs);
    expect(said()).toContain("BY BRUNO");
  });
});

describe("undo of a block that became another", () => {
  const lines = (kind: PlanNode["type"], attrs: object) =>
    [0, 1].map((at) => {
      const { content = [], attrs: own } = start[at] ?? { type: "" };
      return { type: kind, attrs: { ...own, ...attrs }, content };
    });
  const become = () =>
    ana.write(() => {
      ana.fragment.delete(0, 2);
      ana.fragment.insert(0, lines("heading", { level: 2 }).map(elementOf));
    });

  test("makes it what it was", () => {
    become();
    const { blocks } = ana;
    ana.undo.undo();
    expect(ana.blocks).toEqual(start);
    ana.undo.redo();
    expect(ana.blocks).toEqual(blocks);
  });

  test("keeps what somebody else wrote in it, in the block that it was, there and back", () => {
    become();
    meet();
    bruno.type("z", " BY BRUNO");
    meet();
    ana.undo.undo();
    meet();
    expect(ana.blocks).toEqual([start[0], paragraph("z", "After. BY BRUNO")]);
    ana.undo.redo();
    meet();
    expect(ana.order).toBe("a z");
    expect(ana.blocks.map(({ type }) => type)).toEqual(["heading", "heading"]);
    expect(said()).toContain("After. BY BRUNO");
    ana.undo.undo();
    meet();
    expect(ana.blocks).toEqual([start[0], paragraph("z", "After. BY BRUNO")]);
  });
});

describe("where somebody else's words were written again under one's own name", () => {
  const whole = () => {
    expect(ana.blocks[1]?.attrs).toEqual(output.attrs);
    expect(said()).toContain("BY BRUNO");
    expect(said()).not.toContain("Twenty");
  };
  const written = () => {
    bruno.type("o", " BY BRUNO");
    meet();
  };
  beforeEach(() => {
    ana.insert(output);
    meet();
  });

  test("by a deletion that was undone, the output keeps its name and fields", () => {
    written();
    ana.write(() => ana.fragment.delete(1, 1));
    ana.undo.undo();
    ana.undo.undo();
    whole();
  });

  test.each(["before", "after"])("by a move that was undone, written %s it", (when) => {
    if (when === "before") written();
    moveOutput(ana.undo, ana.fragment, "o", 1);
    meet();
    if (when === "after") written();
    ana.undo.undo();
    ana.undo.undo();
    whole();
  });
});

test("an undo that fails takes no other step along", () => {
  ana.type("a", "1");
  ana.type("a", "2");
  ana.type("a", "3");
  const fail = () => {
    throw new Error("not drawn");
  };
  ana.fragment.observeDeep(fail);
  expect(() => ana.undo.undo()).toThrow("not drawn");
  ana.fragment.unobserveDeep(fail);
  ana.undo.undo();
  ana.undo.undo();
  expect(ana.blocks).toEqual(start);
});

test("undo of a list leaves one paragraph, with what somebody else wrote in it", () => {
  ana.write(() => {
    ana.fragment.delete(1, 1);
    ana.fragment.insert(1, [
      elementOf({ ...list, content: [{ type: "list_item", content: [paragraph("z", "After.")] }] }),
    ]);
  });
  meet();
  bruno.type("l", " BY BRUNO");
  meet();
  ana.undo.undo();
  meet();
  expect(ana.blocks).toEqual([start[0], paragraph("z", "After. BY BRUNO")]);
});

describe("undo of a move", () => {
  beforeEach(() => {
    ana.insert(output);
    meet();
    ana.type("o", " Or more.");
    moveOutput(ana.undo, ana.fragment, "o", 1);
    meet();
    expect(ana.order).toBe("a z o");
  });

  test("and the steps before it are taken back one by one, and done again", () => {
    const moved = ana.blocks;
    ana.undo.undo();
    expect(ana.order).toBe("a o z");
    expect(said()).toContain("Or more.");
    ana.undo.undo();
    expect(said()).not.toContain("Or more.");
    ana.undo.redo();
    ana.undo.redo();
    expect(ana.blocks).toEqual(moved);
    meet();
  });

  test("takes along what somebody else wrote, struck, marked and filled in meanwhile, there and back", () => {
    const [words] = textsIn(bruno.block("o"));
    bruno.write(() => {
      words?.insert(7, "FIVE ");
      words?.delete(0, 7);
      words?.format(0, 4, { strong: {} });
      bruno.block("o").setAttribute("status", "started");
      bruno.block("o").insert(1, [elementOf(paragraph("n", "A second line."))]);
    });
    meet();
    const after = JSON.stringify(ana.blocks[2]);
    ana.undo.undo();
    meet();
    expect(ana.order).toBe("a o z");
    expect(JSON.stringify(ana.blocks[1])).toBe(after);
    ana.undo.redo();
    meet();
    expect(ana.order).toBe("a z o");
    expect(JSON.stringify(ana.blocks[2])).toBe(after);
    ana.undo.undo();
    meet();
    expect(ana.order).toBe("a o z");
    expect(JSON.stringify(ana.blocks[1])).toBe(after);
  });

  test("does not bring back what somebody else has taken out", () => {
    bruno.write(() => bruno.fragment.delete(2, 1));
    meet();
    ana.undo.undo();
    meet();
    expect(said()).not.toContain("Stations");
  });
});
