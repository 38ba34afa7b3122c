/** A gateway on a port of its own, with people, seats and a keeper that tests can turn. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { stranger, type Actor } from "#app/domain/roles.ts";
import { emptyPlan, type Plan } from "#app/document/plan.ts";
import { firstState } from "#app/document/ydoc.ts";
import type { Bus, Notice } from "#server/bus.ts";
import { makeGateway, type Gateway, type GatewayOptions } from "#server/realtime/gateway.ts";
import type { Door, Seat } from "#server/realtime/keeper.ts";
import { Client, type ClientOptions } from "./client.ts";
import { readHere } from "./here.ts";
import { MemoryKeeper } from "./memory.ts";

const names: Readonly<Record<string, [name: string, country: string | null, office: string | null]>> = {
  ana: ["Ana Quispe", "PE", "representative"],
  bruno: ["Bruno Lima", "BR", "representative"],
  olga: ["Olga Observer", null, "observer"],
};

export class House {
  readonly keeper: MemoryKeeper;
  readonly errors: object[] = [];
  /** Who may write; the others who have a name may read. */
  readonly editors = new Set(["ana", "bruno"]);
  readonly sessions = new Set(["ana", "bruno", "olga"]);
  readonly clients: Client[] = [];
  private readonly listeners = new Set<(notice: Notice) => void>();
  readonly bus: Bus = {
    tell: (notice) => this.listeners.forEach((listener) => listener(notice)),
    hear: (listener) => {
      this.listeners.add(listener);
      return () => void this.listeners.delete(listener);
    },
  };
  readonly door: Door = {
    who: async (handshake) => {
      const token = /person=(\w+)/.exec(handshake.headers.cookie ?? "")?.[1] ?? "";
      if (token === "nobody") return { actor: stranger, session: null, until: null };
      if (!this.sessions.has(token)) return null;
      const person: Actor = { kind: "person", id: token, name: token, email: "", language: "es", grants: [] };
      return { actor: person, session: `session-${token}`, until: this.until };
    },
    mayJoin: async (actor, documentId): Promise<Seat | null> => {
      if (!documentId.startsWith("plan")) return null;
      const groupId = documentId.startsWith("plan-south") ? "south" : "north";
      if (actor.kind === "stranger") {
        return { edit: false, why: "read-only", name: "", country: null, office: null, until: null, groupId };
      }
      const [name, country, office] = names[actor.id] ?? ["?", null, null];
      const edit = this.editors.has(actor.id);
      return { edit, why: edit ? null : "read-only", name, country, office, until: this.seatUntil, groupId };
    },
    mayWatch: async (_actor, topic) => topic.startsWith("/"),
  };
  until: Date | null = null;
  seatUntil: Date | null = null;
  port = 0;
  private constructor(
    keeper: MemoryKeeper,
    readonly gateway: Gateway,
    private readonly http: ReturnType<typeof createServer>,
  ) {
    this.keeper = keeper;
  }

  static async open(keeper = new MemoryKeeper(), more: Partial<GatewayOptions> = {}): Promise<House> {
    const http = createServer((_request, response) => response.writeHead(404).end());
    const late: { house?: House } = {};
    const at = (): House => {
      if (!late.house) throw new Error("not open yet");
      return late.house;
    };
    const gateway = makeGateway(http, {
      keeper,
      door: {
        who: (handshake) => at().door.who(handshake),
        mayJoin: (actor, id) => at().door.mayJoin(actor, id),
        mayWatch: (actor, topic) => at().door.mayWatch(actor, topic),
      },
      bus: { tell: (notice) => at().bus.tell(notice), hear: (listener) => subscribe(late, listener) },
      notes: { warn: () => undefined, error: (facts) => void at().errors.push(facts) },
      clock: { now: () => new Date() },
      startReader: readHere,
      ...more,
    });
    const house = new House(keeper, gateway, http);
    late.house = house;
    for (const listener of waiting.splice(0)) house.bus.hear(listener);
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    house.port = (http.address() as AddressInfo).port;
    return house;
  }

  /** A document that says `plan`, as the server makes it. */
  begin(id = "plan-1", plan: Plan = emptyPlan): string {
    this.keeper.begin(id);
    const kept = this.keeper.documents.get(id);
    if (plan !== emptyPlan) kept?.rows.push({ seq: 1, bytes: firstState(plan) });
    return id;
  }

  client(token: string, options: ClientOptions = {}): Client {
    const client = new Client(this.port, token, options);
    this.clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.close();
    await this.gateway.close();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }
}

const waiting: ((notice: Notice) => void)[] = [];
function subscribe(late: { house?: House }, listener: (notice: Notice) => void): () => void {
  if (late.house) return late.house.bus.hear(listener);
  waiting.push(listener);
  return () => undefined;
}
