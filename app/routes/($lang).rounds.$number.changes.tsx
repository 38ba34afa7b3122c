import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { PageHead } from "#app/components/page-head.tsx";
import { ComparedText } from "#app/components/compared-text.tsx";
import { useRoundTitle } from "#app/components/round-subject.ts";
import { useT } from "#app/components/speech.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { numberOfRound } from "#app/round-address.ts";

/** The release of a round compared with that of the round before it, clause by clause and word by word. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const page = await context.services.rounds.changes(context.actor, numberOfRound(params), language);
    const { before, after } = page.changes;
    return { title: translator(language)("round-page:changes.compared", { before, after }), ...page };
  });
}

export default function Changes() {
  const t = useT();
  const titled = useRoundTitle();
  const { title, round, changes } = useLoaderData<typeof loader>();
  const of = titled(round);
  return (
    <>
      <PageHead
        title={title}
        crumbs={[
          { name: of.title, path: round.subject.link },
          { name: t("round-page:number", { number: round.number }), path: `/rounds/${round.number}` },
        ]}
        facts={[t("round-page:changes.note")]}
      />
      <ComparedText language={changes.language} passages={changes.passages} numbered />
    </>
  );
}
