/** What the pages about a group's creation and end have in common. */
import type { AppLoadContext } from "@remix-run/node";
import type { Language } from "#app/i18n/language.ts";

type Context = Pick<AppLoadContext, "actor" | "services">;

/** What the page of a proposal shows. Refused as `unknown` where nothing was proposed of the group. */
export async function proposalOf({ actor, services }: Context, slug: string, language: Language) {
  const view = await services.groups.proposal(actor, slug, language);
  const history = await services.records.history(actor, `/groups/${view.group.slug}/proposal`, language);
  return { title: view.group.name, view, history, signedIn: actor.kind === "person" };
}
