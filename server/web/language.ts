import type { RequestHandler } from "express";
import { chooseLanguage, languages } from "#app/i18n/language.ts";
import type { Actor } from "#app/domain/roles.ts";

const prefixed = new RegExp(`^/(${languages.join("|")})(/|$)`);

/** Sends a page's address without a language to the one of the account, the cookie or the browser, in this order. */
export function inALanguage(): RequestHandler {
  return (request, response, next) => {
    const reading = request.method === "GET" || request.method === "HEAD";
    if (!reading || prefixed.test(request.path) || /\.[a-z0-9]+$/i.test(request.path)) return next();
    const actor = response.locals["actor"] as Actor;
    const language = chooseLanguage({
      account: actor.kind === "person" ? actor.language : null,
      cookie: request.headers.cookie,
      acceptLanguage: request.headers["accept-language"],
    });
    const query = request.originalUrl.includes("?")
      ? request.originalUrl.slice(request.originalUrl.indexOf("?"))
      : "";
    response.vary("Accept-Language").vary("Cookie");
    response.redirect(
      302,
      `/${language}${request.path === "/" ? "" : encodeURI(decodeSafely(request.path))}${query}`,
    );
  };
}

function decodeSafely(path: string): string {
  try {
    // A path that begins with two slashes would lead to another host.
    return decodeURI(path).replace(/^\/+/, "/");
  } catch {
    return "/";
  }
}
