/**
 * `npm run bench:pages`: how long the pages that gather rounds take with 500 rounds of 33 positions, beside 5 rounds of the
 * same. Two built products run side by side and are asked in turns in one run, so the ratio holds on any machine; the
 * milliseconds are this machine's. As many rounds are open in both: only what lies behind grows. Then how late the board of
 * an open round is at 33 other pages. The number of rounds and of positions may follow: `npm run bench:pages -- 1000 40`.
 */
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { storeOnEmbedded } from "#server/store/client.ts";
import { clientOf, type Client } from "#test/e2e/client.ts";
import { startProduct, type Product } from "#test/e2e/product.ts";
import { addManyRounds } from "#test/many-rounds.ts";
import { boardDelays, saidOf } from "./board.ts";

const few = 5;
const many = Number(process.argv[2] ?? 500);
const positions = Number(process.argv[3] ?? 40);
const lines = 33;
const live = 3;
const turns = 30;
/** How much longer a page may take beside many rounds. The command fails where one takes longer. */
const goal = 2;

const pages = [
  { name: "region", path: "/en", who: null },
  { name: "register of decisions", path: "/en/decisions", who: null },
  { name: "register, one body", path: "/en/decisions?body=group", who: null },
  { name: "country", path: "/en/countries/uy", who: null },
  { name: "countries", path: "/en/countries", who: null },
  { name: "desk of a delegate", path: "/en/desk", who: "br" },
  { name: "desk of an officer", path: "/en/desk", who: "officer-uy" },
  { name: "Presiding Officers", path: "/en/officers", who: null },
] as const;

interface Stocked {
  readonly product: Product;
  /** The number of a round that is open. */
  readonly round: number;
}

async function productWith(count: number): Promise<Stocked> {
  const product = await startProduct();
  await product.kill();
  const store = storeOnEmbedded(await PGlite.create(join(product.dataDir, "database")));
  const round = await addManyRounds(store, {
    slug: "access-and-infrastructure",
    count,
    live,
    now: new Date(),
  });
  await store.raw.script("ANALYZE");
  await store.close();
  await product.restart();
  return { product, round };
}

async function timed(client: Client, path: string): Promise<number> {
  const begun = performance.now();
  const { status } = await client.get(path);
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  return performance.now() - begun;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? NaN;

const products = [await productWith(few), await productWith(many)] as const;
try {
  console.log(`page | ${few} rounds | ${many} rounds | ratio`);
  let worst = 0;
  for (const { name, path, who } of pages) {
    const [small, large] = [
      await clientOf(products[0].product, who),
      await clientOf(products[1].product, who),
    ];
    const times: [number[], number[]] = [[], []];
    for (let turn = -3; turn < turns; turn++) {
      const [a, b] = [await timed(small, path), await timed(large, path)];
      if (turn < 0) continue;
      times[0].push(a);
      times[1].push(b);
    }
    const [a, b] = [median(times[0]), median(times[1])];
    worst = Math.max(worst, b / a);
    console.log(`${name} | ${a.toFixed(1)} ms | ${b.toFixed(1)} ms | ${(b / a).toFixed(2)}`);
  }
  console.log(`the largest ratio is ${worst.toFixed(2)}; the goal is ${goal}`);
  if (!(worst <= goal)) process.exitCode = 1;
  const { product, round } = products[1];
  const delays = await boardDelays(product, { round, who: "br", positions, lines });
  console.log(`\nevent of a changed board, ${positions} positions, ${lines} lines | median | p95`);
  for (const line of saidOf(delays)) console.log(line);
} finally {
  for (const { product } of products) await product.stop();
}
