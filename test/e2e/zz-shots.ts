import { mkdirSync } from "node:fs";
import { launchChromium } from "./chromium.ts";
import { caretAtEnd, openPlan, planText, saved } from "./plan-page.ts";
import { startProduct } from "./product.ts";
const folder = "/tmp/shots";
mkdirSync(folder, { recursive: true });
const [product, browser] = await Promise.all([startProduct(), launchChromium()]);
try {
  const group = "access-and-infrastructure";
  const passage = "El grupo se reúne por video";
  const [br, pe, ob, cl] = await Promise.all(["br", "chair", "observer", "cl"].map((who) => openPlan(browser, product, who, group)));
  if (!br || !pe || !ob || !cl) throw new Error();
  await caretAtEnd(pe, passage);
  await pe.keyboard.type(" También los martes, a las diez de la mañana.");
  await saved(pe);
  await cl.locator(`${planText} p`).first().click();
  await cl.keyboard.press("Home");
  await cl.keyboard.type("Chile: ");
  await cl.keyboard.press("Shift+ArrowRight");
  await saved(cl);
  const shoot = async (page: typeof br, name: string, forced = true) => {
    for (const [size, viewport] of Object.entries({ 1280: { width: 1280, height: 900 }, 360: { width: 360, height: 740 } })) {
      await page.setViewportSize(viewport);
      for (const [mode, media] of Object.entries({ light: { colorScheme: "light" }, dark: { colorScheme: "dark" }, ...(forced ? { forced: { colorScheme: "light", forcedColors: "active" }, forceddark: { colorScheme: "dark", forcedColors: "active" } } : {}) } as const)) {
        await page.emulateMedia({ forcedColors: "none", ...media } as never);
        await page.waitForTimeout(300);
        await page.screenshot({ path: `${folder}/${name}-${size}-${mode}.png` });
      }
      await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  await br.locator(planText).focus();
  await br.locator(".tools-bar").evaluate((one) => one.scrollIntoView());
  await shoot(br, "closed");
  for (const id of ["people", "changes"]) await br.locator(`#plan-${id} summary`).click();
  await br.locator(".around").evaluate((one) => one.scrollIntoView({ block: "center" }));
  for (const width of [1280, 360]) { await br.setViewportSize({ width, height: 900 }); await br.locator(".around").evaluate((one) => one.scrollIntoView({ block: "start" })); await br.waitForTimeout(300); await br.screenshot({ path: `${folder}/open-${width}.png`, fullPage: true }); }
  await shoot(br, "open");
  await br.locator(planText).focus();
  await br.keyboard.press("Alt+Shift+C");
  await br.waitForTimeout(400);
  await br.screenshot({ path: `${folder}/told.png` });
  await br.keyboard.press("Alt+Shift+C");
  await br.waitForTimeout(400);
  await br.screenshot({ path: `${folder}/list-focus.png` });
  await br.keyboard.press("Alt+Shift+H");
  await shoot(br, "help");
  await br.keyboard.press("Escape");
  await br.setViewportSize({ width: 640, height: 450 });
  await br.screenshot({ path: `${folder}/zoom200.png`, fullPage: true });
  await br.setViewportSize({ width: 320, height: 640 });
  await br.screenshot({ path: `${folder}/w320.png`, fullPage: true });
  await ob.setViewportSize({ width: 360, height: 740 });
  await ob.screenshot({ path: `${folder}/observer-360.png`, fullPage: true });
  await ob.goto(`/en/groups/${group}/discussion/1`);
  await ob.screenshot({ path: `${folder}/thread-360.png`, fullPage: true });
  await ob.goto(`/en/groups/${group}/plan`);
} finally {
  await browser.close();
  await product.stop();
}
