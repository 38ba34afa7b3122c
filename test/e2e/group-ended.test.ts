import { io, type Socket } from "socket.io-client";
import * as parser from "socket.io-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hotParser } from "#app/document/parser.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import {
  PROTOCOL_VERSION,
  REALTIME_PATH,
  type ClientEvents,
  type JoinReply,
  type ServerEvents,
} from "#app/document/wire.ts";
import { clientOf, wordsIn, type Client } from "./client.ts";
import { betweenStarts } from "./database.ts";
import { cookieOf, startProduct, type Product } from "./product.ts";
import { closingIn } from "./rounds.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.stop());

const home = "/en/groups/access-and-infrastructure";
const seats = ["pe", "ec", "mx", "br", "uy", "cu"] as const;

/** The round that is shown on the page of what is proposed. */
async function roundOn(client: Client): Promise<string> {
  const { text } = await client.get(`${home}/proposal`);
  const path = /class="round-card"[\s\S]*?href="(\/en\/rounds\/\d+)[/"]/.exec(text)?.[1];
  if (path === undefined) throw new Error(`no round: ${wordsIn(text).slice(0, 400)}`);
  return path;
}

async function joinedBy(who: string, round: string): Promise<void> {
  const client = await clientOf(product, who);
  const form = { kind: "joins", explanation: "" };
  const review = await client.submit(`${round}/position`, "position", { ...form, step: "review" });
  expect(review.status, wordsIn(review.text).slice(0, 300)).toBe(200);
  const hidden = Object.fromEntries(
    [...review.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m) => [
      m[1] ?? "",
      m[2] ?? "",
    ]),
  );
  const sent = await client.post(`${round}/position`, { ...hidden, step: "confirm" });
  expect(sent.status, wordsIn(sent.text).slice(0, 300)).toBe(302);
}

describe("the end of a group", () => {
  test("withdraws what is open in it with reason, and turns the text read-only under the hands of those who write", async () => {
    const focal = await clientOf(product, "focal-cl");
    const chair = await clientOf(product, "officer-pe");
    const reader = await clientOf(product, null);
    const proposed = await focal.submit(`${home}/end`, "end", {
      language: "en",
      reasons: "The group has delivered what it was created for.",
    });
    expect(proposed.location).toBe(`${home}/proposal`);
    expect(wordsIn((await reader.get(home)).text)).toContain("It is proposed that this group end");
    await chair.submit(`${home}/proposal`, "open-consultation", { opening: "", closing: closingIn(10) });
    const consultation = await roundOn(chair);
    await betweenStarts(
      product,
      `UPDATE "rounds" SET "opensAt" = now() - interval '7 days', "closesAt" = now() - interval '1 hour'
         WHERE "number" = ${/\d+$/.exec(consultation)?.[0] ?? "0"}`,
    );
    expect((await chair.submit(consultation, "record")).status).toBe(302);
    const opening = { mode: "express", opening: "", closing: closingIn(10) };
    expect((await chair.submit(`${home}/proposal`, "open-officers-round", opening)).status).toBe(302);
    const round = await roundOn(chair);
    for (const seat of seats) await joinedBy(`officer-${seat}`, round);

    // The round on the group's own goal is still open.
    const over = await chair.submit(round, "record");
    expect(over.status).toBe(409);
    expect(wordsIn((await reader.get(`${home}/proposal`)).text)).toContain("Rounds open in the group");
    const reason = "The group ends by decision of the Presiding Officers.";
    expect((await chair.submit(`${home}/proposal`, "withdraw-rounds", { reason })).status).toBe(302);
    expect(wordsIn((await reader.get("/en/rounds/2")).text)).toContain(reason);

    const cookie = await cookieOf(product, "br");
    const { text } = await (await clientOf(product, "br")).get(`${home}/plan`);
    const document = /documentId\\?",\\?"([0-9a-f-]{36})/.exec(text)?.[1] ?? "";
    const line: Socket<ServerEvents, ClientEvents> = io(product.url, {
      path: REALTIME_PATH,
      transports: ["websocket"],
      auth: { protocol: PROTOCOL_VERSION },
      extraHeaders: { Cookie: cookie, Origin: product.url },
      parser: hotParser(parser),
      reconnection: false,
      forceNew: true,
    });
    await new Promise<void>((done, failed) => {
      line.once("connect", done);
      line.once("connect_error", failed);
    });
    const joined = await new Promise<JoinReply>((done) =>
      line.emit("join", { document, epoch: null, schema: SCHEMA_VERSION, client: 77_001 }, done),
    );
    expect(joined).toMatchObject({ ok: true, edit: true });
    const turned = new Promise((done) => line.once("seat", done));
    expect((await chair.submit(round, "record")).status).toBe(302);
    expect(await turned).toMatchObject({ edit: false, why: "discontinued" });
    line.disconnect();

    for (const below of ["", "/plan", "/goals", "/discussion", "/proposal"])
      expect((await reader.get(home + below)).status, below).toBe(200);
    expect(wordsIn((await reader.get(`${home}/proposal`)).text)).toContain("Goals that came from the group");
    const groups = wordsIn((await reader.get("/en/groups")).text);
    expect(groups).toMatch(/Ended and withdrawn.*Access and infrastructure/);
    expect((await focal.get(`${home}/end`)).status).toBe(403);
  });
});
