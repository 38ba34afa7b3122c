import type { LoaderFunctionArgs } from "@remix-run/node";
import { TextLink } from "#app/components/button.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Part } from "#app/components/part.tsx";
import { useT } from "#app/components/speech.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ request }: LoaderFunctionArgs) {
  const t = translator(languageOfPath(new URL(request.url).pathname));
  return { title: t("about:access.title"), description: t("about:access.lead") };
}

export default function AccessibilityPage() {
  const t = useT();
  return (
    <>
      <PageHead title={t("about:access.title")} lead={t("about:access.lead")} />
      <Part id="aim" title={t("about:access.aim")} first>
        <p className="measure">{t("about:access.aim.1")}</p>
      </Part>
      <Part id="can" title={t("about:access.can")}>
        <ul className="list measure">
          {[1, 2, 3, 4, 5, 6].map((number) => (
            <li key={number}>{t(`about:access.can.${number}`)}</li>
          ))}
        </ul>
      </Part>
      <Part id="limits" title={t("about:access.limits")}>
        <p className="measure">{t("about:access.limits.1")}</p>
      </Part>
      <Part
        id="tell"
        title={t("about:access.tell")}
        note={<TextLink path="/about#contact">{t("frame:footer.contact")}</TextLink>}
      >
        <p className="measure">{t("about:access.tell.1")}</p>
      </Part>
    </>
  );
}
