import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Definitions } from "#app/components/definitions.tsx";
import { TextLink } from "#app/components/button.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Part } from "#app/components/part.tsx";
import { useT } from "#app/components/speech.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const t = translator(languageOfPath(new URL(request.url).pathname));
  return { title: t("about:title"), description: t("about:lead"), contact: context.contact };
}

const rights = ["read", "speak", "edit", "decide"] as const;

export default function AboutPage() {
  const t = useT();
  const { contact } = useLoaderData<typeof loader>();
  const said = (keys: readonly string[]) => (
    <div className="prose measure">
      {keys.map((key) => (
        <p key={key}>{t(`about:${key}`)}</p>
      ))}
    </div>
  );
  return (
    <>
      <PageHead title={t("about:title")} lead={t("about:lead")} />
      <Part id="what" title={t("about:what")} first>
        {said(["what.1", "what.2", "what.3"])}
      </Part>
      <Part id="who" title={t("about:who")} note={t("about:who.note")}>
        {said(["who.1", "who.2", "who.3"])}
      </Part>
      <Part id="rights" title={t("about:rights")} note={t("about:rights.note")}>
        <Definitions
          rows={rights.map((right) => ({
            term: t(`about:rights.${right}`),
            value: t(`about:rights.${right}.text`),
          }))}
        />
      </Part>
      <Part id="rounds" title={t("about:rounds")} note={t("about:rounds.note")}>
        {said(["rounds.1", "rounds.2", "rounds.3", "rounds.4"])}
      </Part>
      <Part
        id="record"
        title={t("about:record")}
        note={<TextLink path="/record">{t("about:record.link")}</TextLink>}
      >
        {said(["record.1"])}
      </Part>
      <Part
        id="start"
        title={t("about:start")}
        note={<TextLink path="/groups">{t("about:start.groups")}</TextLink>}
      >
        {said(["start.1"])}
      </Part>
      <Part id="contact" title={t("about:contact")}>
        <p className="measure">
          {t("about:contact.1")} <a href={`mailto:${contact}`}>{contact}</a>
        </p>
      </Part>
      <Part
        id="feeds"
        title={t("about:feeds")}
        note={<TextLink path="/groups">{t("about:start.groups")}</TextLink>}
      >
        {said(["feeds.1"])}
      </Part>
      <Part id="licence" title={t("about:licence")}>
        {said(["licence.1"])}
      </Part>
    </>
  );
}
