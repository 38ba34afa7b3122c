/** A PostgreSQL server whose line has fallen silent: it lets one in, and answers nothing from then on. */
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { storeOnServer } from "#server/store/client.ts";

const open: Socket[] = [];
let server: Server | null = null;
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  await new Promise((closed) => (server ? server.close(closed) : closed(null)));
});

/** "You are in", and "ask": the first two messages of a server that asks for no password. */
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);

async function silent(says: Buffer | null): Promise<string> {
  const listening = createServer((socket) => {
    open.push(socket);
    socket.on("error", () => socket.destroy());
    socket.once("data", () => says && socket.write(says));
  });
  server = listening;
  await new Promise<void>((ready) => listening.listen(0, "127.0.0.1", ready));
  const address = listening.address();
  return `postgresql://elac@127.0.0.1:${typeof address === "object" && address ? address.port : 0}/elac`;
}

it("is not waited for by the log of live texts: after five seconds another connection takes its place", async () => {
  const store = storeOnServer(await silent(welcome));
  const began = performance.now();
  await expect(store.log.query("SELECT 1")).rejects.toThrow("timeout");
  expect(performance.now() - began).toBeGreaterThan(4000);
  expect(performance.now() - began).toBeLessThan(8000);
  const again = store.log.query("SELECT 1").catch(() => null);
  for (let tries = 0; open.length < 2 && tries < 100; tries++)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(open).toHaveLength(2);
  for (const socket of open) socket.destroy();
  await again;
  await store.close();
});

it("is not waited for where not even a connection comes about", async () => {
  const store = storeOnServer(await silent(null));
  const began = performance.now();
  await expect(store.log.query("SELECT 1")).rejects.toThrow("timeout");
  expect(performance.now() - began).toBeLessThan(8000);
  await store.close();
});
