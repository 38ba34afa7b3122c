/** Free text has a way to be redacted, or a reason why not: read from the schema, so that a new column is never forgotten. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { besideEntries, exceptions, literals, pagesOfActs, plain, reached } from "./redactable.ts";

/** Columns that can hold words: String, Json and Bytes that are no key of ours and have no fixed width. */
function wordColumns(schema: string): readonly string[] {
  return [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].flatMap(([, model, body = ""]) =>
    body
      .split("\n")
      .map((line) => /^ {2}(\w+) +(String|Json|Bytes)(?:\?|\[\])?(?: |$)(.*)$/.exec(line))
      .flatMap((found) => {
        const [, column = "", , attributes = ""] = found ?? [];
        const isKey =
          column === "" || column === "id" || /Ids?$/.test(column) || attributes.includes("@db.Char");
        return isKey ? [] : [`${model ?? ""}.${column}`];
      }),
  );
}

const schema = readFileSync("prisma/schema.prisma", "utf8");
const columns = wordColumns(schema);
const named = [...Object.values(reached), ...Object.values(exceptions)].flat();
const known = new Set([...named, ...besideEntries, ...literals]);
const isKnown = (column: string) => known.has(column) || plain.includes(column.split(".")[1] ?? "");

test("every column that can hold words is redacted somewhere, or says why not", () => {
  expect(columns.length).toBeGreaterThan(150);
  expect(columns.filter((column) => !isKnown(column))).toEqual([]);
});

test("a new column is told", () => {
  const more = `model Meeting {\n  id String @id\n  agenda Json\n  minutes String?\n  tags String[]\n  groupId String\n}\n`;
  expect(wordColumns(more).filter((column) => !isKnown(column))).toEqual([
    "Meeting.agenda",
    "Meeting.minutes",
    "Meeting.tags",
  ]);
});

test("nothing is entered twice, and nothing that is not there", () => {
  const all = [...named, ...besideEntries, ...literals];
  expect(all.filter((column, at) => all.indexOf(column) !== at)).toEqual([]);
  expect(all.filter((column) => !columns.includes(column))).toEqual([]);
  const names = columns.map((column) => column.split(".")[1] ?? "");
  expect(plain.filter((name) => !names.includes(name))).toEqual([]);
});

test("whatever can rest on an act has a page at which the words of the act go, or says why not", () => {
  const [, body = ""] = /^model Act \{\n([\s\S]*?)^\}/m.exec(schema) ?? [];
  const relations = [...body.matchAll(/^ {2}(\w+) +\w+\[\]/gm)].map(([, name]) => name);
  expect(Object.keys(pagesOfActs).sort()).toEqual(relations.sort());
});
