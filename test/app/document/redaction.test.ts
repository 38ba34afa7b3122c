import { expect, test } from "vitest";
import { planWithout } from "#app/document/redaction.ts";
import { redactionMark } from "#app/domain/redaction.ts";
import { country, docOf, full, gap, note, output, p, planOf, strong, text, ul } from "./plans.ts";

test("a passage goes from every paragraph, list and field, over marks, and nothing else changes", () => {
  const plan = planOf(
    p("p1", "Escriba a ", text("Ana", strong()), " Pérez", " antes de mayo."),
    p("p2", "Nadie más."),
    ul([p("p3", "Ana Pérez")]),
    output("o1", { ...full, title: "Curso de Ana Pérez", partners: "Ana Pérez; CEPAL" }, p("p4", "Sala 3")),
  );
  const { plan: left, times } = planWithout(plan, "Ana Pérez");
  expect(times).toBe(4);
  expect(left).toEqual(
    planOf(
      p("p1", "Escriba a ", text(redactionMark, strong()), " antes de mayo."),
      p("p2", "Nadie más."),
      ul([p("p3", redactionMark)]),
      output(
        "o1",
        { ...full, title: `Curso de ${redactionMark}`, partners: `${redactionMark}; CEPAL` },
        p("p4", "Sala 3"),
      ),
    ),
  );
  expect(JSON.stringify(left)).not.toMatch(/Ana|Pérez/);
});

test("a passage that runs over two paragraphs, or does not stand there, changes nothing", () => {
  const plan = planOf(p("p1", "uno"), p("p2", "dos"));
  expect(planWithout(plan, "uno dos")).toEqual({ plan, times: 0 });
  expect(planWithout(planOf(), "x")).toEqual({ plan: planOf(), times: 0 });
  expect(docOf().childCount).toBe(0);
});

test("a passage goes where a country or a footnote stands in it, and from footnotes and labels", () => {
  const plan = planOf(
    p("p1", "Escriba a Ana de ", country("c1", "PE", "Perú"), note("n1", "Su tío"), " hoy."),
    p("p2", country("c2", "CL", "Chile"), " y ", gap(), note("n2", "Pregunte a Ana de Perú.")),
  );
  const { plan: left, times } = planWithout(plan, "Ana de Perú");
  expect(times).toBe(2);
  expect(left).toEqual(
    planOf(
      p("p1", `Escriba a ${redactionMark}`, note("n1", "Su tío"), " hoy."),
      p("p2", country("c2", "CL", "Chile"), " y ", gap(), note("n2", `Pregunte a ${redactionMark}.`)),
    ),
  );
  const from = planWithout(
    planOf(p("p1", "a ", country("c1", "PE", "Perú"), note("n", "x"), " hoy")),
    "Perú hoy",
  );
  expect(from.plan).toEqual(planOf(p("p1", "a ", redactionMark)));
});
