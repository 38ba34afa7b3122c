import type { AppLoadContext } from "@remix-run/node";
import type { Request, RequestHandler, Response } from "express";
import type { Web } from "./app.ts";

/** Reads who is asking, once a request, and renews the cookie where that is due. */
export function identify(web: Pick<Web, "auth">): RequestHandler {
  return (request, response, next) => {
    web.auth
      .identify(request.headers.cookie, request.headers["user-agent"])
      .then(({ actor, sessionHandle, setCookie }) => {
        response.locals["actor"] = actor;
        response.locals["sessionHandle"] = sessionHandle;
        if (setCookie !== null) response.append("Set-Cookie", setCookie);
        // What a signed-in person reads is that person's, also to caches on the way.
        if (actor.kind === "person") response.set("Cache-Control", "private, no-store");
        next();
      })
      .catch(next);
  };
}

const themes = { light: "light", dark: "dark" } as const;

/** What loaders and actions receive. */
export function loadContext(web: Web, request: Request, response: Response): AppLoadContext {
  const theme = /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(request.headers.cookie ?? "")?.[1] as
    keyof typeof themes | undefined;
  return {
    actor: response.locals["actor"] as AppLoadContext["actor"],
    services: web.services,
    nonce: response.locals["nonce"] as string,
    requestId: response.locals["requestId"] as string,
    fault: (error) =>
      web.log.error({ err: error, id: response.locals["requestId"] as string }, "a page failed"),
    theme: theme === undefined ? null : themes[theme],
    sessionHandle: response.locals["sessionHandle"] as string | null,
    address: request.ip ?? "",
    setCookie: (cookie) => void response.append("Set-Cookie", cookie),
    now: web.now(),
    appUrl: web.env.appUrl,
    demo: web.env.demo,
    contact: web.env.contact,
  };
}
