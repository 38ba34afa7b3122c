/** The page of a plan in forced colours, where the reader's few stand in the place of all of ours and backgrounds are gone. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { axe } from "./axe.ts";
import { planText } from "./plan-page.ts";

/** What axe finds on it then, what has the focus without a ring, and which signs of the text a colour alone would tell. */
export async function inForcedColours(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ forcedColors: "active" });
  const found = (await axe(page)).map((fault) => `in forced colours: ${fault}`);
  const focusable = page.locator(
    `.tools-row button, ${planText} .output.editing :is(input, select, textarea, button), .card:is(:focus, [tabindex]), .card button, .caret-note :is(input, button)`,
  );
  expect(await focusable.count()).toBeGreaterThan(20);
  found.push(
    ...(await focusable.evaluateAll((all) =>
      all.flatMap((one) => {
        if (!(one instanceof HTMLElement) || !one.checkVisibility({ visibilityProperty: true })) return [];
        one.focus({ preventScroll: true, focusVisible: true } as FocusOptions);
        if (document.activeElement !== one) return [];
        const { outlineStyle, outlineWidth, outlineColor, backgroundColor } = getComputedStyle(one);
        const seen =
          outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 && outlineColor !== backgroundColor;
        return seen ? [] : [`in forced colours no ring: ${one.outerHTML.slice(0, 120)}`];
      }),
    )),
  );
  const marks = page.locator(
    `${planText} :is(.hold, .gapmark, mark.noted, ins.suggested, del.suggested, .output.editing), .card.chosen`,
  );
  expect(await marks.count()).toBeGreaterThan(4);
  found.push(
    ...(await marks.evaluateAll((all) =>
      all.flatMap((one) => {
        if (!one.checkVisibility()) return [];
        const style = getComputedStyle(one);
        const line = ["Top", "Right", "Bottom", "Left"].some((side) => {
          const [width, kind, colour] = ["Width", "Style", "Color"].map((what) =>
            style.getPropertyValue(`border-${side.toLowerCase()}-${what.toLowerCase()}`),
          );
          return Number.parseFloat(width ?? "") > 0 && kind !== "none" && colour !== style.backgroundColor;
        });
        const seen = line || style.outlineStyle !== "none" || style.textDecorationLine !== "none";
        return seen ? [] : [`told by colour alone: ${one.outerHTML.slice(0, 120)}`];
      }),
    )),
  );
  await page.emulateMedia({ forcedColors: "none" });
  return found;
}
