import { nameOfGroup, slugOf, type GroupNames } from "#app/domain/group-proposal.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import { canonicalJson } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import { freeSlug, lockAddresses, readdress } from "#server/store/group-addresses.ts";
import { moveGroup } from "#server/store/group-chain.ts";
import { act, type Ground } from "./act.ts";
import { hold, idOf, next } from "./group-held.ts";
import { asSecretariat, recordAct, type ActEntered } from "./naming.ts";

/** New names of a group at work: the secretariat enters them, with the act they rest on; it decides nothing (domain §1). */
export function groupRenamingServices(ground: Ground) {
  return {
    /**
     * Gives the group new names and the address made of the English one, else of the first there is; the address before leads on
     * for good. Refused: the same names (`group.same-names`), no name (field), no reference (field). Answers the new address.
     */
    rename: (
      actor: Actor,
      form: { readonly slug: string; readonly names: GroupNames; readonly act: ActEntered },
    ): Promise<string> =>
      act(ground, async (tx, record, now) => {
        const { names } = form;
        const held = await hold(tx, form.slug, now);
        const { group, facts } = held;
        demand(actor, "group.rename", facts, now);
        const name = nameOfGroup(names, "en", "en");
        if (name === "") throw refuseField("name-es", "field.missing");
        if (canonicalJson({ ...names }) === canonicalJson(Object(group.names) as Record<string, string>))
          throw refuse("conflict", "group.same-names");
        const after = await next(tx, held, "rename");
        const by = { actorId: idOf(actor), capacity: asSecretariat };
        const actId = await recordAct(tx, form.act, by, now);
        await lockAddresses(tx);
        const slug = await freeSlug(tx, slugOf(name), group.id);
        await readdress(tx, group.id, { from: group.slug, slug, names: { ...names } }, now);
        const step = { act: "rename", before: group.stage, after, comments: null } as const;
        await moveGroup(tx, group.id, { ...step, personId: by.actorId, capacity: asSecretariat }, now);
        const renamed = { groupId: group.id, actId, from: group.slug, to: slug };
        const link = `/groups/${slug}`;
        record({ kind: "group.renamed", groupId: group.id, ...by, link, facts: renamed, words: { name } });
        return slug;
      }),
  };
}

const refuseField = (field: string, key: string) =>
  refuse("invalid", "form.check-fields", {}, { fields: { [field]: { key, params: {} } } });
