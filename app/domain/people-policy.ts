/**
 * Who may name people to bodies, give and end grants, and enter what bodies decided about themselves (domain §2, §8).
 * May import: this room. Begin with `peoplePolicy`; it is one part of the table in policy.ts.
 */

import type {
  CountryFacts,
  GrantFacts,
  GroupFacts,
  LetterFacts,
  MembershipFacts,
  OfficersFacts,
  PersonFacts,
  RegionFacts,
} from "./facts.ts";
import { isWorking } from "./group.ts";
import { isChair, isFocalPointOf, keepsMinisite, namesPeopleOf, presides, presidesOfficers } from "./part.ts";
import { row } from "./policy-row.ts";
import { grantsAt, isSecretariat, type Actor } from "./roles.ts";

const secretariat = (actor: Actor, _: unknown, now: Date): boolean => isSecretariat(actor, now);

const self = (actor: Actor, person: PersonFacts): boolean =>
  actor.kind === "person" && actor.id === person.personId;

const isFocal = (actor: Actor, now: Date): boolean =>
  grantsAt(actor, now).some((grant) => grant.office === "focal-point" && grant.right === "decide");

const endsGrant = (actor: Actor, { grant, chairCountry }: GrantFacts, now: Date): boolean => {
  if (isSecretariat(actor, now)) return true;
  if (grant.office === "coordinator") {
    return chairCountry !== null && isFocalPointOf(actor, chairCountry, "decide", now);
  }
  const named = grant.office === "representative" || grant.office === "speaker";
  return named && grant.country !== null && isFocalPointOf(actor, grant.country, "decide", now);
};

const readsLetter = (actor: Actor, letter: LetterFacts, now: Date): boolean =>
  letter.inRound ||
  isSecretariat(actor, now) ||
  (actor.kind === "person" && actor.id === letter.enteredBy) ||
  letter.countries.some((country) => isFocalPointOf(actor, country, "read", now));

export const peoplePolicy = {
  "group.propose": row<CountryFacts>(
    "A focal point proposes a group for its country.",
    "S2 II D c iv",
    (actor, { country }, now) => isFocalPointOf(actor, country, "decide", now),
  ),
  "group.propose-discontinuation": row<MembershipFacts>(
    "A focal point proposes for its country that a group end.",
    "S2 II D c iv",
    namesPeopleOf,
  ),
  "group.open-consultation": row<OfficersFacts>(
    "The Chair of the Presiding Officers opens the consultation of all countries.",
    "S2 II D c iv",
    presidesOfficers,
  ),
  "group.take-amendment": row<OfficersFacts>(
    "After the countries were heard the Chair of the Presiding Officers makes an amendment the text that the officers decide on.",
    "domain §4",
    presidesOfficers,
  ),
  "group.open-officers-round": row<OfficersFacts>(
    "The Chair of the Presiding Officers opens their round on a group.",
    "S2 II D c iv",
    presidesOfficers,
  ),
  "group.set-reading": row<GroupFacts>(
    "The Chair enters who reads the group's drafts.",
    "domain §2",
    presides,
  ),
  "group.enter-chair": row<GroupFacts>(
    "The secretariat enters the countries chosen as Chair and Vice Chairs.",
    "S2 II D a i",
    secretariat,
  ),
  "membership.nominate": row<MembershipFacts>(
    "The focal point nominates its country's institution and persons; so the country joins.",
    "S2 II D a ii",
    namesPeopleOf,
  ),
  "membership.leave": row<MembershipFacts>(
    "The focal point takes its country out of the group.",
    "domain §5",
    namesPeopleOf,
  ),
  "coordinator.name": row<GroupFacts>(
    "The country that chairs the group names the coordinator.",
    "S2 II D b iii",
    (actor, group, now) =>
      isWorking(group.stage) &&
      (isChair(actor, "decide", group, now) ||
        (group.chair !== null && isFocalPointOf(actor, group.chair, "decide", now))),
  ),
  "seat.appoint": row<RegionFacts>(
    "The secretariat enters who sits in a seat, by decision of the Conference or letter of the country.",
    "S2 II B",
    secretariat,
  ),
  "seat.end": row<RegionFacts>("The secretariat enters the end of a seat.", "S2 II B", secretariat),
  "seat.elect": row<RegionFacts>(
    "The secretariat enters the composition that a Conference elected.",
    "S2 II B",
    secretariat,
  ),
  "focal-point.enter": row<RegionFacts>(
    "The secretariat enters the focal point that a country appoints or ratifies.",
    "S2 II C",
    secretariat,
  ),
  "observer.enter": row<RegionFacts>(
    "The secretariat enters the observer whom a sector designates.",
    "S2 II B i–iii",
    secretariat,
  ),
  "grant.speak": row<MembershipFacts>(
    "The focal point identifies those who speak in the groups it names.",
    "S2 II D a iii",
    namesPeopleOf,
  ),
  "grant.suggest": row<GroupFacts>(
    "The Chair, the Vice Chairs and the coordinator suggest to a country's focal point who should speak.",
    "domain §8",
    (actor, group, now) => isWorking(group.stage) && keepsMinisite(actor, group, now),
  ),
  "grant.answer-suggestion": row<MembershipFacts>(
    "The focal point accepts or declines what was suggested to its country.",
    "domain §8",
    namesPeopleOf,
  ),
  "grant.invite-agency": row<GroupFacts>(
    "The secretariat invites agencies and regional bodies to a group.",
    "S2 II D a iv",
    (actor, group, now) => isWorking(group.stage) && isSecretariat(actor, now),
  ),
  "grant.end": row<GrantFacts>(
    "Those who named a person end what they gave; the secretariat enters every end.",
    "domain §2",
    endsGrant,
  ),
  "person.invite": row<RegionFacts>(
    "The secretariat invites people; a focal point those whom it names.",
    "domain §8",
    (actor, _, now) => isSecretariat(actor, now) || isFocal(actor, now),
  ),
  "person.suspend": row<PersonFacts>(
    "The secretariat suspends an account, with a reason; never its own.",
    "domain §8",
    (actor, person, now) => isSecretariat(actor, now) && !self(actor, person),
  ),
  "person.restore": row<PersonFacts>("The secretariat restores an account.", "domain §8", secretariat),
  "person.erase": row<PersonFacts>(
    "The secretariat erases an account, with a reason; never its own.",
    "domain §9",
    (actor, person, now) => isSecretariat(actor, now) && !self(actor, person),
  ),
  "letter.keep": row<RegionFacts>(
    "The secretariat, and those who act for a country, attach letters.",
    "domain §2",
    (actor, _, now) =>
      isSecretariat(actor, now) || grantsAt(actor, now).some(({ right }) => right === "decide"),
  ),
  "letter.read": row<LetterFacts>(
    "Everybody reads a letter that a position rests on; others are read by the secretariat, the country and whoever attached them.",
    "domain §9",
    readsLetter,
    readsLetter,
  ),
  "text.redact": row<RegionFacts>(
    "The secretariat redacts personal data, with a reason, on record.",
    "domain §9",
    secretariat,
  ),
  "terms.edit": row<RegionFacts>("The secretariat enters the terms of a cycle.", "domain §4", secretariat),
  "agenda.import": row<RegionFacts>(
    "The secretariat imports the text of an agenda.",
    "domain §7",
    secretariat,
  ),
} as const;
