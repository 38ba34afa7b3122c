/** That something beside a plan's text changed is told at once to those who watch it, and to nobody who may not. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { House } from "./house.ts";

let house: House;
beforeEach(async () => void (house = await House.open()));
afterEach(() => house.close());

const recorded = (
  event: "post.made" | "wording.accepted" | "thread.resolved" | "text.redacted" | "news.edited",
) =>
  house.bus.tell({
    kind: "recorded",
    entryId: "e1",
    event,
    groupId: "g1",
    roundId: null,
    link: "/groups/x/plan/comments",
  });

test("hints of the margin arrive within a second, without content, at those who may watch it", async () => {
  house.door.mayWatch = async (actor, topic) =>
    topic === "margin:g1" && actor.kind === "person" && actor.id === "olga";
  const [olga, bruno] = [house.client("olga"), house.client("bruno")];
  await Promise.all([olga.connected(), bruno.connected()]);
  const watch = (client: typeof olga, topics: readonly string[]) =>
    new Promise<readonly string[]>((resolve) => client.socket.emit("watch", topics, resolve));
  expect(await watch(olga, ["margin:g1", "margin:g2"])).toEqual(["margin:g1"]);
  expect(await watch(bruno, ["margin:g1"])).toEqual([]);
  const begun = Date.now();
  recorded("wording.accepted");
  recorded("post.made");
  recorded("thread.resolved");
  recorded("text.redacted");
  recorded("news.edited");
  await expect.poll(() => olga.changes.length, { timeout: 1000 }).toBe(4);
  expect(Date.now() - begun).toBeLessThan(1000);
  expect(olga.changes).toEqual(
    ["wording.accepted", "post.made", "thread.resolved", "text.redacted"].map((kind) => ({
      topic: "margin:g1",
      kind,
    })),
  );
  expect(bruno.changes).toEqual([]);
});
