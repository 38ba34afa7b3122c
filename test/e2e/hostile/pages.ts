/** The pages that show what was sown, beside those of every route (test/e2e/pages.ts). */
import type { ListedPage } from "../pages.ts";

/** Addresses of what the hands made, with their language. */
export interface Made {
  readonly news: string;
  readonly page: string;
  readonly thread: string;
  readonly closed: string;
  readonly goal: string;
  readonly round: string;
  readonly amendment: string;
  /** A round whose silence an objection broke. */
  readonly broken: string;
  readonly planRound: string;
  readonly commission: string;
  readonly proposed: string;
  readonly drafted: string;
  readonly consultation: string;
  readonly renamed: string;
  readonly brought: string;
  readonly broughtWord: string;
}

const group = "/en/groups/access-and-infrastructure";
const plan = `${group}/plan`;

type Row = readonly [who: string | null, route: string, address: string];

export function pagesOf(made: Made): readonly ListedPage[] {
  return [...ofGroup(made), ...ofPlans(made), ...ofChains(made), ...ofPeople].map(
    ([who, route, address]) => ({
      who,
      route,
      path: address.replace(/^\/en/, ""),
      reading: false,
      live: false,
      status: 200,
    }),
  );
}

const ofGroup = ({ news, page, thread, closed }: Made): readonly Row[] => [
  [null, "groups.$slug.news.$item", news],
  [null, "groups.$slug.news.$item_.history", `${news}/history`],
  ["chair", "groups.$slug.news.$item_.edit", `${news}/edit?language=en`],
  [null, "groups.$slug.pages.$page", page],
  [null, "groups.$slug.pages.$page_.history", `${page}/history?version=1`],
  ["chair", "groups.$slug.pages.$page_.edit", `${page}/edit?language=en`],
  ["chair", "groups.$slug.edit", `${group}/edit?language=en`],
  [null, "groups.$slug.discussion.$thread", thread],
  ["observer", "groups.$slug.discussion.$thread", `${thread}?edit=1`],
  ["chair", "groups.$slug.discussion.$thread", `${thread}?hide=2`],
  ["br", "groups.$slug.discussion.$thread", `${thread}?reply=1`],
  ["chair", "groups.$slug.discussion.$thread", closed],
  ["chair", "groups.$slug.members", `${group}/members`],
  ["chair", "groups.$slug.members_.people", `${group}/members/people`],
];

const ofPlans = ({ planRound, brought, broughtWord }: Made): readonly Row[] => [
  ["br", "groups.$slug.plan._index", plan],
  [null, "groups.$slug.plan.releases.$number", `${plan}/releases/2`],
  [null, "groups.$slug.plan.print._index", `${plan}/print?of=release-2`],
  ["br", "groups.$slug.plan.print._index", `${plan}/print?of=live`],
  ...["inline", "side", "list"].map((view): Row => [
    "br",
    "groups.$slug.plan.compare",
    `${plan}/compare?from=release-1&to=release-2&view=${view}`,
  ]),
  ["br", "groups.$slug.plan.versions._index", `${plan}/versions`],
  ["br", "groups.$slug.plan.versions.at", `${plan}/versions/at?point=live&authors=1`],
  ["chair", "groups.$slug.plan.versions.restore", `${plan}/versions/restore?point=release-1`],
  ["br", "groups.$slug.plan.comments", `${plan}/comments?show=all`],
  ["br", "groups.$slug.plan.comment", `${plan}/comment?clause=text-p7`],
  ["chair", "groups.$slug.plan.step", `${plan}/step?act=submit-to-group`],
  ["chair", "groups.$slug.plan.import.$id", brought],
  ["chair", "groups.$slug.plan.import.$id", broughtWord],
  [null, "groups.$slug.outputs._index", `${group}/outputs?view=timeline`],
  ["br", "groups.$slug.outputs.$output", `${group}/outputs/text-o0`],
  [null, "groups.$slug.plan._index", "/en/groups/e-business/plan"],
  ["do", "groups.$slug.plan._index", "/en/groups/e-business/plan"],
  [null, "rounds.$number._index", planRound],
  ["do", "rounds.$number.position", `${planRound}/position`],
  [null, "rounds.$number.certificate", `${planRound}/certificate`],
];

const ofChains = ({ goal, round, amendment, commission, renamed, ...made }: Made): readonly Row[] => [
  ["ar", "goals.$id._index", goal],
  ["co", "goals.$id.edit", `${goal}/edit`],
  [null, "goals.$id.releases.$number", `${goal}/releases/1`],
  [null, "groups.$slug.goals._index", "/en/groups/telework/goals"],
  [null, "rounds.$number._index", round],
  [null, "rounds.$number.certificate", `${round}/certificate`],
  ["ar", "amendments.$position", amendment],
  ["mx", "groups.$slug.decisions.$number", commission],
  ["mx", "groups.$slug.decisions.$number_.edit", `${commission}/edit`],
  [null, "groups.$slug.decisions._index", commission.replace(/\/\d+$/, "")],
  [null, "groups.$slug.proposal._index", `${made.proposed}/proposal`],
  ["focal-cl", "groups.$slug.proposal.edit", `${made.drafted}/proposal/edit`],
  [null, "rounds.$number._index", made.broken],
  [null, "rounds.$number._index", made.consultation],
  ["focal-mx", "rounds.$number.position", `${made.consultation}/position`],
  ["secretariat", "groups.$slug.rename", `${renamed}/rename`],
];

const ofPeople: readonly Row[] = [
  ["cl", "account", "/en/account"],
  ["br", "desk", "/en/desk"],
  ["ar", "desk", "/en/desk"],
  ["observer", "desk", "/en/desk"],
  ["focal-br", "desk", "/en/desk"],
  ["secretariat", "desk", "/en/desk"],
  ["secretariat", "groups.$slug.discussion.$thread", `${group}/discussion/1`],
  ["secretariat", "secretariat.grants", "/en/secretariat/grants?ended=on"],
  ["secretariat", "secretariat.people", "/en/secretariat/people?q=institute"],
  ["secretariat", "secretariat.terms", "/en/secretariat/terms?roll=group"],
  ["secretariat", "secretariat.focal-points", "/en/secretariat/focal-points?country=PA"],
];
