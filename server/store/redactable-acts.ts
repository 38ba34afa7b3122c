/** Which acts a page shows, so that words in them can be redacted there: each act is on one page at least (domain §9). */
import type { Redactable } from "#app/domain/redaction.ts";
import type { GroupId } from "#app/domain/roles.ts";
import type { Prisma } from "./generated/client.ts";

/** Pages of acts that are of no group. */
export type ActsAt = Extract<Redactable, { readonly kind: "officers" | "country" | "acts" }>;

type Where = Prisma.ActWhereInput;

/** Acts on which grants rest, or by which they ended. */
const ofGrants = (some: Prisma.GrantWhereInput): Where[] => [{ grants: { some } }, { endedGrants: { some } }];

/** The acts on which memberships, offices and rights in a group rest, and the group itself. */
export function actsOfGroup(groupId: GroupId): Where {
  const some = { groupId };
  return {
    OR: [
      ...ofGrants(some),
      { memberships: { some } },
      { leavings: { some } },
      { offices: { some } },
      { founded: { some: { id: groupId } } },
    ],
  };
}

/** The acts that such a page has. Terms are the platform's own, and what they rest on is copied onto rounds for good. */
export function actsAt(at: ActsAt): Where {
  switch (at.kind) {
    case "officers":
      return { OR: [...ofGrants({ bodyKind: "officers" }), { seats: { some: {} } }] };
    case "country":
      return { OR: ofGrants({ bodyKind: "country", bodyCountry: at.country }) };
    case "acts": {
      const none = {};
      const elsewhere = { bodyKind: { in: ["group", "officers", "country"] } };
      return {
        grants: { none: elsewhere },
        endedGrants: { none: elsewhere },
        seats: { none },
        memberships: { none },
        leavings: { none },
        offices: { none },
        founded: { none },
        terms: { none },
      };
    }
  }
}

/** The page, without language. */
export function linkOfActs(at: ActsAt): string {
  switch (at.kind) {
    case "officers":
      return "/officers";
    case "country":
      return `/countries/${at.country.toLowerCase()}`;
    case "acts":
      return "/secretariat/grants";
  }
}
