/** THE DOOR: what the server hands to loaders and actions. Types only. */
import "@remix-run/node";
import type { Actor } from "#app/domain/roles.ts";
import type { Services } from "#server/services/services.ts";

declare module "@remix-run/node" {
  /** What loaders return reaches pages as it is: dates stay dates. */
  interface Future {
    v3_singleFetch: true;
  }

  interface AppLoadContext {
    readonly actor: Actor;
    readonly services: Services;
    /** For the Content-Security-Policy of this answer. */
    readonly nonce: string;
    /** Shown on a page that failed and written in the log. */
    readonly requestId: string;
    /** Writes a fault of ours to the log under that id. */
    fault(error: unknown): void;
    readonly theme: "light" | "dark" | null;
    /** Handle of the login session in use; null when nobody is signed in. */
    readonly sessionHandle: string | null;
    /** Limits are counted by it. */
    readonly address: string;
    /** Adds a Set-Cookie header to the answer, whatever the route returns. */
    setCookie(cookie: string): void;
    /** The platform's instant for this request; pages never read a clock. */
    readonly now: Date;
    readonly appUrl: string;
    readonly demo: boolean;
    /** Where people write to the secretariat. */
    readonly contact: string;
  }
}
