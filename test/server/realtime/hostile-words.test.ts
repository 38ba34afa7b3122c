/** What a hand-made client may try to say inside a well-formed update: refused before anybody sees it, and the others go on. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { planOfNode } from "#app/document/plan.ts";
import { SCHEMA_VERSION, schema } from "#app/document/schema.ts";
import { Vocabulary } from "#app/document/vocabulary.ts";
import { limits } from "#app/document/wire.ts";
import { planFragment, planOfUpdates } from "#app/document/ydoc.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { leb, letterOf } from "#test/app/document/chains.ts";
import { until, type Client } from "./client.ts";
import { House } from "./house.ts";

const plan = planOfNode(
  schema.node("doc", null, [
    schema.node("paragraph", { id: "p1" }, [schema.text("Purpose. ")]),
    schema.node("output", { id: "o1", title: "Seminar" }, [schema.node("paragraph", { id: "p2" }, [])]),
  ]),
);

let house: House;
let document = "";
let made = 0;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
beforeEach(() => {
  document = house.begin(`plan-${++made}`, plan);
});

const rows = () => house.keeper.documents.get(document)?.rows ?? [];

async function enter(token: string): Promise<Client> {
  const client = house.client(token);
  expect((await client.join(document)).ok).toBe(true);
  return client;
}

/** The update of one change, made without any editor. */
function change(client: Client, act: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(client.doc));
  doc.clientID = client.doc.clientID;
  const before = Y.encodeStateVector(doc);
  doc.transact(() => act(doc));
  const update = Y.encodeStateAsUpdate(doc, before);
  doc.destroy();
  return update;
}

const paragraph = (doc: Y.Doc): Y.XmlElement => {
  const found: unknown = planFragment(doc).get(0);
  if (!(found instanceof Y.XmlElement)) throw new Error("there is no paragraph");
  return found;
};
const words = (doc: Y.Doc): Y.XmlText => {
  const found: unknown = paragraph(doc).get(0);
  if (!(found instanceof Y.XmlText)) throw new Error("there is no text");
  return found;
};
/** Yjs' types allow texts only; its bytes allow anything. */
const set = (element: Y.XmlElement, name: string, value: unknown) =>
  (element as unknown as { setAttribute(name: string, value: unknown): void }).setAttribute(name, value);
const element = (name: string) => (doc: Y.Doc) => planFragment(doc).insert(0, [new Y.XmlElement(name)]);
const attribute = (name: string, value: unknown) => (doc: Y.Doc) => set(paragraph(doc), name, value);
const marked = (name: string, value: unknown) => (doc: Y.Doc) =>
  words(doc).format(0, 3, { [name]: value as object });
const linked = (href: string) => marked("link", { href });
const nested = (depth: number) => (doc: Y.Doc) => {
  let outer = new Y.XmlElement("bullet_list");
  planFragment(doc).insert(0, [outer]);
  for (let at = 0; at < depth; at++) {
    const inner = new Y.XmlElement(at % 2 === 0 ? "list_item" : "bullet_list");
    outer.insert(0, [inner]);
    outer = inner;
  }
};

const attacks: readonly (readonly [name: string, act: (doc: Y.Doc) => void])[] = [
  ["a node that the schema does not know", element("iframe")],
  ["a script", element("script")],
  ["the name of an event as a node", element("onclick")],
  ["a name from the prototype as a node", element("__proto__")],
  ["a constructor as a node", element("constructor")],
  ["the root as a node", element("doc")],
  ["a node with markup in its name", element('p"><img src=x onerror=alert(1)>')],
  ["a list item without its list", element("list_item")],
  ["a cell without its table", element("table_cell")],
  ["a paragraph in a paragraph", (doc) => paragraph(doc).insert(0, [new Y.XmlElement("paragraph")])],
  ["text without a paragraph", (doc) => planFragment(doc).insert(0, [new Y.XmlText("loose")])],
  ["an attribute of another type", attribute("id", 7)],
  ["an object as attribute", attribute("id", { toString: "x" })],
  ["an array as attribute", attribute("id", ["p1"])],
  ["__proto__ as attribute", attribute("__proto__", "x")],
  ["constructor as attribute", attribute("constructor", "x")],
  ["an event as attribute", attribute("onerror", "alert(1)")],
  ["a style as attribute", attribute("style", "position:fixed")],
  ["an id with markup", attribute("id", '"><script>')],
  ["an id of 100,000 letters", attribute("id", "x".repeat(100_000))],
  ["bytes as attribute", attribute("id", new Uint8Array([1, 2, 3]))],
  [
    "a text in the place of an attribute",
    (doc) => paragraph(doc)._map && set(paragraph(doc), "id", new Y.Text("p")),
  ],
  ["a mark that the schema does not know", marked("blink", {})],
  ["an event as mark", marked("onmouseover", { x: "alert(1)" })],
  ["__proto__ as mark", marked("__proto__", { polluted: true })],
  ["a mark with an attribute too many", marked("strong", { style: "color:red" })],
  ["a mark that is a text", marked("strong", "yes")],
  ["a mark that is a list", marked("link", ["https://example.org"])],
  ["a link without its address", marked("link", {})],
  ["a link to a script", linked("javascript:alert(1)")],
  ["a link to a script in capitals", linked("JaVaScRiPt:alert(1)")],
  ["a link to a script behind a tab", linked("java\tscript:alert(1)")],
  ["a link to a script behind a line", linked("java\nscript:alert(1)")],
  ["a link to a script behind a space", linked(" javascript:alert(1)")],
  ["a link to a script behind a control character", linked("\u0001javascript:alert(1)")],
  ["a link to a script in entities", linked("&#106;avascript:alert(1)")],
  ["a link to a script in percent signs", linked("javascript%3Aalert(1)")],
  ["a link to a page in itself", linked("data:text/html,<script>alert(1)</script>")],
  ["a link to VBScript", linked("vbscript:msgbox(1)")],
  ["a link to a file", linked("file:///etc/passwd")],
  ["a link that leaves its quotes", linked('https://example.org/" onmouseover="alert(1)')],
  ["a link to another host by slashes", linked("//evil.example")],
  ["an embed in the text", (doc) => words(doc).insertEmbed(0, { image: "x" })],
  ["a type in the text", (doc) => words(doc).insertEmbed(0, new Y.XmlElement("script"))],
  ["a list as root", (doc) => doc.getArray("list").push([1])],
  ["a map as root", (doc) => void doc.getMap("other").set("a", 1)],
  ["a text as root", (doc) => doc.getText("aside").insert(0, "x")],
  [
    "a second fragment as root",
    (doc) => doc.getXmlFragment("plan2").insert(0, [new Y.XmlElement("paragraph")]),
  ],
  ["__proto__ as root", (doc) => doc.getText("__proto__").insert(0, "x")],
  ["keys on the root", (doc) => planFragment(doc).doc?.getMap("plan2").set("x", 1)],
  [
    "a map in the place of a node",
    (doc) => planFragment(doc).insert(0, [new Y.Map() as unknown as Y.XmlElement]),
  ],
  [
    "a list in the place of a node",
    (doc) => planFragment(doc).insert(0, [new Y.Array() as unknown as Y.XmlElement]),
  ],
  [
    "a plain text in the place of a node",
    (doc) => planFragment(doc).insert(0, [new Y.Text("x") as unknown as Y.XmlText]),
  ],
  ["a hook", (doc) => planFragment(doc).insert(0, [new Y.XmlHook("alert") as unknown as Y.XmlElement])],
  [
    "a fragment in the fragment",
    (doc) => planFragment(doc).insert(0, [new Y.XmlFragment() as unknown as Y.XmlElement]),
  ],
  ["a document in the document", (doc) => void doc.getMap("plan2").set("sub", new Y.Doc())],
  ["a document as attribute", attribute("id", new Y.Doc())],
  ["lists in lists, 60 deep", nested(60)],
  ["lists in lists, 5,000 deep", nested(5000)],
  ["a character that no text holds", (doc) => words(doc).insert(0, "a\u0000b")],
];

describe("a well-formed update with words the schema does not know", () => {
  for (const [name, act] of attacks)
    it(`is refused: ${name}`, async () => {
      const [mallory, bruno] = [await enter("ana"), await enter("bruno")];
      mallory.send(change(mallory, act));
      await until(() => mallory.refusals.length > 0 || mallory.unacknowledged.size === 0);
      expect(mallory.refusals.map(({ reason }) => reason)).toEqual(["vocabulary"]);
      bruno.type("still here");
      await until(() => bruno.unacknowledged.size === 0);
      expect(rows()).toHaveLength(2);
      expect(planOfUpdates(rows().map(({ bytes }) => bytes)).faults).toEqual([]);
      expect(house.errors).toEqual([]);
      mallory.close();
      bruno.close();
    });
});

describe("too much of what is allowed", () => {
  it("refuses a text of 300,000 letters, and ends the line of five million", async () => {
    const [mallory, other] = [await enter("ana"), await enter("ana")];
    const long = (letters: number) => change(mallory, (doc) => words(doc).insert(0, "x".repeat(letters)));
    mallory.send(long(limits.update + 10));
    await until(() => mallory.refusals.length > 0);
    expect(mallory.refusals[0]?.reason).toBe("too-large");
    other.send(long(5_000_000));
    await until(() => !other.socket.connected);
    expect(rows()).toHaveLength(1);
  });

  it("takes or refuses as many marks as one message holds, without keeping the others waiting", async () => {
    const [mallory, bruno] = [await enter("ana"), await enter("bruno")];
    const many = change(mallory, (doc) => {
      const text = words(doc);
      text.insert(0, "x".repeat(4000));
      for (let at = 0; at < 4000; at += 2) text.format(at, 1, { strong: {} });
    });
    expect(many.length).toBeLessThan(limits.update);
    const used = process.cpuUsage();
    mallory.send(many);
    await until(() => mallory.unacknowledged.size === 0 || mallory.refusals.length > 0);
    const { user, system } = process.cpuUsage(used);
    expect((user + system) / 1000).toBeLessThan(2000);
    bruno.type("still here");
    await until(() => bruno.unacknowledged.size === 0);
  });

  it("refuses ten thousand nodes in each other, however they are written", async () => {
    const mallory = await enter("ana");
    const name = (text: string) => [text.length, ...new TextEncoder().encode(text)];
    // Each item stands in the one before: lists in lists.
    const bytes = [1, ...leb(10_000), ...leb(88_001), 0];
    for (let at = 0; at < 10_000; at++) {
      bytes.push(7, ...(at === 0 ? [1, ...name("plan")] : [0, ...leb(88_001), ...leb(at - 1)]));
      bytes.push(3, ...name(at % 2 === 0 ? "bullet_list" : "list_item"));
    }
    const update = Uint8Array.from([...bytes, 0]);
    expect(update.length).toBeLessThan(limits.update);
    mallory.send(update);
    await until(() => mallory.refusals.length > 0);
    expect(mallory.refusals[0]).toMatchObject({ reason: "vocabulary", detail: "depth" });
    expect(rows()).toHaveLength(1);
  });

  it("ends the line of a million marks, and judges as many as one message holds in a moment", async () => {
    const [mallory, other] = [await enter("ana"), await enter("ana")];
    // One run of marks after the first letter of the text, each on the one before.
    const letter = letterOf(rows()[0]?.bytes ?? new Uint8Array());
    const name = (text: string) => [text.length, ...new TextEncoder().encode(text)];
    const marks = (count: number) => {
      const bytes = [1, ...leb(count), ...leb(88_002), 0];
      for (let at = 0; at < count; at++) {
        const before = at === 0 ? letter : { client: 88_002, clock: at - 1 };
        bytes.push(0x86, ...leb(before.client), ...leb(before.clock), ...name("strong"));
        bytes.push(...name(at % 2 === 0 ? "{}" : "null"));
      }
      return Uint8Array.from([...bytes, 0]);
    };
    const many = marks(14_000);
    expect(many.length).toBeLessThan(limits.update);
    expect(many.length).toBeGreaterThan(limits.update * 0.8);
    const vocabulary = new Vocabulary();
    vocabulary.trust(rows()[0]?.bytes ?? new Uint8Array());
    const used = process.cpuUsage();
    expect(vocabulary.admit(many).ok).toBe(true);
    const { user, system } = process.cpuUsage(used);
    expect((user + system) / 1000).toBeLessThan(500);
    // A million: too long a message to be looked at.
    other.send(new Uint8Array(Buffer.concat(Array.from({ length: 72 }, () => many))));
    await until(() => !other.socket.connected, "the line is ended", 20_000);
    mallory.type("still here");
    await until(() => mallory.unacknowledged.size === 0);
  });

  it("refuses an update that says a million things in few bytes", async () => {
    const mallory = await enter("ana");
    // One client's run of deletions, each of one: 300,000 numbers.
    const bytes = [0, 1, 5, ...leb(300_000)];
    for (let at = 0; at < 100_000; at++) bytes.push(...leb(at * 2), 1);
    mallory.send(Uint8Array.from(bytes));
    mallory.send(Uint8Array.from([1, ...leb(2 ** 31), 9, 0, 4]));
    mallory.send(Uint8Array.from([...leb(2 ** 31)]));
    await until(() => mallory.refusals.length === 3 || !mallory.socket.connected);
    expect(rows()).toHaveLength(1);
    expect(house.errors).toEqual([]);
  });

  it("survives a client id beyond all numbers", async () => {
    for (const client of [2 ** 32, 2 ** 53 - 1, 2 ** 53 + 2, 2 ** 60]) {
      const mallory = await enter("ana");
      const bytes = [1, 1, ...leb(client), 0, 7, 1, 4, ...new TextEncoder().encode("plan"), 3, 9];
      mallory.send(Uint8Array.from([...bytes, ...new TextEncoder().encode("paragraph"), 0]));
      await until(() => mallory.refusals.length > 0 || mallory.unacknowledged.size === 0);
      mallory.close();
    }
    const bruno = await enter("bruno");
    bruno.type("still here");
    await until(() => bruno.unacknowledged.size === 0);
    expect(planOfUpdates(rows().map(({ bytes }) => bytes)).faults).toEqual([]);
    expect(house.errors).toEqual([]);
  });
});

describe("what may be done, and by whom", () => {
  it("lets an editor delete everything, and nobody else", async () => {
    const everything = (client: Client) =>
      change(client, (doc) => planFragment(doc).delete(0, planFragment(doc).length));
    const olga = await enter("olga");
    olga.send(everything(olga));
    await until(() => olga.refusals.length > 0);
    expect(olga.refusals[0]?.reason).toBe("read-only");
    expect(rows()).toHaveLength(1);
    const ana = await enter("ana");
    ana.send(everything(ana));
    await until(() => ana.unacknowledged.size === 0);
    expect(ana.refusals).toEqual([]);
    // Nothing is lost: the log has what the text said before.
    expect(
      planOfUpdates(
        rows()
          .slice(0, 1)
          .map(({ bytes }) => bytes),
      ).plan.content,
    ).toHaveLength(2);
  });

  it("takes nothing from a reader over plain HTTP, nor of an older schema over any line", async () => {
    const olga = await enter("olga");
    const update = change(olga, (doc) => words(doc).insert(0, "mine"));
    const pass = await house.door.who({ headers: { cookie: "person=olga" } } as never);
    if (pass === null) throw new Error("olga may not come in");
    const request = {
      epoch: 1,
      schema: SCHEMA_VERSION,
      updates: Uint8Array.from([update.length, ...update]),
    };
    const caught: unknown = await house.gateway.fallback
      .push(pass, document, request)
      .catch((error: unknown) => error);
    expect(refusalOf(caught)?.key).toBe("realtime.read-only");
    const ana = house.client("ana");
    expect(await ana.join(document, { schema: SCHEMA_VERSION - 1 })).toMatchObject({
      ok: true,
      edit: false,
      why: "schema-older",
    });
    ana.type("old words");
    await until(() => ana.refusals.length > 0);
    expect(ana.refusals[0]?.reason).toBe("schema-older");
    expect(rows()).toHaveLength(1);
  });
});
