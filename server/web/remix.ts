import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import type { Web } from "./app.ts";

/** The built pages. */
export async function builtPages(): Promise<Web["pages"]> {
  const build = (await import(pathToFileURL(resolve("build/server/index.js")).href)) as ServerBuild;
  return (context, web) =>
    createRequestHandler({
      build,
      mode: "production",
      getLoadContext: (request, response) => context(web, request, response),
    });
}

/** Pages in development: Vite builds them when they are asked for. */
export async function livePages(): Promise<{ pages: Web["pages"]; assets: RequestHandler }> {
  const { createServer } = await import("vite");
  const vite = await createServer({ server: { middlewareMode: true } });
  const load = () => vite.ssrLoadModule("virtual:remix/server-build") as unknown as Promise<ServerBuild>;
  return {
    assets: vite.middlewares,
    pages: (context, web) =>
      createRequestHandler({
        build: load,
        mode: "development",
        getLoadContext: (request, response) => context(web, request, response),
      }),
  };
}
