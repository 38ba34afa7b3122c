import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { RequestProvider } from "#app/components/request.tsx";
import { Speech } from "#app/components/speech.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

/** After this a page that still waits is given up, in ms. */
export const streamTimeout = 10_000;

/**
 * Renders a page whole before any of it is sent: what fails while rendering still gets its own status and page,
 * and readers without script see everything.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const language = languageOfPath(new URL(request.url).pathname);
  const { theme, nonce, requestId, now } = context;
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Content-Language", language);
  const comeBack = retryAfter(remix);
  if (comeBack !== null) headers.set("Retry-After", comeBack);
  return new Promise((resolve, reject) => {
    let answer = status;
    const { pipe, abort } = renderToPipeableStream(
      <RequestProvider value={{ theme, nonce, requestId, now }}>
        <Speech language={language} t={translator(language)} now={now}>
          <RemixServer context={remix} url={request.url} nonce={nonce} abortDelay={streamTimeout} />
        </Speech>
      </RequestProvider>,
      {
        nonce,
        onAllReady() {
          const body = new PassThrough();
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: answer }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          answer = 500;
          context.fault(error);
        },
      },
    );
    const timer = setTimeout(abort, streamTimeout + 1000);
    timer.unref();
  });
}

/** When to come back, as a refusal said it: of what loaders and actions say, Remix itself passes on what routes name. */
function retryAfter({ staticHandlerContext: { actionHeaders, loaderHeaders } }: EntryContext): string | null {
  const said = [...Object.values(actionHeaders), ...Object.values(loaderHeaders)];
  return said.map((headers) => headers.get("Retry-After")).find((value) => value !== null) ?? null;
}

/** A fault in a loader or an action, under the id that the page shows. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
) {
  if (!request.signal.aborted) context.fault(error);
}
