/** Which route shows which words, by the fields that they were filled into: some item of each stands whole on a page of the route. */
import type { Sown } from "#test/hostile/sowing.ts";

const of = (what: string, fields: string): readonly string[] =>
  fields.split(", ").map((field) => `${what} ${field}`);

const lines = "paragraph, heading, list, cell, link, emphasis, goal label";
const outputs = "output title, output description, output responsible, output partners, output due";
const compared = [...of("text", `${lines}, bracket`), "text output title", "text output description"];
const text = of("text", `${lines}, country label, bracket, gap, footnote, ${outputs}`);
const decided = of("decided", `${lines}, country label, footnote, ${outputs}`);
const fields = of("output", "start, indicator, target, evidence");

const goal = ["goal title", "goal text"];
const proposal = ["proposed group", "group purpose", "group reasons"];
const objection = ["objection", "would lift", "amendment", "explanation"];
const acts = ["act", "act note"];
const cycle = ["cycle", "cycle held", "cycle instrument", "cycle place"];

/** Names of groups stand on every page, in its frame, and are not listed here. */
export const shown: Readonly<Record<string, readonly string[]>> = {
  $: [],
  _index: ["area", "goal title", "proposed group"],
  about: [],
  accessibility: [],
  account: ["act", "person"],
  "agendas._index": cycle,
  "agendas.$cycle._index": ["area", "agenda goal", "agenda action", "agenda deadline", ...cycle],
  "agendas.$cycle.goals.$number": ["agenda goal", "agenda action", "agenda deadline", "cycle"],
  "amendments.$position": ["amendment", ...goal],
  "countries._index": [],
  "countries.$iso": ["institution", "person", "person position", "proposed group"],
  coverage: ["agenda goal", "area", "cycle", "text output title", "decided output title"],
  decisions: ["goal title", "proposed group", "withdrawal reason", ...objection],
  desk: ["comment", "goal title", "proposed group", "suggested person", "thread title"],
  forgotten: [],
  "goals._index": ["goal title"],
  "goals.$id._index": [...goal, "goal rationale", "amendment", "withdrawal reason"],
  "goals.$id.edit": [...goal, "goal rationale", "area"],
  "goals.$id.releases.$number": goal,
  "groups._index": ["area", "cycle", "proposed group"],
  "groups.propose": ["area"],
  "groups.$slug._index": [
    "institution",
    "mandate",
    "news",
    "news title",
    "page",
    "page title",
    "thread title",
  ],
  "groups.$slug.decisions._index": ["commission"],
  "groups.$slug.decisions.$number": ["commission", "mission"],
  "groups.$slug.decisions.$number_.edit": ["commission", "mission"],
  "groups.$slug.decisions.new.$kind": ["text output title"],
  "groups.$slug.discussion._index": ["person", "thread title"],
  "groups.$slug.discussion.$thread": ["thread title", "post", "person", "hiding reason", "closing reason"],
  "groups.$slug.discussion.new": [],
  "groups.$slug.documents._index": ["document title", "file name", "removal reason", "person"],
  "groups.$slug.documents.new": [],
  "groups.$slug.edit": ["mandate"],
  "groups.$slug.end": [],
  "groups.$slug.goals._index": ["goal title"],
  "groups.$slug.goals.new": ["area"],
  "groups.$slug.history": ["person"],
  "groups.$slug.members": [
    "person",
    "person position",
    "institution",
    ...acts,
    "designated by",
    "suggested person",
    "suggested institution",
    "declining reason",
  ],
  "groups.$slug.members_.chair": [],
  "groups.$slug.members_.people": ["suggested person", "suggested institution", "suggestion note"],
  "groups.$slug.news._index": ["news title", "news", "person"],
  "groups.$slug.news.$item": ["news title", "news", "person"],
  "groups.$slug.news.$item_.edit": ["news title", "news"],
  "groups.$slug.news.$item_.history": ["news title", "person"],
  "groups.$slug.news.new": [],
  "groups.$slug.outputs._index": [
    "agenda goal",
    ...of("text", "output title, output responsible, output start, output due"),
  ],
  "groups.$slug.outputs.$output": [
    "agenda goal",
    "progress note",
    "evidence name",
    ...of("text", outputs),
    ...fields.map((field) => `text ${field}`),
  ],
  "groups.$slug.pages.$page": ["page title", "page"],
  "groups.$slug.pages.$page_.edit": ["page title", "page"],
  "groups.$slug.pages.$page_.history": ["page title", "page", "person"],
  "groups.$slug.pages.new": [],
  "groups.$slug.plan._index": [...text, ...decided, "step comments", "person"],
  "groups.$slug.plan.comment": ["text paragraph"],
  "groups.$slug.plan.comments": [
    "comment",
    "answer",
    "suggested words",
    "rejection",
    "person",
    "text paragraph",
  ],
  "groups.$slug.plan.compare": [...compared, "version name", "person"],
  "groups.$slug.plan.import._index": [],
  "groups.$slug.plan.import.$id": [...text, ...acts, "imported file", "institution", "person"],
  "groups.$slug.plan.open-round": [],
  "groups.$slug.plan.print._index": text,
  "groups.$slug.plan.releases.$number": text,
  "groups.$slug.plan.step": text,
  "groups.$slug.plan.versions._index": ["version name", "version note", "person"],
  "groups.$slug.plan.versions.at": [...text, "person"],
  "groups.$slug.plan.versions.restore": compared,
  "groups.$slug.proposal._index": [...proposal, ...objection, "area", "person"],
  "groups.$slug.proposal.edit": [...proposal, "area"],
  "groups.$slug.rename": [],
  "invitation.$token": ["person"],
  "letters.unsubscribe.$token": [],
  officers: [
    ...acts,
    "designated by",
    "document title",
    "file name",
    "institution",
    "person",
    "removal reason",
  ],
  "officers_.papers.new": [],
  "outputs._index": ["agenda goal", "text output title", "decided output title", "text output start"],
  record: ["document title", "goal title", "person", "proposed group"],
  "reset.$token": [],
  "rounds.$number._index": [
    ...decided,
    ...goal,
    "goal rationale",
    ...proposal,
    ...objection,
    "reservation",
    "terms act",
    "withdrawal reason",
    "person",
  ],
  "rounds.$number.certificate": [
    ...decided,
    ...fields.map((field) => `decided ${field}`),
    ...goal,
    ...objection,
    "reservation",
    "terms act",
    "withdrawal reason",
  ],
  "rounds.$number.changes": [],
  "rounds.$number.letter": [],
  "rounds.$number.position": [...of("decided", "paragraph, link, emphasis, goal label"), ...proposal],
  "secretariat.focal-points": ["act", "institution", "person"],
  "secretariat.grants": ["act", "person"],
  "secretariat.invitations": ["person"],
  "secretariat.letters": ["goal title", "person", "proposed group"],
  "secretariat.people": ["institution", "person"],
  "secretariat.people_.erase": ["person"],
  "secretariat.redactions": ["redaction reason"],
  "secretariat.seats": [...acts, "cycle", "designated by", "person"],
  "secretariat.seats_.election": ["cycle"],
  "secretariat.terms": ["cycle", "terms act"],
  "sign-in": ["person"],
};

/** What no page says: kept beside an entry of the record, said in other words, or of an agenda whose own words are shown. */
export const nowhere: readonly string[] = [
  "browser", // "Firefox, Windows"
  "cycle period",
  "cycle planned",
  "discussed words",
  "institution website",
  "letter name", // "letter"
  "line",
  "priority",
  "suspension reason",
];

/** Of these every item is there, but for what became a link to where it may lead, or was taken out. */
export const whole: readonly (readonly [route: string, field: string])[] = [
  ["groups.$slug.news.$item", "news"],
  ["groups.$slug.news.$item_.edit", "news"],
  ["groups.$slug.discussion.$thread", "post"],
  ["groups.$slug.plan.comments", "comment"],
  ["groups.$slug.plan.comments", "text paragraph"],
  ["groups.$slug.plan.compare", "text paragraph"],
  ["groups.$slug.plan.import.$id", "text paragraph"],
  ["groups.$slug.plan.print._index", "text paragraph"],
  ["groups.$slug.plan.releases.$number", "text paragraph"],
  ["rounds.$number._index", "decided paragraph"],
];

/** A link of the small markup, to an address that it takes: its words are there, and its address is none of them. */
export const linked = ({ text }: Sown): boolean => /\]\((?:https?|mailto):/.test(text);
