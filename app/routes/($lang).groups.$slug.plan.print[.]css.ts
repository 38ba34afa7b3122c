import type { LoaderFunctionArgs } from "@remix-run/node";
import { loading } from "#app/answers.ts";
import { readFields } from "#app/forms/form.ts";
import { printed } from "#app/forms/plan.ts";
import { formatter } from "#app/i18n/format.ts";
import { translator } from "#app/i18n/translate.ts";

/** Head and foot of the printed sheets: symbol, date, language and page, which no style of the page itself may say. */
export function loader({ request }: LoaderFunctionArgs) {
  return loading(async () => {
    const { symbol, language, at } = readFields(
      printed,
      Object.fromEntries(new URL(request.url).searchParams),
    );
    const t = translator(language);
    const right = `${formatter(language, t, at).longDay(at)} · ${t(`languages:${language}`)}`;
    const box = "font: 8pt sans-serif; color: #333;";
    const sheet = `@page {
  size: A4;
  margin: 22mm 20mm 20mm;
  @top-left { content: ${quoted(symbol)}; ${box} }
  @top-right { content: ${quoted(right)}; ${box} }
  @bottom-left { content: "eLAC"; ${box} }
  @bottom-right { content: ${quoted(t("paper:page"))} " " counter(page) " / " counter(pages); ${box} }
}
`;
    return new Response(sheet, {
      headers: { "Content-Type": "text/css; charset=utf-8", "Cache-Control": "public, max-age=3600" },
    });
  });
}

/** A text of CSS. */
const quoted = (text: string): string => `"${text.replace(/[^\p{L}\p{N} /.·-]/gu, "")}"`;
