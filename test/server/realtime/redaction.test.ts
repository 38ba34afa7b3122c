/** A passage is redacted while people write: over real sockets and a real database, the old epoch ends for everybody. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { redactionMark } from "#app/domain/redaction.ts";
import { makeGateway, type Gateway } from "#server/realtime/gateway.ts";
import { redactionServices } from "#server/services/redactions.ts";
import { planSeats } from "#server/services/plan-seats.ts";
import { documentLog } from "#server/store/documents.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { person, secretariat } from "#test/factories.ts";
import { begun, text } from "../services/plan-house.ts";
import { Client, until } from "./client.ts";

const slug = "gender";
let store: Store;
let house: Awaited<ReturnType<typeof begun>>;
let gateway: Gateway;
const http = createServer((_request, response) => response.writeHead(404).end());
const clients: Client[] = [];

beforeAll(async () => {
  store = await freshStore();
  house = await begun(store, slug);
  const people = { chair: house.chair, chile: house.chile };
  gateway = makeGateway(http, {
    keeper: documentLog(store),
    bus: house.ground.bus,
    clock: house.ground.clock,
    notes: { warn: () => undefined, error: () => undefined },
    door: {
      who: async ({ headers }) => {
        const actor = people[(headers.cookie ?? "").replace("person=", "") as keyof typeof people];
        return { actor, session: "s", until: null };
      },
      mayJoin: (actor, documentId) => planSeats(house.ground)(actor, documentId),
      mayWatch: async () => false,
    },
  });
  await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
});
afterAll(async () => {
  for (const client of clients) client.close();
  await gateway.close();
  await new Promise((closed) => http.close(closed));
  await store.close();
});

function client(who: string): Client {
  const one = new Client((http.address() as AddressInfo).port, who);
  clients.push(one);
  return one;
}

test("who writes on the old epoch is told and let go, and what comes after has the text without the passage", async () => {
  await house.write(house.chair, text("Escriba a Ana Pérez."));
  const { plan } = await house.look(house.chair);
  const documentId = plan?.documentId ?? "";
  const chair = client("chair");
  const chile = client("chile");
  expect(await chair.join(documentId)).toMatchObject({ ok: true, epoch: 1 });
  expect(await chile.join(documentId)).toMatchObject({ ok: true, epoch: 1 });
  chile.type(" Y algo más.");
  await until(() => chile.unacknowledged.size === 0, "the words are saved");

  const staff = await person(store, "Secretariat", [secretariat]);
  await redactionServices(house.ground).redact(staff, {
    address: `/groups/${slug}/plan`,
    passage: "Ana Pérez",
    reason: "A request.",
  });
  await until(() => chair.closings.length > 0 && chile.closings.length > 0, "both are told");
  expect([chair.closings[0]?.reason, chile.closings[0]?.reason]).toEqual(["epoch", "epoch"]);

  // What they write now, and what they come back with, never enters the new text.
  chile.type(" Ana Pérez otra vez.");
  expect(await chile.join(documentId)).toMatchObject({ ok: false, reason: "epoch", epoch: 2 });
  const fresh = client("chair");
  expect(await fresh.join(documentId)).toMatchObject({ ok: true, epoch: 2 });
  expect(fresh.words()).toBe(`Escriba a ${redactionMark}. Y algo más.`);
  fresh.type(" Sigue.");
  await until(() => fresh.unacknowledged.size === 0, "the new epoch takes words");
  expect((await documentLog(store).load(documentId))?.epoch).toBe(2);
});
