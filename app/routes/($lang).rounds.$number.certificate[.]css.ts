import type { LoaderFunctionArgs } from "@remix-run/node";
import { loading } from "#app/answers.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { numberOfRound } from "#app/round-address.ts";

/** Header and footer of the printed certificate, in the reader's language: what no style of the page itself may say. */
export function loader({ params, request }: LoaderFunctionArgs) {
  return loading(async () => {
    const t = translator(languageOfPath(new URL(request.url).pathname));
    const number = numberOfRound(params);
    const box = "font: 8pt sans-serif; color: #333;";
    const words = (key: string, more = {}) => quoted(t(`certificate:sheet.${key}`, more));
    const sheet = `@page {
  size: A4;
  margin: 22mm 18mm 20mm;
  @top-left { content: ${words("platform")}; ${box} }
  @top-right { content: ${words("round", { number })}; ${box} }
  @bottom-left { content: ${words("foot")}; ${box} }
  @bottom-right { content: ${words("page")} " " counter(page) " / " counter(pages); ${box} }
}
`;
    return new Response(sheet, {
      headers: { "Content-Type": "text/css; charset=utf-8", "Cache-Control": "public, max-age=3600" },
    });
  });
}

/** A text of CSS. */
const quoted = (text: string): string =>
  `"${text.replace(/["\\\n]/g, (sign) => `\\${sign === "\n" ? "a " : sign}`)}"`;
