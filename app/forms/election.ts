import { z } from "zod";
import { places, type Place } from "#app/domain/officers.ts";
import { refusalOf, refuse, type Refusal } from "#app/domain/refusal.ts";
import { endOfRegionalDay } from "#app/domain/region.ts";
import { country, line, readFields } from "./form.ts";
import { actFields, actOf, nominated, personOf } from "./people.ts";

/** The end of the field of a place: `andean-1`. */
export const placeKey = ({ group, number }: Place): string => `${group}-${number}`;

const head = z.object({
  cycleId: line(60),
  chair: country.or(z.literal("")).optional(),
  term: z.enum(["conference", "date"]).catch("conference"),
  until: z.string().optional(),
  ending: z.string().optional(),
  ...actFields,
});

/** The composition that a Conference elected, as services take it. Throws `invalid` with every fault at its field. */
export function compositionOf(fields: Readonly<Record<string, string>>, letterId: string | null) {
  const faults: Record<string, NonNullable<Refusal["fields"]>[string]> = {};
  const collect = <T>(suffix: string, read: () => T): T | null => {
    try {
      return read();
    } catch (caught) {
      const refusal = refusalOf(caught);
      if (refusal?.fields === undefined) throw caught;
      for (const [name, fault] of Object.entries(refusal.fields)) faults[`${name}${suffix}`] = fault;
      return null;
    }
  };
  const form = collect("", () => readFields(head, fields));
  const until = form?.term === "date" ? endOfRegionalDay(form.until ?? "") : null;
  if (form?.term === "date" && until === null) faults["until"] = { key: "field.date", params: {} };
  const seats = places.map((place) => {
    const key = placeKey(place);
    const field = (name: string) => fields[`${name}-${key}`]?.trim() ?? "";
    const iso = collect(`-${key}`, () => readFields(seat, { country: field("country") }))?.country ?? null;
    const own = { name: field("name"), email: field("email"), language: field("language") };
    const person =
      own.name === "" && own.email === ""
        ? null
        : collect(`-${key}`, () => personOf(readFields(nominated, own)));
    return { ...place, country: iso, chair: iso !== null && iso === form?.chair, person };
  });
  if (form === null || Object.keys(faults).length > 0)
    throw refuse("invalid", "form.check-fields", {}, { fields: faults });
  const { cycleId, ending } = form;
  const reviewed = ending === undefined ? {} : { ending: ending.split(" ").filter((id) => id !== "") };
  return { cycleId, seats, until, act: actOf(form, letterId), ...reviewed };
}

const seat = z.object({
  country: country.or(z.literal("")).transform((iso) => (iso === "" ? null : iso)),
});
