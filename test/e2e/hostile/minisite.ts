/** What stands on a group's minisite: its mandate, news, pages, discussions and documents. */
import { open } from "#test/hostile/plan.ts";
import { pdf, type Hands } from "./hands.ts";

const english = { language: "en" };

/** News with the whole collection in it, a page that was changed, another mandate; answers their addresses. */
export async function writeMinisite(hands: Hands, group: string) {
  const { sowing } = hands;
  const publish = { ...english, intent: "publish" };
  const news = await hands.send("chair", `${group}/news/new`, "text", {
    title: sowing.one("news title", 140),
    text: sowing.many("news", { limit: 20_000 }),
    ...publish,
  });
  const page = await hands.send("chair", `${group}/pages/new`, "text", {
    title: sowing.one("page title", 140),
    text: sowing.many("page", { limit: 20_000, between: "\n\n- " }),
    ...publish,
  });
  await hands.send("chair", `${page}/edit?language=en`, "text", {
    title: sowing.one("page title", 140),
    text: sowing.many("page", { limit: 20_000, between: "\n" }),
    ...publish,
  });
  await hands.send("chair", `${group}/edit?language=en`, "text", {
    text: sowing.many("mandate", { limit: 1200 }),
    ...publish,
  });
  return { news, page };
}

/** A thread of long posts, one hidden, and one thread that was closed; answers their addresses. */
export async function discuss(hands: Hands, group: string) {
  const { sowing } = hands;
  const text = (limit = 8000) => sowing.many("post", { limit });
  const title = () => sowing.one("thread title", 140);
  const begin = (who: string) =>
    hands.send(who, `${group}/discussion/new`, "thread", { title: title(), text: text(), ...english });
  const thread = await begin("observer");
  for (const who of ["br", "observer", "chair"])
    await hands.send(who, thread, "answering", { text: text(), ...english });
  await hands.send("chair", `${thread}?hide=3`, "moderate", { reason: sowing.one("hiding reason", 500) });
  const closed = await begin("br");
  await hands.send("chair", `${closed}?close`, "moderate", { reason: sowing.one("closing reason", 500) });
  return { thread, closed };
}

/** Documents of the group and papers before the officers, one of each taken down. */
export async function fileDocuments(hands: Hands, group: string): Promise<void> {
  const { sowing } = hands;
  for (const [who, home, form] of [
    ["chair", `${group}/documents`, "documents/new"],
    ["observer", "/en/officers", "/en/officers/papers/new"],
  ] as const)
    for (const removed of [true, false]) {
      const title = sowing.one("document title", 140);
      // A path before the name is not kept of it.
      const name = `${sowing.one("file name", 100, /[/\\]/)}.pdf`;
      const page = form.startsWith("/") ? form : `${group}/${form}`;
      await hands.sendFile(who, page, "document", { title, ...english }, [
        "file",
        new File([pdf, title], name),
      ]);
      if (!removed) continue;
      const keeper = home === "/en/officers" ? "officer-pe" : who;
      const file = await hands.found(keeper, home, /\?remove=([0-9a-f-]{36})/);
      await hands.send(keeper, `${home}?remove=${file}`, "remove", {
        reason: sowing.one("removal reason", 500),
      });
    }
}

/** What became of an output, with evidence. */
export async function recordProgress(hands: Hands, output: string): Promise<void> {
  const { sowing } = hands;
  const evidence = new File([pdf, "evidence"], `${sowing.one("evidence name", 100, /[/\\]/)}.pdf`);
  await hands.sendFile(
    "br",
    output,
    "progress-form",
    {
      status: "under-way",
      percent: "80",
      day: new Date().toISOString().slice(0, 10),
      note: sowing.many("progress note", { limit: 2000 }),
      link: "https://evil.example/?a=%22%3E&b=`$%7Balert(1)%7D`&#39;onmouseover=alert(1)",
      ...english,
    },
    ["file", evidence],
  );
}

/** A goal that is proposed there, up to its round. Answers the addresses of both. */
export async function proposeGoal(hands: Hands, group: string, closing: string) {
  const { sowing } = hands;
  const goal = await hands.send("co", `${group}/goals/new`, "goal", {
    title: sowing.one("goal title", 160, open),
    text: sowing.many("goal text", { limit: 12_000, most: 25, but: open }),
    rationale: sowing.many("goal rationale", { limit: 4000 }),
    area: "E",
    country: "CO",
    ...english,
  });
  await hands.send("co", goal, "discuss");
  await hands.send("ar", goal, "open-group-round", { mode: "express", opening: "", closing });
  return goal;
}
