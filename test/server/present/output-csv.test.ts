import { describe, expect, test } from "vitest";
import { outputsOf } from "#app/document/reading.ts";
import type { Attrs } from "#app/document/plan.ts";
import { readFuzzyDate } from "#app/domain/fuzzy-date.ts";
import { outputsCsv, type CsvReader, type OutputRow } from "#server/present/output-csv.ts";

const reader: CsvReader = { language: "es", names: { CR: "Costa Rica" }, site: "https://elac.example/es" };

function row(attrs: Attrs, more: Partial<OutputRow> = {}): OutputRow {
  const [output] = outputsOf({
    type: "doc",
    content: [{ type: "output", attrs: { id: "o-1", ...attrs }, content: [] }],
  });
  if (output === undefined) throw new Error("no output");
  return {
    plan: { period: "2011-2013", version: 1, adopted: { number: 3 }, group: { slug: "g", name: "Género" } },
    output,
    standing: { status: "under-way", percent: 40, by: "progress" },
    since: "2011-05-01",
    late: true,
    due: readFuzzyDate(output.due),
    ...more,
  };
}

/** Cells of the lines after the mark, quotes taken away. */
function read(csv: string): string[][] {
  expect(csv.startsWith("\uFEFF")).toBe(true);
  return csv
    .slice(1)
    .trimEnd()
    .split("\r\n")
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
        quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
      ),
    );
}

describe("outputs for spreadsheets", () => {
  test("are headed in the reader's language, with names, dates as written and as days", () => {
    const [head = [], first = []] = read(
      outputsCsv(
        [row({ title: "Taller, «uno»", responsible: "CR; CEPAL", due: "fines de 2011", kind: "seminar" })],
        reader,
      ),
    );
    const cell = (name: string) => first[head.indexOf(name)];
    expect(cell("Título")).toBe("Taller, «uno»");
    expect(cell("Responsable")).toBe("Costa Rica; CEPAL");
    expect(cell("Plazo")).toBe("fines de 2011");
    expect([cell("Plazo: primer día"), cell("Plazo: último día")]).toEqual(["2011-10-01", "2011-12-31"]);
    expect(cell("Estado")).toBe("En curso");
    expect(cell("Porcentaje hecho")).toBe("40");
    expect(cell("Vencido")).toBe("sí");
    expect(cell("Texto")).toBe("adoptado, versión 1 (texto 3)");
    expect(cell("Página")).toBe("https://elac.example/es/groups/g/outputs/o-1");
    expect(first).toHaveLength(head.length);
  });

  test.each(["en", "es", "pt", "fr"] as const)("have a word for every column in %s", (language) => {
    const [head = []] = read(outputsCsv([], { ...reader, language }));
    expect(head.length).toBeGreaterThan(20);
    expect(head.filter((word) => word.includes("csv.") || word === "")).toEqual([]);
    expect(new Set(head).size).toBe(head.length);
  });

  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "\n=1", " =1", "\u00a0+1"])(
    "never hold a formula: %j",
    (title) => {
      const csv = outputsCsv([row({ title, indicator: title })], reader);
      expect(csv).toContain(`'${title}`);
      for (const cell of read(csv).flat()) expect(cell).not.toMatch(/^\s*[=+@\-\uFF1D]|^[\t\r\n]/);
    },
  );

  test.each(["one\n=1+1", "one\r=1+1", "one\r\n=1+1"])(
    "no line end within a cell begins another row: %j",
    (title) => {
      expect(outputsCsv([row({ title })], reader)).toContain(`,"${title}",`);
    },
  );
});
