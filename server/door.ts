/** The door of co-editing: who, and may they. Joins auth and the plans' seats without letting either know of sockets. */
import { proposalNumber } from "#app/domain/goal-address.ts";
import type { Auth } from "./auth/auth.ts";
import type { Door } from "./realtime/keeper.ts";
import type { Ground } from "./services/act.ts";
import { goalViews } from "./services/goal-views.ts";
import { marginServices } from "./services/margins.ts";
import { planSeats } from "./services/plan-seats.ts";

export function makeDoor(ground: Ground, auth: Auth, isDamaged: (documentId: string) => boolean): Door {
  const goals = goalViews(ground);
  const margins = marginServices(ground);
  const seatAt = planSeats(ground);
  return {
    async who(handshake) {
      const { headers } = handshake;
      const { actor, sessionHandle, until } = await auth.identify(headers.cookie, headers["user-agent"]);
      return { actor, session: sessionHandle, until };
    },
    async mayJoin(actor, documentId) {
      const seat = await seatAt(actor, documentId);
      return seat !== null && isDamaged(documentId) ? { ...seat, edit: false, why: "damaged" } : seat;
    },
    // What is recorded for everybody may be hinted to everybody; a hint says that a page changed, and nothing else.
    async mayWatch(actor, topic) {
      const number = proposalNumber(/^\/goals\/(p\d+)$/.exec(topic)?.[1]);
      if (number !== null) return (await goals.groupOf(actor, number)) !== null;
      const margin = await margins.mayWatch(actor, topic);
      if (margin !== null) return margin;
      return /^\/[a-z0-9/-]{1,200}$/.test(topic) || topic.startsWith("group:");
    },
  };
}
