import { afterEach, describe, expect, test, vi } from "vitest";
import { cite } from "#app/editor/cite.ts";

const plan = "https://elac.example.org/es/groups/gender/plan";

/** A browser at the plan, with a clipboard that does that. */
function browserWith(writeText: ((text: string) => Promise<void>) | null) {
  const location = { href: `${plan}#before` };
  const state = { page: 1 };
  const replaceState = vi.fn((_: unknown, __: string, to: string) => {
    location.href = new URL(to, location.href).href;
  });
  vi.stubGlobal("location", location);
  vi.stubGlobal("history", { state, replaceState });
  vi.stubGlobal("navigator", writeText === null ? {} : { clipboard: { writeText } });
  return { location, state, replaceState };
}

afterEach(() => vi.unstubAllGlobals());

describe("the address of a clause", () => {
  test("stands in the address line and is copied; the way back is the one it was", async () => {
    const copied: string[] = [];
    const { location, state, replaceState } = browserWith(async (text) => void copied.push(text));
    expect(await cite("p-05")).toBe(true);
    expect([location.href, copied]).toEqual([`${plan}#p-05`, [`${plan}#p-05`]]);
    expect(replaceState).toHaveBeenCalledExactlyOnceWith(state, "", "#p-05");
  });

  test.each([
    ["may not be copied", () => Promise.reject(new Error("NotAllowedError"))],
    ["has no clipboard to go to", null],
  ])("where it %s, stands in the address line only, and that is said", async (_, writeText) => {
    const { location } = browserWith(writeText);
    expect(await cite("p-05")).toBe(false);
    expect(location.href).toBe(`${plan}#p-05`);
  });
});
