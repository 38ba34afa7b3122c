import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { GroupPeople } from "#app/components/group-people.tsx";
import { refusalOf, refuse } from "#app/domain/refusal.ts";
import { readFields } from "#app/forms/form.ts";
import {
  accepting,
  actOf,
  declining,
  identifyingSpeaker,
  leaving,
  mostPersons,
  namingCoordinator,
  nominating,
  peopleAct,
  personOf,
  suggesting,
} from "#app/forms/people.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { postedWithLetter } from "#app/posted.ts";

/** What a focal point, and those who lead the group, may do about its people. Others are refused. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const slug = params["slug"] ?? "";
  const { actor, services } = context;
  return loading(async () => {
    const offers = await services.memberships.offers(actor, slug);
    const around = await services.suggestions.of(actor, slug, language);
    if (!offers.mayNominate && !offers.mayNameCoordinator && !around.maySuggest)
      throw refuse("forbidden", "may-not.membership.nominate");
    const { names } = await services.groups.members(actor, slug, language);
    const country = names.find(({ iso }) => iso === offers.country) ?? null;
    const t = translator(language);
    const title =
      country === null ? t("groups:people.title.group") : t("groups:people.title", { country: country.name });
    return { slug, title, offers, around, persons: mostPersons };
  });
}

export function action({ context, params, request }: ActionFunctionArgs) {
  const slug = params["slug"] ?? "";
  const { actor, services } = context;
  return postedWithLetter({ context, request }, async (fields, letterId) => {
    switch (readFields(peopleAct, fields).do) {
      case "nominate": {
        const { country, institution, ...form } = readFields(nominating.head, fields);
        const persons = nominating.persons(fields).map((one) => readPerson(one));
        await services.memberships.nominate(actor, {
          slug,
          country,
          institution,
          persons,
          act: actOf(form, letterId),
        });
        break;
      }
      case "coordinate": {
        const form = readFields(namingCoordinator, fields);
        await services.memberships.nameCoordinator(actor, {
          slug,
          person: personOf(form),
          act: actOf(form, letterId),
        });
        break;
      }
      case "speak": {
        const form = readFields(identifyingSpeaker, { ...fields, slugs: slug });
        const { country, institution } = form;
        const person = personOf(form);
        const given = { slugs: [slug], country, institution, person, act: actOf(form, letterId) };
        await services.memberships.identifySpeaker(actor, given);
        break;
      }
      case "suggest": {
        await services.suggestions.suggest(actor, { slug, ...readFields(suggesting, fields) });
        break;
      }
      case "accept": {
        const { suggestionId, institution, ...form } = readFields(accepting, fields);
        const given = { slug, suggestionId, institution, person: personOf(form), act: actOf(form, letterId) };
        await services.suggestions.accept(actor, given);
        break;
      }
      case "decline": {
        await services.suggestions.decline(actor, { slug, ...readFields(declining, fields) });
        break;
      }
      case "leave": {
        const { country, ...form } = readFields(leaving, fields);
        await services.memberships.leave(actor, { slug, country, act: actOf(form, letterId) });
      }
    }
    throw redirect(`/${languageOfPath(new URL(request.url).pathname)}/groups/${slug}/members`);
  });
}

/** A person of a nomination; what is wrong is said at the numbered field. */
function readPerson({ number, fields }: { number: number; fields: Record<string, string> }) {
  try {
    return personOf(readFields(nominating.person, fields));
  } catch (caught) {
    throw numbered(caught, number);
  }
}

function numbered(caught: unknown, number: number): unknown {
  const refusal = refusalOf(caught);
  if (refusal?.fields === undefined) return caught;
  const fields = Object.fromEntries(
    Object.entries(refusal.fields).map(([name, fault]) => [`${name}-${number}`, fault]),
  );
  return refuse(refusal.kind, refusal.key, refusal.params, { fields });
}

export default function PeoplePage() {
  return (
    <GroupPeople {...useLoaderData<typeof loader>()} refused={refusedIn(useActionData<typeof action>())} />
  );
}
