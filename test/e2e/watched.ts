/** Watching a tab while a test walks through pages. */
import type { Page } from "playwright-core";

/** Adds what the pages of this tab ask of other sites, what breaks the policy of the page, what fails in it, and every dialog. */
export async function watch(page: Page, site: string, wrong: string[]): Promise<void> {
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  page.on("request", (request) => {
    const { host, protocol, origin } = new URL(request.url());
    const own = host === new URL(site).host || protocol === "data:" || protocol === "blob:";
    if (!own) wrong.push(`${page.url()} asks ${origin}`);
  });
  page.on("console", (message) => {
    const ofStatus = /the server responded with a status of (403|404|409|422)/.test(message.text());
    if (message.type() === "error" && !ofStatus) wrong.push(`${page.url()} says: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`${page.url()} fails: ${error.message}`));
  page.on("dialog", (dialog) => {
    wrong.push(`${page.url()} opens a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
}
