/** A text on a real database behind the real door: sockets, long polling and plain HTTP on a port of its own. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import type { Person } from "#app/domain/roles.ts";
import { makeAuth, type Auth } from "#server/auth/auth.ts";
import { makeDoor } from "#server/door.ts";
import { makeGateway, type Gateway } from "#server/realtime/gateway.ts";
import type { Ground } from "#server/services/act.ts";
import { planServices } from "#server/services/plans.ts";
import { documentLog } from "#server/store/documents.ts";
import type { Store } from "#server/store/client.ts";
import { documentsOverHttp } from "#server/web/documents.ts";
import { identify } from "#server/web/door.ts";
import { freshStore } from "#test/database.ts";
import { groundOn, person, populate, representative, secretariat } from "#test/factories.ts";
import { Client, type ClientOptions } from "./client.ts";
import { readHere } from "./here.ts";

export interface SignedIn {
  readonly actor: Person;
  readonly cookie: string;
  /** Of the login session. */
  readonly handle: string | null;
}

export class RealHouse {
  private readonly clients: Client[] = [];

  private constructor(
    readonly store: Store,
    readonly ground: Ground,
    readonly auth: Auth,
    readonly gateway: Gateway,
    readonly staff: Person,
    readonly groupId: string,
    readonly documentId: string,
    private readonly http: Server,
  ) {}

  static async open(slug = "gender"): Promise<RealHouse> {
    const store = await freshStore();
    const ground: Ground = groundOn(store);
    const groupId = await populate(store, slug, ["PE", "CL"]);
    const chair = await person(store, "Rosa", [representative("PE", groupId)]);
    const staff = await person(store, "Staff", [secretariat]);
    await planServices(ground).begin(chair, slug, { period: "2011-2013", language: "es" });
    const { documentId } = await store.db.plan.findFirstOrThrow({ where: { groupId } });
    const auth = makeAuth(ground);
    const app = express();
    const http = createServer(app);
    const gateway = makeGateway(http, {
      keeper: documentLog(store),
      bus: ground.bus,
      clock: ground.clock,
      notes: ground.log,
      door: makeDoor(ground, auth, () => false),
      startReader: readHere,
    });
    app.use(identify({ auth }), documentsOverHttp(gateway.fallback));
    await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
    return new RealHouse(store, ground, auth, gateway, staff, groupId, documentId, http);
  }

  get port(): number {
    return (this.http.address() as AddressInfo).port;
  }

  /** Where the text is over plain HTTP. */
  get url(): string {
    return `http://127.0.0.1:${this.port}/documents/${this.documentId}`;
  }

  /** A representative of Chile, signed in. */
  async signIn(): Promise<SignedIn> {
    const actor = await person(this.store, "Marisol", [representative("CL", this.groupId)]);
    // Nobody signs in with it: only whoever has an account is known again.
    const account = { personId: actor.id, passwordHash: "none", passwordChangedAt: this.ground.clock.now() };
    await this.store.db.account.create({ data: account });
    const cookie = (await this.auth.begin(actor.id, null)).split(";")[0] ?? "";
    return { actor, cookie, handle: (await this.auth.identify(cookie, undefined)).sessionHandle };
  }

  client({ cookie }: SignedIn, transport: ClientOptions["transport"] = "websocket"): Client {
    const client = new Client(this.port, "", { transport, headers: { cookie } });
    this.clients.push(client);
    return client;
  }

  /** All rows of the log, in order. */
  async rows(): Promise<readonly { readonly seq: number; readonly bytes: Uint8Array }[]> {
    const rows = await this.store.db.documentUpdate.findMany({
      where: { documentId: this.documentId },
      orderBy: { seq: "asc" },
      select: { seq: true, bytes: true },
    });
    return rows.map(({ seq, bytes }) => ({ seq: Number(seq), bytes }));
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.close();
    await this.gateway.close();
    this.http.closeAllConnections();
    await new Promise((closed) => this.http.close(closed));
    await this.store.close();
  }
}
