/** What stands beside the text of the main group's plan: two comments, and words that an observer and a country suggest. */
import { randomUUID } from "node:crypto";
import { clausesOf } from "#app/document/reading.ts";
import { mainGroup } from "./bodies.ts";
import type { Stage } from "./stage.ts";

export async function speakBeside(stage: Stage): Promise<void> {
  const { services, on, who } = stage;
  const said = (language: "es" | "en" | "pt") => ({ language, as: "", onceKey: randomUUID() });

  const plan = (await services.plans.view(await who("chair"), mainGroup)).live?.text;
  const wordsOf = (clause: string) => {
    const found = plan && clausesOf(plan).find(({ id }) => id === clause);
    if (!found) throw new Error(`the plan has no ${clause}`);
    return found.words;
  };

  on(-2, 16, 5);
  const words = await services.marginPages.comment(await who("jm"), mainGroup, {
    ...said("en"),
    clause: "p-01",
    words: "en una isla",
    text: "Could the text keep this order? For @[Jamaica](country:JM) and the other islands the line under the sea comes before the one in the street.",
  });
  on(-2, 17, 30);
  await services.threads.answer(
    await who("chair"),
    { slug: mainGroup, thread: words },
    { ...said("es"), replyTo: 1, text: "Sí: el orden es el de la distancia. Lo dejamos así." },
  );

  on(-2, 18, 10);
  await services.marginPages.comment(await who("private"), mainGroup, {
    ...said("es"),
    clause: "p-05",
    words: "cada trimestre",
    text: "Los operadores más chicos cierran sus datos cada seis meses. ¿Vale un plazo doble para ellos?",
  });

  on(-1, 12, 40);
  const shown = wordsOf("p-05");
  await services.marginPages.suggest(await who("technical"), mainGroup, {
    ...said("es"),
    clause: "p-05",
    block: 0,
    shown,
    wanted: shown.replace("con un método común", "con un método común y abierto"),
  });

  on(-1, 14, 0);
  const own = wordsOf("p-06");
  await services.marginPages.suggest(await who("br"), mainGroup, {
    ...said("pt"),
    clause: "p-06",
    block: 0,
    shown: own,
    wanted: own.replace("antes de abrir un cruce nuevo", "dos meses antes de abrir un cruce nuevo"),
  });
}
