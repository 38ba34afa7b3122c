import { describe, expect, test } from "vitest";
import { redactableAt, redactionMark, withoutPassage } from "#app/domain/redaction.ts";

describe("a passage that is taken out", () => {
  test.each([
    ["Escriba a Ana Pérez, 555-1234.", "Ana Pérez", `Escriba a ${redactionMark}, 555-1234.`, 1],
    ["Ana  Pérez y\nAna\nPérez", " Ana Pérez ", `${redactionMark} y\n${redactionMark}`, 2],
    ["(a+b)? a+b", "a+b", `(${redactionMark})? ${redactionMark}`, 2],
    ["ana pérez", "Ana Pérez", "ana pérez", 0],
    ["$& stays", "nothing", "$& stays", 0],
    ["anything", "   ", "anything", 0],
  ])("%j without %j", (text, passage, left, times) => {
    expect(withoutPassage(text, passage)).toEqual({ text: left, times });
  });
});

test.each([
  [
    "https://elac.example.org/es/groups/gender/discussion/3#m12",
    { kind: "post", slug: "gender", thread: 3, post: 12 },
  ],
  ["/groups/gender/discussion/3?page=2#m12", { kind: "post", slug: "gender", thread: 3, post: 12 }],
  ["/groups/gender/discussion/3", { kind: "thread", slug: "gender", thread: 3 }],
  ["/en/groups/gender/news/first", { kind: "news", slug: "gender", page: "first" }],
  ["/groups/gender/news/first/history", { kind: "news", slug: "gender", page: "first" }],
  ["/groups/gender/pages/about", { kind: "page", slug: "gender", page: "about" }],
  ["/groups/gender", { kind: "page", slug: "gender", page: "mandate" }],
  ["/groups/gender/plan", { kind: "plan", slug: "gender" }],
  [
    "/files/01a20139-c1cb-76f7-a035-47fea5d11a10/list.pdf",
    { kind: "file", fileId: "01a20139-c1cb-76f7-a035-47fea5d11a10" },
  ],
  ["/groups/gender/plan/comments", { kind: "plan", slug: "gender" }],
  ["/groups/gender/history", { kind: "page", slug: "gender", page: "mandate" }],
  ["https://elac.example.org/fr/rounds/7/certificate", { kind: "round", round: 7 }],
  ["/rounds/7#positions", { kind: "round", round: 7 }],
  ["/es/goals/p12", { kind: "goal", goal: 12 }],
  ["/groups/gender/decisions/3", { kind: "decision", slug: "gender", decision: 3 }],
  ["/groups/gender/proposal", { kind: "group", slug: "gender" }],
  ["/groups/gender/outputs/o-1", { kind: "output", slug: "gender", output: "o-1" }],
  ["/groups/gender/members", { kind: "members", slug: "gender" }],
  ["https://elac.example.org/pt/officers#observers", { kind: "officers" }],
  ["/es/countries/pe", { kind: "country", country: "PE" }],
  ["/countries/PE#focal-point", { kind: "country", country: "PE" }],
  ["/en/secretariat/grants?office=observer&ended=on", { kind: "acts" }],
  ["/officers/papers/new", null],
  ["/countries", null],
  ["/countries/per", null],
  ["/secretariat/terms", null],
  ["/rounds/", null],
  ["/goals/12", null],
  ["/goals/new", null],
  ["/record", null],
  ["nonsense", null],
])("the address %s shows %j", (address, shown) => {
  expect(redactableAt(address)).toEqual(shown);
});
