/** What a page has to know of the request it answers, also when everything else about it failed. */
import { createContext, useContext } from "react";
import type { Theme } from "./top-bar.tsx";

export interface RequestFacts {
  readonly theme: Theme | null;
  /** For scripts under the Content-Security-Policy of this answer; browsers hide it from scripts. */
  readonly nonce: string | undefined;
  /** To be quoted when something broke. */
  readonly requestId: string | null;
  readonly now: Date;
}

const Context = createContext<RequestFacts | null>(null);

export const RequestProvider = Context.Provider;

export function useRequest(): RequestFacts {
  const facts = useContext(Context);
  if (facts === null) throw new Error("Pages are rendered inside <RequestProvider>");
  return facts;
}
