import { existsSync } from "node:fs";
import { join } from "node:path";
import compression from "compression";
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import type { Registry } from "prom-client";
import type { Auth } from "#server/auth/auth.ts";
import type { Env } from "#server/env.ts";
import type { Load } from "#server/load.ts";
import type { Log } from "#server/log.ts";
import type { Services } from "#server/services/services.ts";
import type { Store } from "#server/store/client.ts";
import { identify, loadContext } from "./door.ts";
import { health, type Check } from "./health.ts";
import { inALanguage } from "./language.ts";
import { shed } from "./shedding.ts";
import { headers, mark, sameOrigin, secretPages, storable, withoutToken } from "./security.ts";

export interface Web {
  readonly env: Env;
  readonly log: Log;
  readonly store: Store;
  readonly auth: Auth;
  readonly services: Services;
  readonly registry: Registry;
  /** What has to work for the product to be ready. */
  readonly checks: readonly Check[];
  /** How busy this process is. */
  readonly load: Load;
  readonly now: () => Date;
  /** Remix, built or in development. */
  readonly pages: (context: typeof loadContext, web: Web) => RequestHandler;
  /** What is served beside pages: files, documents over HTTP. Mounted after identification. */
  readonly beside: readonly RequestHandler[];
  /** In development, Vite's own middlewares. */
  readonly assets: RequestHandler | null;
}

/** Puts the web together; the order is the order in which a request meets the parts. */
export function makeWeb(web: Web): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", web.env.trustProxy);
  app.use(mark, storable, headers(web.env), secretPages, health(web.env, web.checks, web.registry));
  app.use(compression({ threshold: 512 }));
  if (web.assets) app.use(web.assets);
  else
    app.use(
      "/assets",
      express.static(join("build", "client", "assets"), {
        immutable: true,
        maxAge: "1y",
        fallthrough: false,
      }),
    );
  app.use(
    express.static(existsSync("build/client") && !web.assets ? join("build", "client") : "public", {
      maxAge: "1h",
    }),
  );
  app.use(shed(web.load));
  app.use(logged(web.log), sameOrigin(web.env), identify(web), ...web.beside, inALanguage());
  app.use(web.pages(loadContext, web));
  app.use(failed(web.log));
  return app;
}

/** One line a request, without query, body or token: those hold words of persons or open doors. */
function logged(log: Log): RequestHandler {
  return (request, response, next) => {
    const begun = performance.now();
    response.once("finish", () => {
      const ms = Math.round(performance.now() - begun);
      const id = response.locals["requestId"] as string;
      log.info(
        { id, method: request.method, path: withoutToken(request.path), status: response.statusCode, ms },
        "answered",
      );
    });
    next();
  };
}

/** What fails outside Remix: a malformed address, a static file that is not there, a fault of ours. */
function failed(log: Log) {
  return (error: unknown, _request: Request, response: Response, _next: NextFunction): void => {
    const named =
      typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 500;
    const status = named >= 400 && named < 600 ? named : 500;
    const id = response.locals["requestId"] as string;
    if (status >= 500) log.error({ err: error, id }, "a request failed");
    if (response.headersSent) return void response.end();
    response.status(status).type("text/plain").send(`${status} · ${id}\n`);
  };
}
