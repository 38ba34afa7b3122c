/** A stage for the editor: the real gateway over a log in memory, and one page with the platform's policy and sheets. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import express from "express";
import { stranger, type Actor } from "#app/domain/roles.ts";
import { firstState } from "#app/document/ydoc.ts";
import type { Plan, PlanNode } from "#app/document/plan.ts";
import type { Notice } from "#server/bus.ts";
import type { Fallback } from "#server/realtime/fallback.ts";
import { makeGateway, type Gateway } from "#server/realtime/gateway.ts";
import { documentsOverHttp } from "#server/web/documents.ts";

import { MemoryKeeper } from "#test/server/realtime/memory.ts";
import { MarginInMemory, topic } from "./margin/platform.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** As strict as the platform's own (look.md: no inline style, no inline script). */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

export const people = {
  ana: { name: "Ana Quispe", country: "PE", office: "representative" },
  bruno: { name: "Bruno Lima", country: "BR", office: "representative" },
  marisol: { name: "Marisol Fuentes", country: "CL", office: "representative" },
  olga: { name: "Olga Observer", country: null, office: "observer" },
} as const;
export type Name = keyof typeof people;

const countries = { BR: "Brazil", CL: "Chile", CR: "Costa Rica", JM: "Jamaica", PE: "Peru" };

export const document = "plan-1";

export class Stage {
  readonly keeper = new MemoryKeeper();
  readonly margin = new MarginInMemory();
  readonly editors = new Set<string>(["ana", "bruno", "marisol"]);
  private readonly listeners = new Set<(notice: Notice) => void>();

  private constructor(
    private readonly http: Server,
    private gateway: Gateway | null,
    readonly port: number,
  ) {}

  /** With `page`, the editor is bundled and served; without, there is the gateway alone. */
  static async open(plan: Plan, page = false): Promise<Stage> {
    const files = page ? await bundle() : new Map<string, string>();
    const late: { stage?: Stage } = {};
    const plain = plainRoutes(() => late.stage?.gateway?.fallback ?? null);
    const http = createServer((request, response) => {
      if (request.url?.startsWith("/documents/")) return void plain(request, response);
      const path = (request.url ?? "/").split("?")[0] ?? "/";
      if (path === "/margin") return void late.stage?.besides(request, response);
      const file = files.get(path);
      const type = path.endsWith(".css")
        ? "text/css"
        : path.endsWith(".js")
          ? "text/javascript"
          : "text/html; charset=utf-8";
      if (path === "/en/sign-out")
        return void response.writeHead(200, { "content-type": "text/html" }).end("<p>Bye");
      if (path !== "/" && file === undefined) return void response.writeHead(404).end();
      response.writeHead(200, { "content-type": type, "content-security-policy": policy });
      response.end(file ?? pageFor(request));
    });
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const stage = new Stage(http, null, (http.address() as AddressInfo).port);
    stage.keeper.begin(document);
    stage.keeper.documents.get(document)?.rows.push({ seq: 1, bytes: firstState(plan) });
    stage.raise();
    late.stage = stage;
    return stage;
  }

  /** Starts a gateway on the same port: the first one, or one after a restart. */
  raise(): void {
    this.gateway = makeGateway(this.http, {
      keeper: this.keeper,
      door: {
        who: async (handshake) => {
          const id = personOf(handshake);
          if (id === null) return null;
          return { actor: actorOf(id), session: id, until: null };
        },
        mayJoin: async (actor, id) => {
          const name = actor.kind === "person" && isName(actor.id) ? actor.id : null;
          if (id !== document || name === null) return null;
          const edit = this.editors.has(name);
          return { ...people[name], edit, why: edit ? null : "read-only", until: null, groupId: "north" };
        },
        mayWatch: async (_actor, asked) => asked === topic,
      },
      bus: {
        tell: (notice) => this.listeners.forEach((listener) => listener(notice)),
        hear: (listener) => {
          this.listeners.add(listener);
          return () => void this.listeners.delete(listener);
        },
      },
      notes: { warn: () => undefined, error: () => undefined },
      clock: { now: () => new Date() },
    });
  }

  /** What stands beside the text: asked for, or added to. */
  private async besides(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = personOf(request);
    const speaker = id === null ? { name: "", country: null } : people[id];
    let answer: object | null = this.margin.for(speaker);
    if (request.method === "POST") {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const fields = Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString()));
      answer = this.margin.take(fields, speaker);
      const told = { entryId: "", event: "post.made", groupId: null, roundId: null, link: topic } as const;
      // A portal's page records nothing: told of it, whoever was answered before would send again.
      if (answer !== null) for (const listener of this.listeners) listener({ kind: "recorded", ...told });
    }
    const type = answer === null ? "text/html" : "application/json";
    response
      .writeHead(200, { "content-type": type })
      .end(answer === null ? "<h1>Portal" : JSON.stringify(answer));
  }

  /** Rights changed: connections ask the door again. */
  recheck(personId: Name): void {
    for (const listener of this.listeners) listener({ kind: "rights-changed", personId });
  }

  /** The server goes down, as for a deploy. */
  async fell(): Promise<void> {
    await this.gateway?.close();
    this.gateway = null;
  }

  url(person: Name, more: Readonly<Record<string, string>> = {}): string {
    return `http://127.0.0.1:${this.port}/?${new URLSearchParams({ person, ...more }).toString()}`;
  }

  async close(): Promise<void> {
    await this.fell();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }
}

/** A paragraph. */
export function para(id: string, ...content: readonly (string | PlanNode)[]): PlanNode {
  return {
    type: "paragraph",
    attrs: { id },
    content: content.map((part) => (typeof part === "string" ? { type: "text", text: part } : part)),
  };
}

export function section(id: string, text: string): PlanNode {
  return { type: "heading", attrs: { id, level: 1 }, content: [{ type: "text", text }] };
}

function personOf(request: Pick<IncomingMessage, "headers">): Name | null {
  const named = /person=(\w+)/.exec(request.headers.cookie ?? "")?.[1];
  return isName(named) ? named : null;
}

function actorOf(id: Name | null): Actor {
  return id === null
    ? stranger
    : { kind: "person", id, name: people[id].name, email: "", language: "en", grants: [] };
}

/** Documents over plain HTTP, as the product mounts them. */
function plainRoutes(at: () => Fallback | null) {
  const away = () => Promise.reject(new Error("the server is down"));
  return express()
    .use((request, response, next) => {
      response.locals["actor"] = actorOf(personOf(request));
      response.locals["sessionHandle"] = null;
      next();
    })
    .use(
      documentsOverHttp({
        push: (...asked) => at()?.push(...asked) ?? away(),
        pull: (...asked) => at()?.pull(...asked) ?? away(),
      }),
    )
    .use((_error: unknown, _request: express.Request, response: express.Response, _next: unknown) => {
      response.status(502).type("text/html").send("<h1>Bad gateway</h1>");
    });
}

function isName(value: unknown): value is Name {
  return typeof value === "string" && Object.hasOwn(people, value);
}

function pageFor(request: IncomingMessage): string {
  const asked = new URL(request.url ?? "/", "http://stage").searchParams;
  const id = asked.get("person") ?? "";
  const props = {
    documentId: document,
    epoch: Number(asked.get("epoch") ?? 1),
    language: asked.get("language") ?? "en",
    written: "es",
    person: isName(id) ? { id, ...people[id] } : null,
    mayEdit: asked.get("edit") !== "no",
    title: "Plan of work 2011–2013",
    countries,
    agenda: { cycle: "elac2015" },
    names: {
      goals: [
        { goal: "elac2015:1", label: "goal 1 of eLAC2015", title: "Access for all" },
        { goal: "elac2015:12", label: "goal 12 of eLAC2015", title: "Schools in the network" },
        { goal: "elac2007:3", label: "goal 3 of eLAC2007", title: "Accès aux écoles" },
      ],
      countries: null,
    },
    ...(asked.has("margin")
      ? { margin: { address: "/margin", initial: null, discussion: "/groups/a/discussion" } }
      : {}),
  };
  const data = JSON.stringify(props).replace(/</g, "\\u003c");
  const theme = asked.get("theme");
  return `<!doctype html><html lang="en"${theme ? ` data-theme="${theme}"` : ""}><head><meta charset="utf-8"><title>Plan</title><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/stage.css"></head><body><main id="content" class="wrap"><a href="#content" id="before">Before</a><div id="root"></div><a href="#content" id="after">After</a><form method="post" action="/en/sign-out"><button>Sign out</button></form></main><script type="application/json" id="props">${data}</script><script type="module" src="/stage.js"></script></body></html>`;
}

let made: Promise<Map<string, string>> | undefined;

/** Made once for each run of a test file. */
function bundle(): Promise<Map<string, string>> {
  made ??= makeBundle();
  return made;
}

async function makeBundle(): Promise<Map<string, string>> {
  const common = { bundle: true, write: false, absWorkingDir: root, target: "es2022" } as const;
  const script = await build({
    ...common,
    stdin: {
      contents: `
        import { createRoot } from "react-dom/client";
        import { Speech } from "#app/components/speech.tsx";
        import { PlanIsland } from "#app/editor/island.tsx";
        import { en } from "#app/i18n/catalogue/en.ts";
        import { speaker } from "#app/i18n/speaker.ts";
        const props = JSON.parse(document.getElementById("props").textContent);
        createRoot(document.getElementById("root")).render(<Speech language="en" t={speaker("en", en)} now={new Date()}><PlanIsland {...props}><div className="paper"><p>As the server drew it.</p></div></PlanIsland></Speech>);
      `,
      loader: "tsx",
      resolveDir: root,
    },
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const sheet = await build({
    ...common,
    stdin: {
      contents: '@import "./app/styles/app.css"; @import "./app/styles/editor.css";',
      loader: "css",
      resolveDir: root,
    },
  });
  return new Map([
    ["/stage.js", script.outputFiles[0]?.text ?? ""],
    ["/stage.css", sheet.outputFiles[0]?.text ?? ""],
  ]);
}
