import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import JSZip from "jszip";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anchorsIn } from "#app/document/anchor.ts";
import { bracketsOf } from "#app/document/openness.ts";
import { outputsOf } from "#app/document/reading.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";
import { makeLimits } from "#server/auth/limits.ts";
import { commentServices } from "#server/services/comments.ts";
import { planDraftServices } from "#server/services/plan-drafts.ts";
import { planFileServices } from "#server/services/plan-files.ts";
import { planVersionServices } from "#server/services/plan-versions.ts";
import type { Store } from "#server/store/client.ts";
import { whole } from "#test/app/document/plans.ts";
import { freshStore } from "#test/database.ts";
import { person, observer } from "#test/factories.ts";
import { linesOf, partOf } from "#test/server/present/paper-sample.ts";
import { begun, text } from "./plan-house.ts";

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

const keyOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "",
    (failure: unknown) => refusalOf(failure)?.key ?? String(failure),
  );

/** A form with one file. */
function sent(name: string, bytes: Uint8Array): Request {
  const form = new FormData();
  form.set("file", new File([new Uint8Array(bytes)], name));
  return new Request("http://localhost/", { method: "POST", body: form });
}

async function house(slug: string) {
  const at = await begun(store, slug);
  const drafts = planDraftServices(at.ground, makeLimits());
  const files = planFileServices(at.ground, { soon: 60_000 });
  const word = async (who: Actor) => {
    const wanted = {
      of: { kind: "live" },
      since: null,
      period: null,
      format: "docx",
      comments: false,
    } as const;
    const made = await files.make(who, slug, "10.0.0.1", wanted);
    if (!("file" in made)) throw new Error("not made");
    return made.file;
  };
  const receive = (who: Actor, name: string, bytes: Uint8Array) =>
    drafts.receive(who, slug, sent(name, bytes), {});
  return { ...at, drafts, files, word, receive };
}

describe("a text from a file", () => {
  test("taken from here and brought in as it is changes nothing", async () => {
    const { chair, write, word, receive, drafts, slug } = await house("access-and-infrastructure");
    await write(chair, whole);
    const { bytes } = await word(chair);
    const preview = await drafts.preview(chair, slug, await receive(chair, "plan.docx", bytes), "en");
    expect(preview.untaken).toEqual([]);
    expect(preview.passages.map(({ change }) => change)).toEqual(preview.passages.map(() => "same"));
    expect(preview.text.content).toHaveLength(whole.content.length);
  });

  test("taken from here and changed in Word changes only that", async () => {
    const { chair, write, word, receive, drafts, look, slug } = await house("education");
    await write(chair, whole);
    const { bytes } = await word(chair);
    const zip = await JSZip.loadAsync(bytes);
    const xml = (await zip.file("word/document.xml")?.async("string")) ?? "";
    zip.file("word/document.xml", xml.replace("Every two months.", "Every three months."));
    const changed = await zip.generateAsync({ type: "uint8array", compression: "DEFLATE" });
    const id = await receive(chair, "plan.docx", changed);
    const { passages, base, untaken } = await drafts.preview(chair, slug, id, "en");
    expect(untaken).toEqual([]);
    expect(passages.filter(({ change }) => change !== "same").map(({ words }) => words)).toEqual([
      [
        { kind: "same", words: "Every " },
        { kind: "removed", words: "two" },
        { kind: "added", words: "three" },
        { kind: "same", words: " months." },
      ],
    ]);
    const before = (await look(chair)).live?.text.content ?? [];
    await drafts.take(chair, slug, id, base);
    const after = (await look(chair)).live?.text.content ?? [];
    expect(after.filter((node, at) => JSON.stringify(node) !== JSON.stringify(before[at]))).toEqual([
      { type: "paragraph", attrs: { id: "p3" }, content: [{ type: "text", text: "Every three months." }] },
    ]);
  });

  test("changes nothing before it is confirmed; then ids, brackets and fields of outputs stay", async () => {
    const { chair, chile, write, receive, drafts, look, slug, ground } = await house("e-government");
    await write(chair, whole);
    const markdown = await (async () => {
      const made = await planFileServices(ground, { soon: 60_000 }).make(chair, slug, "a", {
        of: { kind: "live" },
        since: null,
        period: null,
        format: "md",
        comments: false,
      });
      return "file" in made ? new TextDecoder().decode(made.file.bytes) : "";
    })();
    const changed = markdown
      .replace("Every two months.", "Every three months, in Lima.")
      .replace("| Estado | En curso |", "| Estado | Entregado |");
    const id = await receive(chile, "propuesta.md", new TextEncoder().encode(changed));
    const preview = await drafts.preview(chile, slug, id, "en");
    expect(preview.passages.filter(({ change }) => change !== "same").map(({ kind }) => kind)).toEqual([
      "output",
      "paragraph",
    ]);
    const before = await look(chair);
    expect(before.live?.text).toEqual((await look(chile)).live?.text);
    expect(JSON.stringify(before.live?.text)).toContain("Every two months.");

    await drafts.take(chile, slug, id, preview.base);
    const after = (await look(chair)).live?.text;
    if (after === undefined) throw new Error("no text");
    expect(after).toEqual(preview.text);
    const [first] = outputsOf(after);
    expect(first).toMatchObject({
      id: "o1",
      status: "delivered",
      due: "2011-05-13",
      partners: [{ country: "PE" }, { name: "ECLAC" }],
    });
    expect(bracketsOf(after).map(({ id }) => id)).toEqual(["b1", "b2"]);
    expect(after.content.at(-2)?.attrs?.["id"]).toBe("p3");
    // Pressed twice, it is there once.
    await drafts.take(chile, slug, id, preview.base);
    expect((await look(chair)).live?.text).toEqual(after);
    expect(await keyOf(drafts.preview(chile, slug, id, "en"))).toBe("draft.unknown");
  });

  test("is refused where the live text moved since it was seen, and shows again", async () => {
    const { chair, brazil, write, receive, drafts, look, slug } = await house("technological-waste");
    await write(chair, text("One.", "Two."));
    const id = await receive(chair, "a.md", new TextEncoder().encode("One.\n\nTwo and a half.\n"));
    const { base } = await drafts.preview(chair, slug, id, "en");
    await write(brazil, text("One.", "Two.", "Three."));
    expect(await keyOf(drafts.take(chair, slug, id, base))).toBe("draft.moved");
    expect(JSON.stringify((await look(chair)).live?.text)).toContain("Three.");
    const again = await drafts.preview(chair, slug, id, "en");
    expect(
      again.passages.some(({ change, words }) => change === "removed" && words[0]?.words === "Three."),
    ).toBe(true);
    await drafts.take(chair, slug, id, again.base);
    expect(JSON.stringify((await look(chair)).live?.text)).toContain("half");
  });

  test("begins an empty plan, also one that LibreOffice wrote", async () => {
    const { chair, receive, drafts, look, slug, ground } = await house("health-and-social-security");
    const id = await receive(chair, "libre.docx", readFileSync("test/server/intake/libreoffice.docx"));
    const preview = await drafts.preview(chair, slug, id, "en");
    expect(preview.begins).toBe(true);
    expect(preview.untaken.map(({ kind }) => kind)).toEqual(["picture", "deep-heading"]);
    await drafts.take(chair, slug, id, preview.base);
    const after = (await look(chair)).live?.text;
    expect(after?.content[0]).toMatchObject({ type: "heading", content: [{ text: "Propósito" }] });
    expect(new Set(after?.content.map(({ attrs }) => attrs?.["id"])).size).toBe(after?.content.length);
    expect(ground.told.some(({ kind }) => kind === "text-written")).toBe(true);
  });

  test("is for those who edit, and a draft for whoever sent it", async () => {
    const { chair, chile, receive, drafts, slug } = await house("microenterprises-and-smes");
    const guest = await person(store, "Guest", [observer("civil-society")]);
    const bytes = new TextEncoder().encode("Words.\n");
    expect(await keyOf(receive(guest, "a.md", bytes))).toBe("may-not.plan.import");
    expect(await keyOf(receive({ kind: "stranger" }, "a.md", bytes))).toBe("may-not.plan.import");
    const id = await receive(chair, "a.md", bytes);
    expect(await keyOf(drafts.preview(chile, slug, id, "en"))).toBe("draft.unknown");
    expect(await keyOf(drafts.take(guest, slug, id, "0".repeat(64)))).toBe("may-not.plan.import");
    expect(await keyOf(receive(chair, "a.exe", bytes))).toBe("draft.kind");
    expect(await keyOf(receive(chair, "a.docx", bytes))).toBe("draft.unreadable");
  });

  test("is gone after a day", async () => {
    const { chair, receive, drafts, slug, ground } = await house("digital-contents");
    const id = await receive(chair, "a.md", new TextEncoder().encode("Words.\n"));
    ground.clock.pass(25 * 3_600_000);
    expect(await keyOf(drafts.preview(chair, slug, id, "en"))).toBe("draft.unknown");
    await receive(chair, "b.md", new TextEncoder().encode("Words.\n"));
    expect(await store.db.planDraft.count({ where: { id } })).toBe(0);
  });
});

describe("a text as a file", () => {
  const wanted = {
    of: { kind: "live" },
    since: null,
    period: null,
    format: "docx",
    comments: false,
  } as const;

  test("says its symbol and marks the changes since a release", async () => {
    const { chair, write, move, files, slug } = await house("telework");
    await write(chair, text("The countries share ducts."));
    await move(chair, "submit-to-group");
    await write(chair, text("The countries share masts."));
    const made = await files.make(chair, slug, "a", { ...wanted, since: { kind: "release", number: 1 } });
    if (!("file" in made)) throw new Error("not made");
    expect(made.file.name).toBe("eLAC-telework-2011-2013-L-es-changes.docx");
    expect(await partOf(made.file.bytes, "word/document.xml")).toContain("eLAC/telework/2011-2013/L");
    expect((await linesOf(made.file.bytes, "none")).map(({ text }) => text)).toEqual([
      "The countries share ducts.",
    ]);
    expect((await linesOf(made.file.bytes, "all")).map(({ text }) => text)).toEqual([
      "The countries share masts.",
    ]);
    expect(await keyOf(files.make(chair, slug, "a", { ...wanted, since: { kind: "adopted" } }))).toBe(
      "paper.nothing-in-force",
    );
    expect(await keyOf(files.make(chair, slug, "a", { ...wanted, of: { kind: "release", number: 9 } }))).toBe(
      "text.unknown",
    );
  });

  test("what a round decided on is for everybody; drafts for those who read them", async () => {
    const { chair, write, move, opened, files, slug, groupId } = await house("legal-framework");
    await store.db.group.update({ where: { id: groupId }, data: { planReading: "members" } });
    await write(chair, text("Early words."));
    await move(chair, "submit-to-group");
    await move(chair, "return", "More of it.");
    await opened(text("Agreed words."));
    const stranger = { kind: "stranger" } as const;
    expect(await keyOf(files.make(stranger, slug, "a", wanted))).toBe("may-not.plan.export");
    expect(
      await keyOf(files.make(stranger, slug, "a", { ...wanted, of: { kind: "release", number: 1 } })),
    ).toBe("may-not.plan.export");
    const made = await files.make(stranger, slug, "a", {
      ...wanted,
      of: { kind: "release", number: 2 },
      format: "json",
    });
    if (!("file" in made)) throw new Error("not made");
    const json = JSON.parse(new TextDecoder().decode(made.file.bytes)) as { sha256: string };
    expect(json.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(
      await keyOf(
        files.make(stranger, slug, "a", {
          ...wanted,
          of: { kind: "release", number: 2 },
          since: { kind: "release", number: 1 },
        }),
      ),
    ).toBe("may-not.plan.export");
  });

  test("takes the open comments of the live text along in Word, on their words", async () => {
    const { chair, chile, write, files, slug, ground } = await house("financing");
    await write(chair, whole);
    const comments = commentServices(ground, makeLimits());
    const [anchor] = anchorsIn(whole, 1, "p3", "two months");
    if (anchor === undefined) throw new Error("no place");
    const form = { text: "Or three?", language: "es", as: "", onceKey: randomUUID(), anchor } as const;
    await comments.comment(chile, slug, form);
    const resolved = await comments.comment(chile, slug, {
      ...form,
      text: "Done already.",
      onceKey: randomUUID(),
    });
    await comments.resolve(chile, slug, resolved);
    const made = await files.make(chair, slug, "a", { ...wanted, comments: true });
    if (!("file" in made)) throw new Error("not made");
    const said = await partOf(made.file.bytes, "word/comments.xml");
    expect(said).toContain("Or three?");
    expect(said).toMatch(/w:author="Marisol financing, Chile"/);
    expect(said).not.toContain("Done already.");
    expect(await partOf(made.file.bytes, "word/document.xml")).toMatch(
      /<w:commentRangeStart w:id="0"\/><w:r><w:t[^>]*>two months<\/w:t><\/w:r><w:commentRangeEnd w:id="0"\/>/,
    );
    const plain = await files.make(chair, slug, "a", wanted);
    expect("file" in plain && (await partOf(plain.file.bytes, "word/comments.xml"))).not.toContain(
      "Or three?",
    );
  });

  test("a named version is taken away as what it is", async () => {
    const { chair, write, files, slug, ground } = await house("software-and-services");
    await write(chair, text("Before Lima."));
    const versions = planVersionServices(ground);
    const number = await versions.name(chair, slug, { name: "Before Lima", note: null });
    await write(chair, text("After Lima."));
    const made = await files.make(chair, slug, "a", { ...wanted, of: { kind: "version", number } });
    if (!("file" in made)) throw new Error("not made");
    expect(made.file.name).toBe("eLAC-software-and-services-2011-2013-V1-es.docx");
    expect((await linesOf(made.file.bytes)).map(({ text }) => text)).toEqual(["Before Lima."]);
  });

  test("one that takes longer is watched, kept for whoever asked, and can be cancelled", async () => {
    const { chair, chile, write, slug, ground } = await house("e-business");
    await write(chair, whole);
    const files = planFileServices(ground, { soon: 0 });
    const begin = async (who: Actor) => {
      const made = await files.make(who, slug, "a", wanted);
      if (!("making" in made)) throw new Error("it was made at once");
      return made.making.id;
    };
    const id = await begin(chair);
    expect(["waiting", "making"]).toContain(files.making(chair, slug, "a", id).state);
    expect(await keyOf(Promise.resolve().then(() => files.making(chile, slug, "a", id)))).toBe("paper.gone");
    await expect.poll(() => files.making(chair, slug, "a", id).state).toBe("ready");
    expect(files.making(chair, slug, "a", id).progress).toMatchObject({ done: whole.content.length });
    expect(files.take(chair, slug, "a", id).bytes.byteLength).toBeGreaterThan(5000);

    const other = await begin(chile);
    files.cancel(chile, slug, "a", other);
    expect(await keyOf(Promise.resolve().then(() => files.making(chile, slug, "a", other)))).toBe(
      "paper.gone",
    );
  });

  test("nobody has more than a few in the making", async () => {
    const { chair, write, slug, ground } = await house("gender");
    await write(chair, whole);
    const files = planFileServices(ground, { soon: 0 });
    const asked = await Promise.all([1, 2, 3, 4].map(() => keyOf(files.make(chair, slug, "a", wanted))));
    expect(asked.filter((key) => key === "paper.in-the-making")).toHaveLength(1);
  });
});
