import { redirect, type LoaderFunctionArgs, type LinksFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  useLocation,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { ErrorPage, errorPageOf } from "#app/components/error-page.tsx";
import { Frame } from "#app/components/frame.tsx";
import { useRequest } from "#app/components/request.tsx";
import { useLanguage, useT } from "#app/components/speech.tsx";
import { frameOf, movedPath } from "#app/frame-data.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { inLanguage, languages } from "#app/i18n/language.ts";
import sheet from "./styles/app.css?url";

export const links: LinksFunction = () => [
  { rel: "icon", href: "/icon.svg", type: "image/svg+xml" },
  { rel: "stylesheet", href: sheet },
];

/** What the frame shows. A page at an address that its group had before leads on to the one it has (301). */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const { pathname, search } = new URL(request.url);
  const frame = await frameOf(context, pathname);
  const moved = frame.group === null ? null : movedPath(pathname, frame.group.slug);
  if (moved !== null) throw redirect(`${moved}${search}`, 301);
  return frame;
}

/** What a route may say about itself; `hydrate` sends scripts, which reading pages do without. */
interface Handle {
  readonly hydrate?: boolean;
}

/** The document of every page, of those that failed too. */
export function Layout({ children }: { readonly children: ReactNode }) {
  const language = useLanguage();
  const { theme, nonce, now } = useRequest();
  const matches = useMatches();
  // Outside an error boundary the hook answers null.
  const failed = useRouteError() != null;
  const hydrate = !failed && matches.some(({ handle }) => (handle as Handle | undefined)?.hydrate === true);
  return (
    <html lang={language} data-theme={theme ?? undefined} data-now={hydrate ? now.toISOString() : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Head />
        <Meta />
        <Links />
      </head>
      <body>
        <Framed>{children}</Framed>
        {hydrate && <Scripts nonce={nonce} />}
      </body>
    </html>
  );
}

/** Title, description and the same page in the other languages. */
function Head() {
  const t = useT();
  const { pathname } = useLocation();
  const error = useRouteError() ?? undefined;
  const said = useMatches().flatMap(({ data }) => (typeof data === "object" && data !== null ? [data] : []));
  const own = (name: "title" | "description"): string | null =>
    said
      .map((data) => (name in data ? (data as Record<string, unknown>)[name] : null))
      .filter((value) => typeof value === "string")
      .at(-1) ?? null;
  const page = error === undefined ? own("title") : t(`frame:error.${errorPageOf(statusIn(error))}.title`);
  return (
    <>
      <title>
        {page === null ? `${t("frame:name")} ${t("frame:subtitle")}` : t("frame:title", { page })}
      </title>
      <meta name="description" content={own("description") ?? t("frame:description")} />
      {error === undefined &&
        languages.map((language) => (
          <link key={language} rel="alternate" hrefLang={language} href={inLanguage(pathname, language)} />
        ))}
    </>
  );
}

function Framed({ children }: { readonly children: ReactNode }) {
  const { theme } = useRequest();
  const { pathname, search } = useLocation();
  const frame = useRouteLoaderData<typeof loader>("root");
  const at = pathname.replace(/^\/(es|en|pt|fr)(?=\/|$)/, "") || "/";
  return (
    <Frame
      at={`${at}${search}`}
      theme={theme}
      person={frame?.person ?? null}
      groups={frame?.groups ?? []}
      groupName={frame?.group?.name ?? null}
      group={frame?.group ?? null}
      demo={frame?.demo ?? false}
    >
      {children}
    </Frame>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { requestId } = useRequest();
  const frame = useRouteLoaderData<typeof loader>("root");
  const refusal = isRouteErrorResponse(error) ? refusalOf(error.data) : refusalOf(error);
  return (
    <ErrorPage
      status={statusIn(error)}
      refusal={refusal}
      requestId={requestId}
      person={frame?.person?.name ?? null}
    />
  );
}

function statusIn(error: unknown): number {
  return isRouteErrorResponse(error) ? error.status : 500;
}
