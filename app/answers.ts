/** What a route answers when a service refuses: a page of that status, or the form again with what was entered. */
// From the package for browsers, since the last function here is used on pages too.
import { data } from "@remix-run/react";
import { refusalOf, statusOf, type Refusal } from "#app/domain/refusal.ts";

/** What an action returns so that its page can show the form again. */
export interface Refused {
  readonly refusal: Refusal;
  /** What was entered, by field name; passwords and files are left out. */
  readonly values: Readonly<Record<string, string>>;
}

function headersOf(refusal: Refusal): HeadersInit {
  return refusal.retryAfter === undefined ? {} : { "Retry-After": String(Math.ceil(refusal.retryAfter)) };
}

/** For loaders: a refusal becomes an error page of its status, in the reader's language. Faults go on. */
export async function loading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    throw data(refusal, { status: statusOf(refusal), headers: headersOf(refusal) });
  }
}

/**
 * For actions: `invalid`, `conflict`, `too-large` and `too-many` come back beside the form, with what was entered;
 * `unknown`, `forbidden` and `unavailable` are error pages.
 */
export async function acting<T>(values: Readonly<Record<string, string>>, work: () => Promise<T>) {
  try {
    return await work();
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    const init = { status: statusOf(refusal), headers: headersOf(refusal) };
    if (refusal.kind === "unknown" || refusal.kind === "forbidden" || refusal.kind === "unavailable")
      throw data(refusal, init);
    const refused: Refused = { refusal, values };
    return data(refused, init);
  }
}

/** The refusal in an action's answer, or null. */
export function refusedIn(answer: unknown): Refused | null {
  return typeof answer === "object" && answer !== null && "refusal" in answer ? (answer as Refused) : null;
}
