/** Questions that meet are asked as one. */
import { expect, test } from "vitest";
import { Together } from "#server/store/together.ts";

type Answers = ReadonlyMap<string, string>;
const turn = () => new Promise((resolve) => setTimeout(resolve, 1));

/** A database that answers when it is told to. */
function slow() {
  const asked: (readonly string[])[] = [];
  const answers: ((answers: Answers) => void)[] = [];
  const together = new Together((keys: readonly string[]) => {
    asked.push(keys);
    return new Promise<Answers>((resolve) => answers.push(resolve));
  });
  return { asked, answers, together };
}

test("what is asked at one moment goes in one statement, the same question once", async () => {
  const { asked, answers, together } = slow();
  const all = ["a", "b", "a", "c"].map((key) => together.ask(key));
  await turn();
  expect(asked).toEqual([["a", "b", "c"]]);
  answers[0]?.(
    new Map([
      ["a", "1"],
      ["b", "2"],
    ]),
  );
  expect(await Promise.all(all)).toEqual(["1", "2", "1", null]);
});

test("nobody is answered by a statement that began before they asked", async () => {
  const { asked, answers, together } = slow();
  const first = together.ask("a");
  await turn();
  const second = together.ask("a");
  await turn();
  expect(asked).toEqual([["a"]]);
  answers[0]?.(new Map([["a", "before"]]));
  expect(await first).toBe("before");
  await turn();
  expect(asked).toEqual([["a"], ["a"]]);
  answers[1]?.(new Map([["a", "after"]]));
  expect(await second).toBe("after");
});

test("a statement that does not answer keeps nobody but those who asked in it", async () => {
  const { asked, answers, together } = slow();
  void together.ask("a");
  await turn();
  const second = together.ask("b");
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(asked).toEqual([["a"], ["b"]]);
  answers[1]?.(new Map([["b", "there"]]));
  expect(await second).toBe("there");
});

test("a question that the database does not take fails alone", async () => {
  const together = new Together((keys: readonly string[]) =>
    keys.includes("\0")
      ? Promise.reject(new Error("no such text"))
      : Promise.resolve(new Map(keys.map((key) => [key, key]))),
  );
  const [a, bad, b] = [together.ask("a"), together.ask("\0"), together.ask("b")];
  await expect(bad).rejects.toThrow("no such text");
  expect([await a, await b]).toEqual(["a", "b"]);
});
