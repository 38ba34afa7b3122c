import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { actions, type Action } from "#app/domain/policy.ts";
import {
  expressGuards,
  harmless,
  routeGuards,
  socketGuards,
  unasked,
  type Guard,
  type RouteGuards,
} from "./guards.ts";
import { askedInServer, clientEvents, expressRoutes, reach, routes } from "./reach.ts";

const sides = ["loader", "action"] as const;

/** What is wrong with the rows of these routes, one line each. */
function faultsOf(
  files: ReadonlyMap<string, string>,
  rows: Readonly<Record<string, RouteGuards>>,
): readonly string[] {
  const faults = Object.keys(rows).flatMap((name) =>
    files.has(name) ? [] : [`${name}: there is no such route`],
  );
  for (const [name, text] of files) {
    const row = rows[name];
    if (row === undefined) faults.push(`${name}: has no row`);
    for (const side of row === undefined ? [] : sides) {
      const reached = reach(name, text, side);
      const guard = row?.[side];
      if (reached === null && guard !== undefined) faults.push(`${name}: has no ${side}`);
      if (reached !== null && guard === undefined) faults.push(`${name}: its ${side} has no guard`);
      if (reached === null || guard === undefined) continue;
      if (typeof guard === "string") {
        if (side === "action" && reached.services.size > 0) faults.push(`${name}: acts and asks nobody`);
        continue;
      }
      for (const action of guard)
        if (!reached.actions.has(action)) faults.push(`${name}: its ${side} does not ask for ${action}`);
      for (const service of reached.unguarded)
        if (harmless[service] === undefined) faults.push(`${name}: ${service} asks nobody`);
    }
  }
  return faults;
}

const named = (guards: readonly (Guard | undefined)[]): readonly Action[] =>
  guards.flatMap((guard) => (guard === undefined || typeof guard === "string" ? [] : guard));

describe("the table of guards", () => {
  test("has a row for every route, whose loader and action ask for what the row says", () => {
    expect(faultsOf(routes, routeGuards)).toEqual([]);
  });

  test("goes red for a route without a row, for one that is gone, and for an act that nobody guards", () => {
    const [known = "", text = ""] =
      [...routes].find(([name]) => name === "($lang).secretariat.people.tsx") ?? [];
    const row = routeGuards[known] ?? {};
    expect(
      faultsOf(
        new Map([
          [known, text],
          ["planted.tsx", text],
        ]),
        { [known]: row },
      ),
    ).toEqual(["planted.tsx: has no row"]);
    expect(faultsOf(new Map(), { [known]: row })).toEqual([`${known}: there is no such route`]);
    expect(faultsOf(new Map([[known, text]]), { [known]: { loader: row.loader ?? [] } })).toEqual([
      `${known}: its action has no guard`,
    ]);
    expect(faultsOf(new Map([[known, text]]), { [known]: { ...row, action: ["goal.table"] } })).toEqual([
      `${known}: its action does not ask for goal.table`,
    ]);
    const open = "export function action({ context }) { return context.services.letters.deliver(1); }";
    expect(faultsOf(new Map([["open.ts", open]]), { "open.ts": { action: [] } })).toEqual([
      "open.ts: letters.deliver asks nobody",
    ]);
    expect(faultsOf(new Map([["open.ts", open]]), { "open.ts": { action: "why not" } })).toEqual([
      "open.ts: acts and asks nobody",
    ]);
  });

  test("has a row for every message of a client over a socket", () => {
    expect(Object.keys(socketGuards)).toEqual(clientEvents());
    const planted = "export interface ClientEvents { join: () => void; wipe: () => void; }";
    expect(clientEvents(planted)).toEqual(["join", "wipe"]);
  });

  test("has a row for every address that Express answers itself", () => {
    expect(Object.keys(expressGuards).sort()).toEqual([...expressRoutes()].sort());
  });

  test("names only actions of the policy, and those of sockets and Express are asked for at the door", () => {
    const all = named([
      ...Object.values(routeGuards).flatMap(({ loader, action }) => [loader, action]),
      ...Object.values(socketGuards),
      ...Object.values(expressGuards),
    ]);
    const known: readonly string[] = actions;
    expect(all.filter((action) => !known.includes(action))).toEqual([]);
    const door = readFileSync("server/services/plan-seats.ts", "utf8");
    const live = named([socketGuards["join"], socketGuards["hot"], ...Object.values(expressGuards)]);
    expect(live.filter((action) => !door.includes(`may(actor, "${action}"`))).toEqual([]);
  });

  test("leaves no action of the policy unasked but those with a reason, and keeps no reason that is outdated", () => {
    const asked = askedInServer();
    expect(actions.filter((action) => !asked.has(action))).toEqual(Object.keys(unasked));
  });
});
