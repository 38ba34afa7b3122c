/** Forms that open a round say, and propose, what the terms of the body that is asked want in the cycle in force (domain §4). */
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GoalActs } from "#app/components/goal-acts.tsx";
import { GroupProposalActs } from "#app/components/group-proposal-acts.tsx";
import { RoundTimes } from "#app/components/round-times.tsx";
import { Speech } from "#app/components/speech.tsx";
import { regionalInstant } from "#app/domain/region.ts";
import { proposedEnd } from "#app/domain/round-check.ts";
import { languages } from "#app/domain/release.ts";
import type { Language } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { planViews } from "#server/services/plan-views.ts";
import { nobody, start } from "#test/factories.ts";
import { wordsIn } from "#test/e2e/client.ts";
import { decisionHouse, slug } from "#test/server/services/decision-house.ts";
import { creation } from "#test/server/services/group-house.ts";

/** Hours of silence by the terms of each body; the platform's own are 72 everywhere. */
const hours = { group: 96, officers: 240, region: 120 } as const;

let house: Awaited<ReturnType<typeof decisionHouse>>;
beforeAll(async () => {
  house = await decisionHouse();
  const { groundServices, who } = house;
  for (const roll of ["group", "officers", "region"] as const) {
    const { cycle, terms, latest } = await groundServices.terms.table(who("secretariat"), {
      cycleId: null,
      roll,
    });
    const standing = Object.fromEntries(Object.entries(terms).map(([name, { value }]) => [name, value]));
    const considerationDays = roll === "officers" ? 15 : null;
    await groundServices.terms.change(who("secretariat"), {
      cycleId: cycle.id,
      roll,
      terms: {
        ...standing,
        minSilenceHours: hours[roll],
        ...(considerationDays !== null && { considerationDays }),
      },
      after: latest,
      act: { kind: "conference", reference: "Decision 4", date: null, letterId: null },
    });
  }
});
afterAll(() => house.store.close());

const render = (language: Language, page: ReactNode) =>
  renderToStaticMarkup(
    <Speech language={language} t={translator(language)} now={house.ground.clock.now()}>
      {page}
    </Speech>,
  );

const hint = (language: Language, key: "closes" | "consultation", least: number) =>
  (translator(language)(`rounds:times.${key}-hint`, { hours: least, at: "§" }).split("§")[0] ?? "").trim();

describe("the form that opens a round", () => {
  it("on a goal says what the group's terms want, and before the officers what theirs do", async () => {
    const { goals, who, draft, goalAt, groundServices } = house;
    const number = await draft();
    await goals.discuss(who("chile"), await goalAt(number));
    const before = await groundServices.goals.page(who("peru"), number, "es");
    expect(before.silenceHours).toEqual({ group: 96, officers: 240 });
    const props = { path: `/goals/p${number}`, names: before.names, signedIn: true, refused: null };
    for (const language of languages)
      expect(wordsIn(render(language, <GoalActs view={before} {...props} />))).toContain(
        hint(language, "closes", 96),
      );
    const officersForm = {
      ...before,
      acts: [{ act: "open-officers-round" as const, obstacle: null, countries: [], as: [] }],
    };
    expect(wordsIn(render("es", <GoalActs view={officersForm} {...props} />))).toContain(
      hint("es", "closes", 240),
    );
  });

  it("on a group says how long a consultation lasts, and before the officers how long their silence does", async () => {
    const { groundServices, who } = house;
    const text = { ...creation, chair: "CL", viceChairs: [] };
    const made = await groundServices.groups.propose(who("focal"), {
      id: "f0e5a3f2-5a5f-4b44-9a3e-1f0c4d3b2a10",
      country: "CL",
      text,
      language: "pt",
    });
    const view = await groundServices.groups.proposal(who("officers-peru"), made, "pt");
    expect([view.leastHours, view.silenceHours]).toEqual([120, 240]);
    const props = { signedIn: true, refused: null };
    expect(wordsIn(render("pt", <GroupProposalActs view={view} {...props} />))).toContain(
      hint("pt", "consultation", 120),
    );
    const officersForm = {
      ...view,
      acts: [{ act: "open-officers-round" as const, obstacle: null, countries: [], as: [] }],
    };
    expect(wordsIn(render("pt", <GroupProposalActs view={officersForm} {...props} />))).toContain(
      hint("pt", "closes", 240),
    );
  });

  it("on a plan and on a decision of the group knows the group's terms; the plan's chain, the officers' days", async () => {
    const { groundServices, who, plan, planOf, output, propose, decisions } = house;
    await plan(planOf(output("o1", "Estudio")), false);
    const page = await planViews(house.ground).view(who("peru"), slug);
    expect(page.plan === null ? null : page.silenceHours).toBe(96);
    const number = await propose("chile", "CL", { kind: "chairs", chair: "CL", viceChairs: [], from: null });
    expect((await decisions.page(who("peru"), slug, number, "es")).silenceHours).toBe(96);
    const home = await groundServices.minisites.home(nobody, slug, "es");
    expect(home.plan?.considerationDays).toBe(15);
  });
});

describe("the end that is proposed", () => {
  /** The instant at which the regional clock shows this. */
  const regional = (text: string) => {
    const at = regionalInstant(text);
    if (at === null) throw new Error(`the clock never shows ${text}`);
    return at;
  };

  it.each([
    ["is the usual one where it is long enough", "2011-03-01T09:00", 10, 72, "2011-03-11T17:00"],
    [
      "is the first office hours' end after a longer silence",
      "2011-03-01T09:00",
      10,
      360,
      "2011-03-16T17:00",
    ],
    ["leaves an hour to send the form", "2011-03-01T16:30", 7, 168, "2011-03-09T17:00"],
    ["is not a Saturday", "2011-03-01T16:30", 7, 240, "2011-03-14T17:00"],
  ])("%s", (_, now, days, least, end) => {
    expect(proposedEnd(regional(now), days, least)).toEqual(regional(end));
  });

  it("stands in the field and under it, in every language", () => {
    for (const language of languages) {
      const html = renderToStaticMarkup(
        <Speech language={language} t={translator(language)} now={start}>
          <RoundTimes silenceHours={360} />
        </Speech>,
      );
      expect(html).toContain('value="2011-03-16T17:00"');
      expect(wordsIn(html)).toContain(hint(language, "closes", 360));
    }
  });
});
