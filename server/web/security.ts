/**
 * The web: Express, and on it headers, limits, health, static files, the door, Remix.
 * May import: auth, services, env. Begin with app.ts.
 */
import { randomBytes } from "node:crypto";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import helmet from "helmet";
import type { Env } from "#server/env.ts";

/** Gives each request an id and a nonce, in `res.locals`. */
export function mark(_request: Request, response: Response, next: NextFunction): void {
  response.locals["requestId"] = randomBytes(8).toString("hex");
  response.locals["nonce"] = randomBytes(16).toString("base64");
  next();
}

/** No database keeps a NUL: in an address it becomes the sign for what cannot be read, and the page is simply not there. */
export function storable(
  request: Pick<Request, "url" | "originalUrl">,
  _response: unknown,
  next: () => void,
): void {
  if (/%00/.test(request.originalUrl)) {
    request.url = request.url.replaceAll("%00", "%EF%BF%BD");
    request.originalUrl = request.originalUrl.replaceAll("%00", "%EF%BF%BD");
  }
  next();
}

/** Addresses whose last part is the token of a link in a letter: whoever has read it could use it. */
const holdsToken = /^((?:\/[a-z]{2})?\/(?:invitation|reset|letters\/unsubscribe)\/)[^/]+/;

/** A path as it may be written down: without the token of a link. */
export const withoutToken = (path: string): string => path.replace(holdsToken, "$1…");

/** Keeps pages behind the link of a letter out of caches, and their address out of what other pages are told. */
export function secretPages(
  request: Pick<Request, "path">,
  response: Pick<Response, "set">,
  next: () => void,
): void {
  if (holdsToken.test(request.path))
    response.set({ "Cache-Control": "no-store", "Referrer-Policy": "same-origin" });
  next();
}

/** Headers of every answer: a policy without inline scripts or styles and without any third-party origin. */
export function headers(env: Env): RequestHandler {
  const secure = env.appUrl.startsWith("https:");
  // Sockets of the page's own origin; Safari takes 'self' for http only, so it is spelled out.
  const socket = env.appUrl.replace(/^http/, "ws");
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "connect-src": ["'self'", socket, ...(env.development ? ["ws:"] : [])],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'", "data:"],
        "manifest-src": ["'self'"],
        "script-src": [
          "'self'",
          (_request, response) => `'nonce-${(response as Response).locals["nonce"] as string}'`,
        ],
        "style-src": env.development ? ["'self'", "'unsafe-inline'"] : ["'self'"],
        ...(secure ? { "upgrade-insecure-requests": [] } : {}),
      },
    },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: "strict-origin-when-cross-origin" },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: "deny" },
  });
}

/**
 * Whether a request that changes something comes from our own pages: by Sec-Fetch-Site, else by Origin. A client that
 * sends neither is no browser and carries no cookie of somebody else's, but is refused where it carries one.
 */
export function isSameOrigin(
  sent: { site?: string; origin?: string; cookie?: string },
  appUrl: string,
): boolean {
  if (sent.site !== undefined)
    return sent.site === "same-origin" || (sent.site === "none" && sent.origin === undefined);
  if (sent.origin !== undefined) return sent.origin === appUrl;
  return sent.cookie === undefined;
}

/** Refuses what changes something from elsewhere, before Remix sees it: pages, resource routes and API alike. */
export function sameOrigin(env: Env): RequestHandler {
  return (request, response, next) => {
    if (request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS") return next();
    const sent = {
      site: one(request.headers["sec-fetch-site"]),
      origin: request.headers.origin,
      cookie: request.headers.cookie,
    };
    if (isSameOrigin(sent, env.appUrl) || (env.appUrl.includes("//localhost") && isLoopbackTwin(sent, env)))
      return next();
    response.status(403).type("text/plain").send("This request came from another site and was refused.\n");
  };
}

/** On a trial machine people write localhost or 127.0.0.1; both are this server. */
function isLoopbackTwin(sent: { site?: string; origin?: string }, env: Env): boolean {
  if (sent.site !== undefined || sent.origin === undefined || !URL.canParse(sent.origin)) return false;
  const from = new URL(sent.origin);
  return from.protocol === "http:" && from.hostname === "127.0.0.1" && from.port === new URL(env.appUrl).port;
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
