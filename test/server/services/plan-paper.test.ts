/** A plan's text on paper and back: with what is suggested beside it, and as LibreOffice saved it. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anchorOfField, anchorsIn } from "#app/document/anchor.ts";
import { clausesOf, outputsOf } from "#app/document/reading.ts";
import type { FieldName } from "#app/domain/output-field.ts";
import type { Actor } from "#app/domain/roles.ts";
import { makeLimits } from "#server/auth/limits.ts";
import { planDraftServices } from "#server/services/plan-drafts.ts";
import { planFileServices } from "#server/services/plan-files.ts";
import { wordingServices } from "#server/services/wordings.ts";
import type { Store } from "#server/store/client.ts";
import { whole } from "#test/app/document/plans.ts";
import { freshStore } from "#test/database.ts";
import { observer, person } from "#test/factories.ts";
import { partOf } from "#test/server/present/paper-sample.ts";
import { richPlan } from "#test/server/present/rich-paper.ts";
import { begun } from "./plan-house.ts";

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

test("open suggestions go along with the comments, as what they are", async () => {
  const { chair, chile, ground, slug, write } = await begun(store, "financing");
  await write(chair, whole);
  const wordings = wordingServices(ground, makeLimits());
  const suggest = (who: Actor, words: string, replacement: string) => {
    const [anchor] = anchorsIn(whole, 1, "p3", words);
    if (anchor === undefined) throw new Error("no place");
    const form = { anchor, replacement, language: "es", as: "", onceKey: randomUUID() } as const;
    return wordings.suggest(who, slug, form);
  };
  await suggest(chile, "two", "three");
  const guest = await person(store, "Inés Duarte", [observer("civil-society")]);
  await suggest(guest, " months", "");
  await wordings.withdraw(chile, slug, await suggest(chile, "Every", "Each"));
  const fill = (field: FieldName, quote: string, replacement: string) =>
    wordings.suggest(guest, slug, {
      anchor: anchorOfField(1, "o1", field, quote),
      replacement,
      language: "es",
      as: "",
      onceKey: randomUUID(),
    });
  await fill("due", "2011-05-13", "2012");
  await fill("start", "", "2011");
  await fill("partners", "PE; ECLAC", "");
  await fill("kind", "seminar", "study");
  const made = await planFileServices(ground, { soon: 60_000 }).make(chair, slug, "a", {
    of: { kind: "live" },
    since: null,
    period: null,
    format: "docx",
    comments: true,
  });
  if (!("file" in made)) throw new Error("not made");
  const comments = await partOf(made.file.bytes, "word/comments.xml");
  const said = [...comments.matchAll(/w:author="([^"]*)".*?<\/w:comment>/g)].map(([xml, author]) => [
    author,
    xml.replace(/^[^>]*>|<[^>]+>/g, ""),
  ]);
  expect(said).toEqual([
    ["Inés Duarte", "Plazo: se sugiere «2012» en lugar de «13 de mayo de 2011»."],
    ["Inés Duarte", "Inicio: se sugiere «2011»."],
    ["Inés Duarte", "Asociados: se sugiere quitar «Perú; ECLAC»."],
    ["Inés Duarte", "Tipo: se sugiere «Estudio» en lugar de «Seminario»."],
    ["Marisol financing, Chile", "Se sugiere en su lugar: «three». Patrocinada por Chile."],
    ["Inés Duarte", "Se sugiere suprimir estas palabras."],
  ]);
  expect(await partOf(made.file.bytes, "word/document.xml")).toMatch(
    /<w:commentRangeStart w:id="4"\/><w:r><w:t[^>]*>two<\/w:t><\/w:r><w:commentRangeEnd w:id="4"\/>/,
  );
});

describe.each([
  ["plan-changed", "telework"],
  ["plan-tracked", "gender"],
])("%s.docx, which LibreOffice saved", (name, slug) => {
  test("changes the plan where it was changed, outputs in their fields, and is told for the rest", async () => {
    const { chair, chile, ground, look, write } = await begun(store, slug);
    await write(chair, richPlan);
    const env = { ...ground.env, appUrl: "https://elac.example.org" };
    const drafts = planDraftServices({ ...ground, env }, makeLimits());
    const form = new FormData();
    const bytes = readFileSync(`test/server/intake/${name}.docx`);
    form.set("file", new File([new Uint8Array(bytes)], `${name}.docx`));
    const request = new Request("http://localhost/", { method: "POST", body: form });
    const id = await drafts.receive(chile, slug, request, {});
    const { passages, untaken, base } = await drafts.preview(chile, slug, id, "es");
    expect(untaken.map(({ kind }) => kind)).toEqual([
      "comment",
      ...(name === "plan-tracked" ? ["change"] : []),
      "field",
    ]);
    const changed = passages.filter(({ change }) => change !== "same");
    expect(changed.map(({ change, kind }) => `${change} ${kind}`)).toEqual([
      "changed paragraph",
      "added paragraph",
      "changed paragraph",
      "changed list",
      "changed table",
      "changed output",
      "changed paragraph",
      "removed paragraph",
      "added heading",
      "added paragraph",
      "added output",
    ]);
    // A note has no words in the text: what it said and says is told beside it.
    expect(changed[0]?.fields).toEqual([
      {
        name: "footnote",
        before: "El monto se acordará en la segunda reunión.",
        after: "El monto se acordó en la segunda reunión.",
      },
    ]);
    expect(changed[5]?.fields.map(({ name, before, after }) => [name, before, after])).toEqual(
      expect.arrayContaining([
        ["status", "under-way", "delivered"],
        ["target", "12 países", "15 países"],
      ]),
    );
    await drafts.take(chile, slug, id, base);
    const text = (await look(chair)).live?.text;
    if (text === undefined) throw new Error("no text");
    expect(outputsOf(text)).toMatchObject([
      {
        id: "o1",
        title: "Seminario regional sobre ductos y postes compartidos",
        status: "delivered",
        due: "2011-05-13",
        partners: [{ country: "PE" }, { name: "CEPAL" }, { name: expect.stringContaining("Comité") }],
        funding: { state: "secured", amount: "40000", currency: "USD" },
      },
      { id: "o2", due: "mediados de 2012" },
      { id: "o3" },
      { title: "Guía de buenas prácticas", kind: "tool", due: "2013" },
    ]);
    const kept = new Set(clausesOf(text).map(({ id }) => id));
    expect(clausesOf(richPlan).flatMap(({ id }) => (kept.has(id) ? [] : [id]))).toEqual(["p8"]);
  });
});
