import type { Request, RequestHandler } from "express";
import { chooseLanguage } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Load } from "#server/load.ts";

/** So many answers in the making at once; more would only make everybody wait longer. */
const most = 256;
/** Seconds after which it may be better. */
const wait = 5;

/**
 * Turns newcomers away while there is too much to do, with 503 and Retry-After: who is being answered is answered, and
 * live texts go on being saved, over sockets and over plain HTTP.
 */
export function shed(load: Load, limit = most): RequestHandler {
  let inTheMaking = 0;
  return (request, response, next) => {
    if (goesOn(request)) return next();
    const isLine = request.path.startsWith("/live/");
    if (inTheMaking >= limit || load.isHeavy()) {
      const language = chooseLanguage({
        account: null,
        cookie: request.headers.cookie,
        acceptLanguage: request.headers["accept-language"],
      });
      const say = translator(language);
      response
        .status(503)
        .set({ "Retry-After": String(wait), "Cache-Control": "no-store", "Content-Language": language })
        .type("text/plain")
        .send(`${say("refusals:busy")}\n`);
      return;
    }
    // A page that is told of changes keeps its line open: that is no work.
    if (isLine) return next();
    inTheMaking++;
    response.once("close", () => inTheMaking--);
    next();
  };
}

/** Whether it is somebody at a live text over plain HTTP: who sends, or who has the text and asks what is new. */
function goesOn({ method, path, query }: Request): boolean {
  return path.startsWith("/documents/") && (method === "POST" || query["seq"] !== undefined);
}
