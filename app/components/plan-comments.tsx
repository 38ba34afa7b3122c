/** What the Presiding Officers and the Chair said of the text at hand: why it came back, or what goes along with it. */
import type { PlanPage } from "#server/services/plan-views.ts";
import { Moment } from "./moment.tsx";
import { Part } from "./part.tsx";
import { useT } from "./speech.tsx";

export function PlanComments({ page }: { readonly page: PlanPage }) {
  const t = useT();
  const { comments = [], countries, plan } = page;
  if (comments.length === 0) return null;
  const returned = comments[0]?.act === "return" && plan.state.stage === "drafting";
  return (
    <Part
      id="comments"
      title={t("plan:comments")}
      note={t(returned ? "plan:comments.returned" : "plan:comments.attached")}
    >
      {comments.map((step, place) => (
        <article className="statement" key={place}>
          <header>
            <b>{step.country === null ? step.personName : (countries[step.country] ?? step.country)}</b>
            <span className="soft s">
              {t(`record:office.${step.office}`)} · <Moment at={step.at} />
            </span>
          </header>
          <div className="quote">
            {(step.comments ?? "").split(/\n+/).map((line, at) => (
              <p key={at}>{line}</p>
            ))}
          </div>
        </article>
      ))}
    </Part>
  );
}
