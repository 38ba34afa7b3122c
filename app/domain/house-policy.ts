/**
 * Who may read, keep the minisite, speak in the discussions, and use an account (domain §8).
 * May import: this room. Begin with `housePolicy`; it is one part of the table in policy.ts.
 */

import type {
  CommentFacts,
  DoorFacts,
  GroupFacts,
  OfficersFacts,
  PaperFacts,
  PersonFacts,
  PostFacts,
  RegionFacts,
  RoundFacts,
  ThreadFacts,
} from "./facts.ts";
import { isWorking } from "./group.ts";
import {
  countriesOf,
  isCoordinator,
  keepsMinisite,
  presides,
  presidesOfficers,
  speakingAmongOfficers,
  speakingCapacities,
} from "./part.ts";
import { row } from "./policy-row.ts";
import { isSecretariat, type Actor } from "./roles.ts";

const everybody = (): boolean => true;

const signedIn = (actor: Actor): boolean => actor.kind === "person";

const secretariat = (actor: Actor, _: unknown, now: Date): boolean => isSecretariat(actor, now);

const self = (actor: Actor, person: PersonFacts): boolean =>
  actor.kind === "person" && actor.id === person.personId;

const keeps = (actor: Actor, group: GroupFacts, now: Date): boolean =>
  isWorking(group.stage) && (keepsMinisite(actor, group, now) || isSecretariat(actor, now));

const speaks = (actor: Actor, thing: { readonly group: GroupFacts }, now: Date): boolean =>
  speakingCapacities(actor, thing.group, now).length > 0;

const speaksWithOfficers = (actor: Actor, officers: OfficersFacts, now: Date): boolean =>
  speakingAmongOfficers(actor, officers, now) !== null;

const chairs = (actor: Actor, thing: { readonly group: GroupFacts }, now: Date): boolean =>
  presides(actor, thing.group, now);

export const housePolicy = {
  "region.read": row<RegionFacts>("Everybody reads the public pages.", "domain §2", everybody),
  "group.read": row<GroupFacts>("Everybody reads the minisite of a group.", "S2 II D b ii", everybody),
  "thread.read": row<ThreadFacts>("Everybody reads the discussions.", "domain §2", everybody),
  "round.read": row<RoundFacts>("Everybody reads rounds and what is still needed.", "domain §4", everybody),
  "record.read": row<RegionFacts>("Everybody reads the public record.", "domain §9", everybody),
  "record.read-all": row<RegionFacts>(
    "The secretariat reads every entry of the record.",
    "domain §9",
    secretariat,
    secretariat,
  ),
  "desk.read": row<RegionFacts>("Everybody with an account has a desk.", "domain §8", signedIn),
  "secretariat.read": row<RegionFacts>(
    "The secretariat reads its own pages: seats, grants, people, invitations.",
    "S2 II E",
    secretariat,
    secretariat,
  ),
  "health.read": row<RegionFacts>("Everybody asks whether the platform is well.", "house", everybody),
  "metrics.read": row<DoorFacts>(
    "The operator reads the figures of operation.",
    "house",
    (_, door) => door.operator,
    (_, door) => door.operator,
  ),

  "minisite.read-draft": row<GroupFacts>(
    "Those who keep the minisite, and the secretariat, read what is not yet published.",
    "S2 II D b ii",
    keeps,
    keeps,
  ),
  "minisite.edit": row<GroupFacts>(
    "The Chair, the Vice Chairs and the coordinator edit the minisite; the secretariat helps on request.",
    "S2 II D b ii",
    keeps,
  ),
  "minisite.publish": row<GroupFacts>(
    "The Chair, the Vice Chairs and the coordinator publish pages; the secretariat helps on request.",
    "S2 II D b ii",
    keeps,
  ),
  "minisite.news": row<GroupFacts>(
    "The Chair, the Vice Chairs and the coordinator write news; the secretariat helps on request.",
    "S2 II D b ii",
    keeps,
  ),
  "file.upload": row<GroupFacts>(
    "The Chair, the Vice Chairs and the coordinator file documents; the secretariat helps on request.",
    "S2 II D b ii",
    keeps,
  ),
  "file.remove": row<GroupFacts>(
    "The Chair, the Vice Chairs and the coordinator take documents down; the secretariat helps on request.",
    "S2 II D b ii",
    keeps,
  ),

  "paper.file": row<OfficersFacts>(
    "The Presiding Officers, the observers to them and the secretariat file papers with the officers.",
    "domain §1, §2",
    speaksWithOfficers,
  ),
  "paper.remove": row<PaperFacts>(
    "Whoever filed a paper, as long as the right to speak lasts, the Chair of the officers and the secretariat take it down.",
    "domain §1, §2",
    (actor, { officers, filedBy }, now) =>
      speaksWithOfficers(actor, officers, now) &&
      ((actor.kind === "person" && actor.id === filedBy) ||
        presidesOfficers(actor, officers, now) ||
        isSecretariat(actor, now)),
  ),

  "thread.open": row<GroupFacts>(
    "Everybody with a right to speak in the group opens a thread.",
    "S2 II D a iii–iv",
    (actor, group, now) => speaks(actor, { group }, now),
  ),
  "thread.post": row<ThreadFacts>(
    "Everybody with a right to speak in the group posts.",
    "S2 II D a iii–iv",
    speaks,
  ),
  "thread.close": row<ThreadFacts>(
    "The Chair, the coordinator and the secretariat close a thread.",
    "S2 II D b ii",
    (actor, thread, now) =>
      chairs(actor, thread, now) ||
      (isWorking(thread.group.stage) && isCoordinator(actor, "edit", thread.group, now)) ||
      isSecretariat(actor, now),
  ),
  "thread.resolve": row<CommentFacts>(
    "Whoever began a comment, persons of participating countries, the coordinator and the secretariat mark it as settled.",
    "domain §2",
    (actor, comment, now) =>
      speaks(actor, comment, now) &&
      ((actor.kind === "person" && actor.id === comment.authorId) ||
        countriesOf(actor, "edit", comment.group, now).length > 0 ||
        isCoordinator(actor, "edit", comment.group, now) ||
        isSecretariat(actor, now)),
  ),
  "thread.reopen": row<ThreadFacts>(
    "Everybody with a right to speak in the group opens a settled comment again.",
    "domain §2",
    speaks,
  ),
  "post.edit": row<PostFacts>(
    "The author edits a post, as long as the right to speak lasts.",
    "domain §2",
    (actor, post, now) => actor.kind === "person" && actor.id === post.authorId && speaks(actor, post, now),
  ),
  "post.hide": row<PostFacts>(
    "The Chair and the secretariat hide a post, with a reason.",
    "S2 II D b ii",
    (actor, post, now) => chairs(actor, post, now) || isSecretariat(actor, now),
  ),
  "post.read-hidden": row<PostFacts>(
    "The Chair and the secretariat read a hidden post.",
    "S2 II D b ii",
    (actor, post, now) => chairs(actor, post, now) || isSecretariat(actor, now),
    (actor, post, now) => chairs(actor, post, now) || isSecretariat(actor, now),
  ),

  "account.sign-in": row<RegionFacts>("Everybody with an account signs in.", "domain §8", everybody),
  "account.sign-in-as": row<DoorFacts>(
    "Everybody takes a part in a demonstration.",
    "house",
    (_, door) => door.demonstration,
    (_, door) => door.demonstration,
  ),
  "account.sign-out": row<RegionFacts>("Everybody signed in signs out.", "domain §8", signedIn),
  "account.recover": row<RegionFacts>("Everybody asks for a new password.", "domain §8", everybody),
  "letters.decline": row<RegionFacts>(
    "Everybody who holds the link of a letter that is not formal declines such letters.",
    "house",
    everybody,
  ),
  "account.accept": row<RegionFacts>("Everybody with an invitation accepts it.", "domain §8", everybody),
  "account.read": row<PersonFacts>("Each person reads their own account.", "domain §8", self, self),
  "account.edit": row<PersonFacts>("Each person edits their own account.", "domain §8", self, self),
  "account.change-password": row<PersonFacts>(
    "Each person changes their own password.",
    "domain §8",
    self,
    self,
  ),
  "account.end-session": row<PersonFacts>("Each person ends their own sign-ins.", "domain §8", self, self),
} as const;
