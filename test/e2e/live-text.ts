/** Writing in a plan's live text without a browser: one update over plain HTTP, as a hand-made client would send it. */
import { randomInt } from "node:crypto";
import * as Y from "yjs";
import { packUpdates, unpackUpdates } from "#app/document/frames.ts";
import type { PlanNode } from "#app/document/plan.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { readPlan, writePlan } from "#app/document/ydoc.ts";
import type { Client } from "./client.ts";
import type { Product } from "./product.ts";

/** Puts these clauses at the end of the live text on that page, for somebody who may write there. */
export async function appendClauses(
  product: Product,
  client: Client,
  page: string,
  clauses: readonly PlanNode[],
): Promise<void> {
  const { text } = await client.get(page);
  const id = /documentId\\?",\\?"([0-9a-f-]{36})/.exec(text)?.[1];
  if (id === undefined) throw new Error(`${page} has no live text`);
  const answer = await fetch(`${product.url}/documents/${id}`, { headers: { Cookie: client.cookie ?? "" } });
  const [, ...updates] = unpackUpdates(new Uint8Array(await answer.arrayBuffer())) ?? [];
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  doc.clientID = randomInt(16, 2 ** 32);
  const before = Y.encodeStateVector(doc);
  writePlan(doc, { type: "doc", content: [...readPlan(doc).plan.content, ...clauses] });
  const body = new Blob([packUpdates([Y.encodeStateAsUpdate(doc, before)]) as BlobPart]);
  doc.destroy();
  const epoch = answer.headers.get("x-epoch") ?? "";
  const sent = await client.post(`/documents/${id}/updates?epoch=${epoch}&schema=${SCHEMA_VERSION}`, body, {
    "Content-Type": "application/octet-stream",
  });
  if (sent.status !== 200) throw new Error(`the text was not taken: ${sent.status} ${sent.text}`);
}
