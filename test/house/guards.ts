/**
 * Who guards what: every door of the server with the actions of the policy that are asked for behind it. A new route, a new
 * message over a socket or a new address of Express needs its row here; the test beside it says which is missing.
 */
import type { Action } from "#app/domain/policy.ts";

/** The actions asked for, or why nobody has to be asked. */
export type Guard = readonly Action[] | string;

export interface RouteGuards {
  readonly loader?: Guard;
  readonly action?: Guard;
}

const everybody = "everybody reads what is public";
const words = "words of the page only";
const writes = ["minisite.edit", "minisite.news", "minisite.publish"] as const;
const takes = [
  "plan.take-amendment",
  "goal.take-amendment",
  "group.take-amendment",
  "decision.take-amendment",
] as const;
const rounds = [
  "round.confirm",
  "round.explain",
  "round.extend",
  "round.withdraw",
  "round.annul",
  "round.record-outcome",
] as const;

const beside = [
  "plan.read-live",
  "thread.open",
  "thread.post",
  "thread.resolve",
  "thread.reopen",
  "wording.suggest",
  "wording.sponsor",
  "wording.unsponsor",
  "wording.accept",
  "wording.reject",
  "wording.withdraw",
] as const;

/** By file of app/routes. */
export const routeGuards: Readonly<Record<string, RouteGuards>> = {
  "($lang).$.tsx": { loader: "there is no page", action: "there is no page" },
  "($lang)._index.tsx": { loader: everybody },
  "($lang).about.tsx": { loader: words },
  "($lang).accessibility.tsx": { loader: words },
  "($lang).account.tsx": {
    loader: ["account.read"],
    action: ["account.edit", "account.end-session", "account.change-password"],
  },
  "($lang).agendas.$cycle._index.tsx": { loader: everybody },
  "($lang).agendas.$cycle.goals.$number.tsx": { loader: everybody },
  "($lang).agendas._index.tsx": { loader: everybody },
  "($lang).countries.$iso.tsx": { loader: everybody },
  "($lang).countries._index.tsx": { loader: everybody },
  "($lang).coverage.tsx": { loader: ["plan.read-live"] },
  "($lang).decisions.tsx": { loader: everybody },
  "($lang).amendments.$position.tsx": {
    loader: takes,
    action: takes,
  },
  "($lang).desk.tsx": { loader: ["desk.read"] },
  "($lang).forgotten.tsx": { loader: words, action: ["account.recover"] },
  "($lang).goals.$id._index.tsx": {
    loader: ["goal.read", "record.read-all"],
    action: [
      "goal.discuss",
      "goal.table",
      "goal.cosponsor",
      "goal.take-over",
      "goal.withdraw",
      "goal.return",
      "goal.open-group-round",
      "goal.open-officers-round",
    ],
  },
  "($lang).goals.$id.edit.tsx": { loader: ["goal.edit"], action: ["goal.edit"] },
  "($lang).goals.$id.position.tsx": { loader: ["goal.read"] },
  "($lang).goals.$id.releases.$number.tsx": { loader: ["goal.read"] },
  "($lang).goals._index.tsx": { loader: ["goal.read"] },
  "($lang).groups.$slug._index.tsx": { loader: ["minisite.read-draft"] },
  "($lang).groups.$slug.decisions.$number.tsx": {
    loader: [
      "decision.read",
      "decision.open-round",
      "decision.edit",
      "decision.take-amendment",
      "decision.drop",
      "record.read-all",
    ],
    action: ["decision.open-round", "decision.drop"],
  },
  "($lang).groups.$slug.decisions.$number_.edit.tsx": {
    loader: ["decision.edit"],
    action: ["decision.edit"],
  },
  "($lang).groups.$slug.decisions._index.tsx": { loader: ["decision.read", "decision.propose"] },
  "($lang).groups.$slug.decisions.new.$kind.tsx": {
    loader: ["decision.propose"],
    action: ["decision.propose"],
  },
  "($lang).groups.$slug.discussion.$thread.tsx": {
    loader: ["post.read-hidden", "post.edit", "post.hide", "thread.close"],
    action: ["thread.post", "post.edit", "post.hide", "thread.close"],
  },
  "($lang).groups.$slug.discussion._index.tsx": { loader: everybody },
  "($lang).groups.$slug.discussion.new.tsx": { loader: ["thread.open"], action: ["thread.open"] },
  "($lang).groups.$slug.documents._index.tsx": { loader: ["file.upload"], action: ["file.remove"] },
  "($lang).groups.$slug.documents.new.tsx": { loader: ["file.upload"], action: ["file.upload"] },
  "($lang).groups.$slug.edit.tsx": { loader: ["minisite.edit"], action: writes },
  "($lang).groups.$slug.end.tsx": {
    loader: ["group.propose-discontinuation"],
    action: ["group.propose-discontinuation"],
  },
  "($lang).groups.$slug.goals._index.tsx": { loader: ["goal.read", "goal.draft"] },
  "($lang).groups.$slug.goals.new.tsx": { loader: ["goal.draft"], action: ["goal.draft"] },
  "($lang).groups.$slug.history.tsx": { loader: ["minisite.read-draft"] },
  "($lang).groups.$slug.outputs._index.tsx": { loader: ["plan.read-live"] },
  "($lang).groups.$slug.outputs.$output.tsx": {
    loader: ["plan.read-live", "output.record-progress"],
    action: ["output.record-progress"],
  },
  "($lang).groups.$slug.outputs[.]csv.ts": { loader: ["plan.read-live"] },
  "($lang).groups.$slug.members.tsx": { loader: ["membership.nominate", "grant.suggest"] },
  "($lang).groups.$slug.members_.chair.tsx": {
    loader: ["group.enter-chair"],
    action: ["group.enter-chair"],
  },
  "($lang).groups.$slug.members_.people.tsx": {
    loader: ["membership.nominate"],
    action: [
      "membership.nominate",
      "membership.leave",
      "coordinator.name",
      "grant.speak",
      "grant.suggest",
      "grant.answer-suggestion",
    ],
  },
  "($lang).groups.$slug.news.$item.tsx": { loader: ["minisite.read-draft"] },
  "($lang).groups.$slug.news.$item_.edit.tsx": { loader: ["minisite.news"], action: writes },
  "($lang).groups.$slug.news.$item_.history.tsx": { loader: ["minisite.read-draft"] },
  "($lang).groups.$slug.news._index.tsx": { loader: ["minisite.read-draft"] },
  "($lang).groups.$slug.news.new.tsx": { loader: ["minisite.news"], action: writes },
  "($lang).groups.$slug.news[.]atom.ts": { loader: everybody },
  "($lang).groups.$slug.pages.$page.tsx": { loader: ["minisite.read-draft"] },
  "($lang).groups.$slug.pages.$page_.edit.tsx": { loader: ["minisite.edit"], action: writes },
  "($lang).groups.$slug.pages.$page_.history.tsx": { loader: ["minisite.read-draft"] },
  "($lang).groups.$slug.pages.new.tsx": { loader: ["minisite.edit"], action: writes },
  "($lang).groups.$slug.proposal._index.tsx": {
    loader: ["group.take-amendment"],
    action: [
      "group.co-propose",
      "group.leave-proposal",
      "group.revise-proposal",
      "group.withdraw-proposal",
      "group.open-consultation",
      "group.open-officers-round",
      "group.withdraw-rounds",
    ],
  },
  "($lang).groups.$slug.proposal.edit.tsx": {
    loader: ["group.edit-proposal"],
    action: ["group.edit-proposal"],
  },
  "($lang).groups.$slug.rename.tsx": { loader: ["group.rename"], action: ["group.rename"] },
  "($lang).groups.propose.tsx": { loader: ["group.propose"], action: ["group.propose"] },
  "($lang).groups.$slug.plan._index.tsx": {
    loader: ["plan.read-live", "plan.begin", "plan.edit"],
    action: ["plan.begin"],
  },
  "($lang).groups.$slug.plan.compare.tsx": { loader: ["plan.read-live"] },
  "($lang).groups.$slug.plan.versions._index.tsx": {
    loader: ["plan.read-live", "plan.name-version", "plan.restore-text"],
    action: ["plan.name-version"],
  },
  "($lang).groups.$slug.plan.versions.at.tsx": { loader: ["plan.read-live", "plan.restore-text"] },
  "($lang).groups.$slug.plan.versions.restore.tsx": {
    loader: ["plan.restore-text"],
    action: ["plan.restore-text"],
  },
  "($lang).groups.$slug.plan.file.$id.tsx": {
    loader: "a file is shown to whoever asked for it, who was asked then",
    action: [],
  },
  "($lang).groups.$slug.plan.file.$id_.take.ts": {
    loader: "a file is handed to whoever asked for it, who was asked then",
  },
  "($lang).groups.$slug.plan.file._index.ts": { loader: ["plan.export"] },
  "($lang).groups.$slug.plan.import.$id.tsx": { loader: ["plan.import"], action: ["plan.import"] },
  "($lang).groups.$slug.plan.import._index.tsx": { loader: ["plan.import"], action: ["plan.import"] },
  "($lang).groups.$slug.plan.comment.tsx": {
    loader: ["plan.read-live", "thread.open"],
    action: ["plan.read-live", "thread.open", "wording.suggest"],
  },
  "($lang).groups.$slug.plan.comments.tsx": { loader: ["plan.read-live"], action: beside },
  "($lang).groups.$slug.plan.margin.ts": { loader: ["plan.read-live"], action: beside },
  "($lang).groups.$slug.plan.open-round.tsx": { loader: ["plan.open-round"], action: ["plan.open-round"] },
  "($lang).groups.$slug.plan.position.tsx": { loader: "leads to the round's page" },
  "($lang).groups.$slug.plan.print._index.tsx": { loader: ["plan.export"] },
  "($lang).groups.$slug.plan.print[.]css.ts": { loader: words },
  "($lang).groups.$slug.plan.releases.$number.tsx": { loader: ["plan.read-live"] },
  "($lang).groups.$slug.plan.round.tsx": { loader: "leads to the round's page" },
  "($lang).groups.$slug.plan.step.tsx": {
    loader: ["plan.read-live"],
    action: [
      "plan.submit-to-group",
      "plan.submit-to-officers",
      "plan.end-consideration",
      "plan.comment",
      "plan.return",
      "plan.freeze",
      "plan.revise",
    ],
  },
  "($lang).groups._index.tsx": { loader: everybody },
  "($lang).invitation.$token.tsx": { loader: "the link is the right", action: ["account.accept"] },
  "($lang).letters.unsubscribe.$token.tsx": {
    loader: "the link is the right",
    action: ["letters.decline"],
  },
  "($lang).officers.tsx": { loader: ["paper.file", "paper.remove"], action: ["paper.remove"] },
  "($lang).officers_.papers.new.tsx": { loader: ["paper.file"], action: ["paper.file"] },
  "($lang).outputs._index.tsx": { loader: ["plan.read-live"] },
  "($lang).outputs[.]csv.ts": { loader: ["plan.read-live"] },
  "($lang).record_.export[.]jsonl.ts": { loader: ["record.read"] },
  "($lang).record_.heads[.]atom.ts": { loader: ["record.read"] },
  "($lang).record_.heads[.]json.ts": { loader: ["record.read"] },
  "($lang).rounds.$number.certificate.tsx": { loader: ["record.read"] },
  "($lang).rounds.$number.certificate[.]css.ts": { loader: words },
  "($lang).rounds.$number.certificate[.]json.ts": { loader: ["record.read"] },
  "($lang).record.tsx": { loader: ["record.read", "record.read-all"] },
  "($lang).reset.$token.tsx": { loader: "the link is the right", action: ["account.recover"] },
  "($lang).rounds.$number._index.tsx": {
    loader: ["goal.read", "record.read-all", "round.record-outcome"],
    action: ["goal.read", ...rounds],
  },
  "($lang).rounds.$number.changes.tsx": { loader: ["goal.read"] },
  "($lang).rounds.$number.letter.tsx": {
    loader: ["round.enter-letter"],
    action: ["letter.keep", "round.enter-letter"],
  },
  "($lang).rounds.$number.position.tsx": {
    loader: ["goal.read"],
    action: ["goal.read", "round.position"],
  },
  "($lang).rounds.$number.calendar[.]ics.ts": { loader: everybody },
  "($lang).secretariat._index.tsx": { loader: "leads to a page that asks" },
  "($lang).secretariat.focal-points.tsx": { loader: ["secretariat.read"], action: ["focal-point.enter"] },
  "($lang).secretariat.grants.tsx": { loader: ["secretariat.read"], action: ["grant.end"] },
  "($lang).secretariat.invitations.tsx": {
    loader: ["secretariat.read"],
    action: ["secretariat.read", "person.invite", "grant.invite-agency"],
  },
  "($lang).secretariat.letters.tsx": {
    loader: ["secretariat.read"],
    action: ["secretariat.read", "person.invite"],
  },
  "($lang).secretariat.people.tsx": {
    loader: ["secretariat.read"],
    action: ["person.suspend", "person.restore"],
  },
  "($lang).secretariat.people_.erase.tsx": {
    loader: ["secretariat.read", "person.erase"],
    action: ["secretariat.read", "person.erase"],
  },
  "($lang).secretariat.redactions.tsx": {
    loader: ["secretariat.read"],
    action: ["secretariat.read", "text.redact"],
  },
  "($lang).secretariat.seats.tsx": {
    loader: ["secretariat.read"],
    action: ["seat.appoint", "seat.end", "observer.enter"],
  },
  "($lang).secretariat.seats_.election.tsx": {
    loader: ["secretariat.read"],
    action: ["seat.elect"],
  },
  "($lang).secretariat.terms.tsx": { loader: ["secretariat.read"], action: ["terms.edit"] },
  "($lang).sign-in.tsx": {
    loader: "the door itself; of a demonstration its people",
    action: ["account.sign-in", "account.sign-in-as"],
  },
  "($lang).sign-out.tsx": { loader: "leads home", action: ["account.sign-out"] },
  "preferences.tsx": { action: ["account.edit"] },
};

/** Functions of services that a guarded door also calls and that ask nobody, with the reason. */
export const harmless: Readonly<Record<string, string>> = {
  "agendas.choices": "agendas and their goals are public",
  "countries.names": "names of countries are public",
  "groups.countryName": "names of countries are public",
  "groups.head": "what stands over the pages of a group is public",
  "groups.list": "groups are public",
  "groups.movedTo": "the address of a group today is public",
  "officers.page": "seats, rounds and what awaits the officers are public",
  "planFiles.cancel": "a file in the making is cancelled by whoever asked for it, and by nobody else",
  "memberships.offers": "says which forms are offered; each act asks again",
};

/** By event of `ClientEvents`: what is asked when it comes. */
export const socketGuards: Readonly<Record<string, Guard>> = {
  join: ["plan.join", "plan.edit", "plan.presence"],
  leave: "everybody may go",
  watch: ["goal.read", "plan.read-live"],
  hot: ["plan.edit"],
};

/** By address that Express answers itself. */
export const expressGuards: Readonly<Record<string, Guard>> = {
  "GET /files/:id/:name":
    "documents of groups and papers before the officers are public; files.serve asks for letter.read",
  "GET /documents/:id": ["plan.join"],
  "POST /documents/:id/updates": ["plan.edit"],
  "GET /live/rounds/:number":
    "rounds are public; of one on a goal that is closed to the reader nothing is told (goal.read)",
  "GET /healthz": "health.read: everybody",
  "GET /readyz": "health.read: everybody",
  "GET /metrics": "metrics.read: loopback or token, judged where the connection is known",
};

/** Rows of the policy that nothing of the server asks for, with the reason; what is no longer true here fails the test. */
export const unasked: Readonly<Partial<Record<Action, string>>> = {
  "region.read": everybody,
  "group.read": everybody,
  "thread.read": everybody,
  "round.read": everybody,
  "health.read": "everybody, judged in server/web/health.ts",
  "metrics.read": "judged in server/web/health.ts by the connection",
  "plan.read-adopted": everybody,
  "group.set-reading": "the life of groups is still to come",
  "agenda.import": "agendas are imported from the command line, by whoever owns the database",
};
