/**
 * A right or a login session ends while somebody is at a text, over each line there is: real sockets and requests, the real
 * door, acts of the real services on a real database. The promise is two seconds.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { packUpdates, unpackUpdates } from "#app/document/frames.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { planFragment } from "#app/document/ydoc.ts";
import { accountServices } from "#server/services/accounts.ts";
import { grantServices } from "#server/services/grants.ts";
import { by } from "../services/people-house.ts";
import { until, type Client } from "./client.ts";
import { RealHouse, type SignedIn } from "./real-house.ts";

const promised = 2000;
let house: RealHouse;
beforeAll(async () => void (house = await RealHouse.open()));
afterAll(() => house.close());

const endGrant = ({ actor }: SignedIn) =>
  grantServices(house.ground).end(house.staff, { grantId: actor.grants[0]?.id ?? "", act: by("ending") });
const signOut = async ({ actor, handle }: SignedIn) => {
  await accountServices(house.ground, house.auth).signOut(actor, handle);
};

for (const transport of ["websocket", "polling"] as const)
  describe(`somebody who writes over ${transport}`, () => {
    let who: SignedIn;
    let client: Client;
    beforeEach(async () => {
      who = await house.signIn();
      client = house.client(who, transport);
      expect(await client.join(house.documentId)).toMatchObject({ ok: true, edit: true });
      client.type("before ");
      await until(() => client.unacknowledged.size === 0, "it is saved");
    });

    it("reads on and writes no more, within two seconds of the grant's end", async () => {
      const began = performance.now();
      await endGrant(who);
      await until(() => client.seats.length > 0, "it is told");
      expect(performance.now() - began).toBeLessThan(promised);
      expect(client.seats).toMatchObject([{ edit: false, why: "read-only" }]);
      client.type("after ");
      await until(() => client.refusals.length > 0, "it is refused");
      expect(client.refusals[0]?.reason).toBe("read-only");
      expect(client.socket.connected).toBe(true);
    });

    it("has no line any more within two seconds of signing out, and writes over no other", async () => {
      const began = performance.now();
      await signOut(who);
      await until(() => !client.socket.connected, "the line has ended");
      expect(performance.now() - began).toBeLessThan(promised);
      expect(client.goodbyes).toEqual(["session-ended"]);
      const reply = await house.client(who, transport).join(house.documentId);
      expect(reply.ok && reply.edit).toBe(false);
    });
  });

describe("somebody who writes over plain HTTP", () => {
  for (const [name, end] of [
    ["the grant ends", endGrant],
    ["they sign out", signOut],
  ] as const)
    it(`is refused from the moment on at which ${name}`, async () => {
      const who = await house.signIn();
      const headers = { cookie: who.cookie };
      const doc = new Y.Doc();
      const look = async () => {
        const response = await fetch(house.url, { headers });
        const packed = new Uint8Array(await response.arrayBuffer());
        const [, ...updates] = response.status === 200 ? (unpackUpdates(packed) ?? []) : [];
        for (const update of updates) Y.applyUpdate(doc, update);
        return response.headers.get("x-edit");
      };
      const send = async (words: string) => {
        const seen = Y.encodeStateVector(doc);
        const paragraph = new Y.XmlElement("paragraph");
        paragraph.insert(0, [new Y.XmlText(words)]);
        planFragment(doc).insert(0, [paragraph]);
        const response = await fetch(`${house.url}/updates?epoch=1&schema=${SCHEMA_VERSION}`, {
          method: "POST",
          headers: { ...headers, "Content-Type": "application/octet-stream" },
          body: new Uint8Array(packUpdates([Y.encodeStateAsUpdate(doc, seen)])),
        });
        return { status: response.status, said: (await response.json()) as object };
      };
      expect(await look()).toBe("yes");
      expect((await send("before")).status).toBe(200);
      await end(who);
      expect(await send("after")).toEqual({ status: 403, said: { refused: "realtime.read-only" } });
      expect(await look()).not.toBe("yes");
    });
});
