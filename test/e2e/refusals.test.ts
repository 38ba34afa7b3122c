import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { translator } from "#app/i18n/translate.ts";
import { formIn, wordsIn, type Client } from "./client.ts";
import { startProduct, type Product } from "./product.ts";
import { draft, expectRefused, people } from "./refused.ts";

const group = "/en/groups/access-and-infrastructure";

let product: Product;
let as: (who: string) => Client;
beforeAll(async () => {
  product = await startProduct();
  as = await people(
    product,
    "stranger",
    "br",
    "chair",
    "observer",
    "secretariat",
    "officer-uy",
    "officer-cu",
    "ar",
  );
});
afterAll(() => product?.stop());

async function expectUp(): Promise<void> {
  expect((await as("stranger").get("/readyz")).status).toBe(200);
}

describe("what is not there", () => {
  test("is a page of its own with 404, for readers and for forms", async () => {
    const id = randomUUID();
    for (const path of [
      "/en/nowhere",
      "/en/goals/p999999",
      "/en/goals/p0",
      "/en/goals/p1/releases/99",
      "/en/agendas/elac1999",
      "/en/agendas/elac2007/goals/99",
      "/en/groups/nowhere",
      "/en/groups/nowhere/plan",
      "/en/groups/e-business/plan/releases/1",
      `${group}/discussion/999999`,
      `${group}/discussion/one`,
      `${group}/news/never-written`,
      `${group}/pages/..%2F..%2Fetc%2Fpasswd`,
      `${group}/plan/releases/999999`,
      "/files/not-an-id/x.pdf",
      `/files/${id}/x.pdf`,
      `/documents/${id}`,
      "/en/goals/%00",
    ])
      expectRefused(await as("br").get(path), 404, path);
    for (const [path, fields] of [
      ["/en/goals/p999999", { act: "discuss", revision: "0", as: "representative BR" }],
      [`${group}/discussion/999999`, { intent: "answer", text: "x", language: "en", onceKey: id }],
      ["/en/groups/nowhere/goals/new", draft({ id, country: "BR" })],
      ["/en/nowhere", { x: "1" }],
    ] as const)
      expectRefused(await as("br").post(path, fields), [404, 405], path);
  });

  test("in one group stays unknown to another", async () => {
    const other = "/en/groups/telework";
    for (const path of [
      "/discussion/1",
      "/news/encuentro-sobre-ductos-compartidos-inscripcion-abierta",
      "/pages/como-participar",
      "/plan/releases/1",
    ])
      expectRefused(await as("ar").get(other + path), 404, other + path);
    const { text } = await as("stranger").get(`${group}/documents`);
    const file = /\/files\/([0-9a-f-]{36})\//.exec(text)?.[1] ?? "";
    expect(file).not.toBe("");
    expectRefused(
      await as("ar").post(`${other}/documents`, { file, reason: "not ours" }),
      [403, 404],
      "another group's file",
    );
    expect((await as("stranger").get(`${group}/documents`)).text).toContain(file);
  });
});

describe("who may not", () => {
  test("is refused with 403, whatever the form says", async () => {
    for (const [who, path, fields] of [
      ["observer", `${group}/goals/new`, draft({ id: randomUUID(), country: "BR" })],
      [
        "br",
        `${group}/goals/new`,
        draft({ id: randomUUID(), country: "CL", countryId: "CL", role: "chair" }),
      ],
      [
        "br",
        `${group}/news/new`,
        { title: "Not mine", text: "Words", language: "en", base: "0", intent: "publish", role: "chair" },
      ],
      [
        "br",
        `${group}/plan/step?act=submit-to-group`,
        {
          act: "submit-to-group",
          revision: "2",
          epoch: "1",
          seq: "6",
          as: "representative BR",
          role: "chair",
        },
      ],
      [
        "ar",
        "/en/goals/p2",
        {
          act: "open-group-round",
          revision: "3",
          as: "representative AR",
          mode: "express",
          closing: "2099-03-31T17:00",
          office: "chair",
        },
      ],
      [
        "stranger",
        `${group}/discussion/1`,
        { intent: "answer", text: "Hello", language: "en", onceKey: randomUUID() },
      ],
      ["stranger", "/en/goals/p2", { act: "discuss", revision: "1", as: "representative BR" }],
      [
        "br",
        "/en/secretariat/people",
        { do: "suspend", personId: randomUUID(), reason: "x", role: "secretariat" },
      ],
    ] as const)
      expectRefused(await as(who).post(path, fields), [403, 404], `${who} ${path}`);
    for (const path of [`${group}/documents/new`, `${group}/edit`, "/en/goals/p2/edit"])
      expectRefused(await as("br").get(path), 403, path);
    for (const path of ["/en/secretariat/seats", "/en/secretariat/letters"])
      expectRefused(await as("br").get(path), 404, `${path}, which is not told to others`);
  });

  test("cannot forge status, country or office beside the fields of a form they may send", async () => {
    const answer = await as("br").submit(
      `${group}/goals/new`,
      "goal",
      draft({ status: "adopted", stage: "adopted", number: "1", sponsor: "CL", role: "secretariat" }),
    );
    expect(answer.status).toBe(302);
    const page = wordsIn((await as("br").get(answer.location ?? "")).text);
    expect(page).toMatch(/proposed by Brazil/i);
    expect(page).toContain(translator("en")("goals:draft-text"));
    expect(wordsIn((await as("stranger").get("/en/agendas/elac2015")).text)).not.toContain(
      "A goal to be tried",
    );
  });

  test("answers for no seat that is not theirs", async () => {
    const { text } = await as("officer-uy").get("/en/rounds/2/position");
    const hidden = formIn(text, "position")?.hidden ?? {};
    const forged = { ...hidden, kind: "joins", step: "confirm" };
    for (const who of ["officer-cu", "br", "observer"])
      expectRefused(
        await as(who).post("/en/rounds/2/position", { ...forged, country: "UY" }),
        [403, 404, 409, 422],
        who,
      );
    expectRefused(
      await as("officer-uy").post("/en/rounds/2/position", { ...forged, capacity: `representative UY` }),
      [403, 404, 409, 422],
      "another office",
    );
    expectRefused(
      await as("officer-uy").post("/en/rounds/2/position", { ...forged, roundId: randomUUID() }),
      404,
      "another round",
    );
    expectRefused(
      await as("officer-uy").post("/en/rounds/2/position", { ...forged, releaseId: randomUUID() }),
      [404, 409],
      "another release",
    );
    const board = wordsIn((await as("stranger").get("/en/rounds/2")).text);
    expect(board).toMatch(/Uruguay has not answered|Uruguay/);
    expect(
      formIn((await as("officer-uy").get("/en/rounds/2/position")).text, "position")?.hidden["after"],
    ).toBe("0");
  });

  test("from another site is told 403, even with the person's cookie", async () => {
    const { cookie } = as("chair");
    const fields = new URLSearchParams({ act: "discuss", revision: "0" });
    for (const headers of [
      { Origin: "https://elsewhere.example" },
      { Origin: "null" },
      { "Sec-Fetch-Site": "cross-site", Origin: product.url },
      { "Sec-Fetch-Site": "same-site", Origin: product.url },
      {},
    ]) {
      for (const path of [
        "/en/goals/p2",
        "/en/sign-out",
        "/preferences",
        `/documents/${randomUUID()}/updates`,
      ]) {
        const answer = await fetch(product.url + path, {
          method: "POST",
          body: fields,
          redirect: "manual",
          headers: { ...headers, Cookie: cookie ?? "" } as Record<string, string>,
        });
        expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBe(403);
      }
    }
    expect((await as("chair").get("/en/desk")).status, "still signed in").toBe(200);
  });
});

describe("what cannot be taken as it is", () => {
  test("over its limits comes back with 422, each field named and the words kept", async () => {
    const long = "a".repeat(60_000);
    for (const [who, path, form, fields] of [
      ["br", `${group}/goals/new`, "goal", draft({ title: "t".repeat(500) })],
      ["br", `${group}/goals/new`, "goal", draft({ text: long })],
      ["br", `${group}/goals/new`, "goal", draft({ language: "xx" })],
      ["br", `${group}/goals/new`, "goal", draft({ area: "ZZZ" })],
      ["observer", `${group}/discussion/1`, "answering", { text: long, language: "en" }],
      ["observer", `${group}/discussion/new`, "thread", { title: "", text: "x", language: "en" }],
      [
        "chair",
        `${group}/news/new`,
        "text",
        { title: "n".repeat(200), text: "x", language: "en", intent: "publish" },
      ],
      [
        "chair",
        `${group}/news/new`,
        "text",
        { title: "Fine", text: long, language: "en", intent: "publish" },
      ],
      [
        "secretariat",
        "/en/secretariat/invitations",
        "invite",
        { as: "staff", name: "n".repeat(400), email: "no address", language: "en", reference: "" },
      ],
      ["officer-uy", "/en/rounds/2/position", "position", { kind: "objects", step: "confirm" }],
      ["officer-uy", "/en/rounds/2/position", "position", { kind: "vetoes", step: "confirm" }],
    ] as const) {
      const answer = await as(who).submit(path, form, fields);
      expectRefused(answer, 422, `${who} ${path} ${JSON.stringify(fields).slice(0, 80)}`);
      expect(answer.text, `${path} names the field`).toMatch(/aria-invalid="true"|class="[^"]*error/);
    }
    const kept = await as("br").submit(
      `${group}/goals/new`,
      "goal",
      draft({ title: "", text: "These words are kept." }),
    );
    expect(kept.text).toContain("These words are kept.");
  });

  test("is said with 422 or 413 where the body is no form at all", async () => {
    const paths = [
      ["br", `${group}/goals/new`],
      ["br", "/en/goals/p2"],
      ["officer-uy", "/en/rounds/2/position"],
      ["chair", `${group}/news/new`],
      ["observer", `${group}/discussion/1`],
      ["chair", `${group}/documents/new`],
      ["chair", `${group}/plan/step?act=submit-to-group`],
      ["secretariat", "/en/secretariat/invitations"],
      ["stranger", "/en/sign-in"],
    ] as const;
    const bodies: readonly (readonly [string, Record<string, string>])[] = [
      ["{}", { "Content-Type": "application/json" }],
      ["--x\r\nContent-Disposition: form-data; name=", { "Content-Type": "multipart/form-data; boundary=x" }],
      ["nothing", { "Content-Type": "multipart/form-data" }],
      ["\u0000\u0001\u0002", { "Content-Type": "application/octet-stream" }],
      ["%E0%A4%A", { "Content-Type": "application/x-www-form-urlencoded" }],
      ["", { "Content-Type": "application/x-www-form-urlencoded" }],
    ];
    for (const [who, path] of paths)
      for (const [body, headers] of bodies)
        expectRefused(
          await as(who).post(path, body, headers),
          [400, 413, 415, 422],
          `${who} ${path} ${JSON.stringify(headers)} ${body.slice(0, 20)}`,
        );
    for (const [who, path] of paths)
      expectRefused(
        await as(who).post(path, { text: "a".repeat(1_200_000), title: "big" }),
        [413, 422],
        `${who} ${path}, a huge form`,
      );
    await expectUp();
  });

  test("as a document is refused where it is not what it says, or too large", async () => {
    const send = async (name: string, bytes: Uint8Array | string, type: string) => {
      const form = new FormData();
      form.set("title", "A study");
      form.set("language", "en");
      form.set("file", new Blob([bytes as BlobPart], { type }), name);
      return as("chair").post(`${group}/documents/new`, form);
    };
    expectRefused(
      await send("study.pdf", "<html><script>alert(1)</script></html>", "application/pdf"),
      [415, 422],
      "a page called pdf",
    );
    expectRefused(await send("study.exe", "MZ\u0000\u0000", "application/pdf"), [415, 422], "a program");
    expectRefused(await send("empty.pdf", "", "application/pdf"), [415, 422], "an empty file");
    expectRefused(await send("large.pdf", new Uint8Array(26 * 1024 * 1024), "application/pdf"), 413, "26 MB");
    expect((await as("stranger").get(`${group}/documents`)).text).not.toContain("A study");
    await expectUp();
  });

  test("as HTML or script is shown as the text it is, in every field", async () => {
    const hostile = `<script>alert(1)</script><img src=x onerror="alert(2)"> </textarea>"'><svg onload=alert(3)>`;
    const goal = await as("br").submit(
      `${group}/goals/new`,
      "goal",
      draft({ title: hostile, text: hostile, rationale: hostile }),
    );
    const thread = await as("observer").submit(`${group}/discussion/new`, "thread", {
      title: hostile,
      text: `${hostile}\n\n[x](javascript:alert(4))`,
      language: "en",
    });
    const news = await as("chair").submit(`${group}/news/new`, "text", {
      title: hostile,
      text: hostile,
      language: "en",
      intent: "publish",
    });
    const back = await as("br").submit(`${group}/goals/new`, "goal", draft({ title: hostile, text: "" }));
    expect([goal.status, thread.status, news.status, back.status]).toEqual([302, 302, 302, 422]);
    const shown = await Promise.all(
      [
        goal.location,
        thread.location,
        `${group}/news`,
        `${group}/discussion`,
        `${group}/goals`,
        `${group}/news.atom`,
        group,
        "/en/record",
      ].map(async (path) => ({ path, text: (await as("br").get(path ?? "")).text })),
    );
    for (const { path, text } of [...shown, { path: "the form again", text: back.text }]) {
      expect(text, `${path} holds the element`).not.toMatch(
        /<script>alert|<img src=x|<svg onload|href="javascript:/i,
      );
    }
    for (const { path, text } of shown.slice(0, 5))
      expect(text, `${path} shows the words`).toContain("&lt;script&gt;alert(1)");
  });
});
