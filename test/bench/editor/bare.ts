/** Serves the yardstick's page, its text, and the typing of others at a rate. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { stateOf } from "#app/document/ydoc.ts";
import { typed, type Spot } from "#test/running/typing.ts";

export interface Bare {
  readonly url: string;
  /** Everybody types so many characters a second, until `still`. */
  begin(perSecond: number): void;
  still(): void;
  stop(): void;
}

const page = `<!doctype html><meta charset="utf-8"><title>Yardstick</title>
<style>.ProseMirror { white-space: pre-wrap; max-width: 45rem }</style><script type="module" src="/page.js"></script>`;

interface Typist {
  readonly client: number;
  clock: number;
  after: Spot;
}

/** `first` is the text's state, `spots` where the others type. */
export async function serveBare(first: Uint8Array, spots: readonly Spot[]): Promise<Bare> {
  const bundle = await build({
    entryPoints: ["test/bench/editor/bare-page.ts"],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    write: false,
  });
  const script = bundle.outputFiles[0]?.text ?? "";
  const said: Uint8Array[] = [first];
  const hearing = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    if (request.url === "/page.js") response.setHeader("content-type", "text/javascript").end(script);
    else if (request.url === "/state") response.end(stateOf(said));
    else if (request.url === "/typing") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("\n");
      hearing.add(response);
      request.on("close", () => hearing.delete(response));
    } else response.setHeader("content-type", "text/html").end(page);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const typists = spots.map((after, index): Typist => ({ client: 1_000_000 + index, clock: 0, after }));
  const key = (typist: Typist) => {
    const update = typed(typist.client, typist.clock, typist.after, "x");
    typist.after = { client: typist.client, clock: typist.clock++ };
    said.push(update);
    const line = `data: ${Buffer.from(update).toString("base64")}\n\n`;
    for (const listener of hearing) listener.write(line);
  };
  let timers: NodeJS.Timeout[] = [];
  const still = () => {
    for (const timer of timers.splice(0)) clearInterval(timer);
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    begin(perSecond) {
      still();
      const every = 1000 / perSecond;
      // Not all at once: as the clients of fleet.ts, each at a moment of its own.
      timers = typists.map((typist, index) =>
        setTimeout(
          () => timers.push(setInterval(() => key(typist), every)),
          (every * index) / typists.length,
        ),
      );
    },
    still,
    stop() {
      still();
      server.closeAllConnections();
      server.close();
    },
  };
}
