import type { LoaderFunctionArgs } from "@remix-run/node";
import { loading } from "#app/answers.ts";

/** The whole public record as lines of JSON, as it is read from the database: version 1 of `elac-record`. */
export function loader({ context }: LoaderFunctionArgs) {
  return loading(async () => {
    const lines = context.services.proofs.export(context.actor);
    const encoder = new TextEncoder();
    // A line is read when the reader has taken the one before, so a slow reader costs no memory.
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await lines.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await lines.return(undefined);
      },
    });
    return new Response(body, {
      headers: {
        "Content-Type": "application/jsonl; charset=utf-8",
        "Content-Disposition": 'attachment; filename="record.jsonl"',
        "Cache-Control": "no-cache",
      },
    });
  });
}
