/** All that can be done, by noun: what the door hands to loaders and actions. */
import { makeAuth, type Auth } from "#server/auth/auth.ts";
import { accountServices } from "./accounts.ts";
import type { Ground } from "./act.ts";
import { agendaServices } from "./agendas.ts";
import { certificateServices } from "./certificates.ts";
import { amendmentServices } from "./amendments.ts";
import { countryServices } from "./countries.ts";
import { decisionServices } from "./decisions.ts";
import { deskServices } from "./desks.ts";
import { goalViews } from "./goal-views.ts";
import { officerServices } from "./officers.ts";
import { outageServices } from "./outages.ts";
import { proofServices } from "./proofs.ts";
import { recordServices } from "./records.ts";
import { registerServices } from "./registers.ts";
import { regionServices } from "./regions.ts";
import { goalServices } from "./goals.ts";
import { paperServices } from "./papers.ts";
import { outputServices } from "./outputs.ts";
import { progressServices } from "./output-progress.ts";
import { planDraftServices } from "./plan-drafts.ts";
import { planFileServices } from "./plan-files.ts";
import { planViews } from "./plan-views.ts";
import { planVersionServices } from "./plan-versions.ts";
import { planServices } from "./plans.ts";
import { roundPages } from "./round-pages.ts";
import { roundServices } from "./rounds.ts";
import { electionServices } from "./elections.ts";
import { fileServices } from "./files.ts";
import { grantServices } from "./grants.ts";
import { groupChainServices } from "./group-chain.ts";
import { groupEndingServices } from "./group-ending.ts";
import { groupProposalViews } from "./group-proposals.ts";
import { groupRenamingServices } from "./group-renaming.ts";
import { groupServices } from "./groups.ts";
import { letterFileServices } from "./letter-files.ts";
import { decliningServices } from "./declining.ts";
import { letterServices } from "./letters.ts";
import { calendarServices } from "./round-calendars.ts";
import { membershipServices } from "./memberships.ts";
import { commentServices } from "./comments.ts";
import { marginPages } from "./margin-pages.ts";
import { marginServices } from "./margins.ts";
import { minisiteServices } from "./minisites.ts";
import { wordingServices } from "./wordings.ts";
import { erasureServices } from "./erasures.ts";
import { peopleServices } from "./people.ts";
import { redactionServices } from "./redactions.ts";
import { seatServices } from "./seats.ts";
import { roundSubjects } from "./subjects.ts";
import { termsServices } from "./terms.ts";
import { suggestionServices } from "./suggestions.ts";
import { threadServices } from "./threads.ts";

/** `auth` is the one that web and sockets ask, so that limits are counted once. */
export function makeServices(ground: Ground, auth: Auth = makeAuth(ground)) {
  return {
    agendas: agendaServices(ground),
    amendments: amendmentServices(ground),
    countries: countryServices(ground),
    decisions: decisionServices(ground),
    desks: deskServices(ground),
    goals: { ...goalServices(ground), ...goalViews(ground) },
    officers: officerServices(ground),
    outages: outageServices(ground, roundSubjects),
    proofs: { ...proofServices(ground), ...certificateServices(ground) },
    records: recordServices(ground),
    region: regionServices(ground),
    register: registerServices(ground),
    rounds: { ...roundServices(ground, roundSubjects), ...roundPages(ground) },
    accounts: accountServices(ground, auth),
    files: fileServices(ground, auth.limits),
    grants: grantServices(ground),
    groups: {
      ...groupServices(ground),
      ...groupProposalViews(ground),
      ...groupChainServices(ground),
      ...groupEndingServices(ground, roundSubjects),
      ...groupRenamingServices(ground),
    },
    letterFiles: letterFileServices(ground, auth.limits),
    letters: { ...letterServices(ground), ...decliningServices(ground) },
    calendars: calendarServices(ground),
    comments: commentServices(ground, auth.limits),
    margins: marginServices(ground),
    marginPages: marginPages(ground, auth.limits),
    memberships: membershipServices(ground, auth),
    minisites: minisiteServices(ground),
    papers: paperServices(ground, auth.limits),
    people: { ...peopleServices(ground, auth), ...erasureServices(ground) },
    outputs: { ...outputServices(ground), ...progressServices(ground, auth.limits) },
    plans: { ...planServices(ground), ...planViews(ground) },
    planDrafts: planDraftServices(ground, auth.limits),
    planFiles: planFileServices(ground),
    redactions: redactionServices(ground),
    seats: { ...seatServices(ground), ...electionServices(ground) },
    suggestions: suggestionServices(ground, auth),
    terms: termsServices(ground),
    threads: threadServices(ground, auth.limits),
    versions: planVersionServices(ground),
    wordings: wordingServices(ground, auth.limits),
  };
}

export type Services = ReturnType<typeof makeServices>;
