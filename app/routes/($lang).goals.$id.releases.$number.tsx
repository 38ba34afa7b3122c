import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { FrozenText, NumberedText, ReleaseLine } from "#app/components/frozen-text.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { useT } from "#app/components/speech.tsx";
import { goalTextIn } from "#app/domain/goal-text.ts";
import { refuse } from "#app/domain/refusal.ts";
import { proposalNumber } from "#app/domain/goal-address.ts";
import { languageOfPath } from "#app/i18n/language.ts";

/** A release of a goal, as it was frozen. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const number = proposalNumber(params["id"]);
    if (number === null) throw refuse("unknown", "goal.unknown");
    const { releases } = await context.services.goals.page(context.actor, number, language);
    const release = releases.find((known) => String(known.number) === params["number"]);
    if (release === undefined) throw refuse("unknown", "release.unknown");
    const text = goalTextIn(release.text);
    return { title: text.title, number, release, text };
  });
}

export default function GoalRelease() {
  const t = useT();
  const { number, release, text } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        quiet
        title={<span lang={release.language}>{text.title}</span>}
        crumbs={[
          { name: t("goals:to-goal"), path: `/goals/p${number}` },
          { name: t("frame:release", { number: release.number }) },
        ]}
      />
      <FrozenText
        id="text"
        title={t("goals:release-text")}
        release={<ReleaseLine number={release.number} hash={release.sha256} frozenAt={release.at} />}
      >
        <NumberedText
          lang={release.language}
          paragraphs={text.paragraphs.map((content, place) => ({ number: String(place + 1), content }))}
        />
      </FrozenText>
    </>
  );
}
