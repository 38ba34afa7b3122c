import about from "../messages/about.fr.json" with { type: "json" };
import account from "../messages/account.fr.json" with { type: "json" };
import agendas from "../messages/agendas.fr.json" with { type: "json" };
import amendments from "../messages/amendments.fr.json" with { type: "json" };
import backup from "../messages/backup.fr.json" with { type: "json" };
import byLetter from "../messages/by-letter.fr.json" with { type: "json" };
import certificate from "../messages/certificate.fr.json" with { type: "json" };
import chains from "../messages/chains.fr.json" with { type: "json" };
import comments from "../messages/comments.fr.json" with { type: "json" };
import consensus from "../messages/consensus.fr.json" with { type: "json" };
import country from "../messages/country.fr.json" with { type: "json" };
import decisions from "../messages/decisions.fr.json" with { type: "json" };
import desk from "../messages/desk.fr.json" with { type: "json" };
import editor from "../messages/editor.fr.json" with { type: "json" };
import files from "../messages/files.fr.json" with { type: "json" };
import format from "../messages/format.fr.json" with { type: "json" };
import frame from "../messages/frame.fr.json" with { type: "json" };
import goals from "../messages/goals.fr.json" with { type: "json" };
import groupChain from "../messages/group-chain.fr.json" with { type: "json" };
import groupLetters from "../messages/group-letters.fr.json" with { type: "json" };
import groups from "../messages/groups.fr.json" with { type: "json" };
import imports from "../messages/import.fr.json" with { type: "json" };
import languages from "../messages/languages.fr.json" with { type: "json" };
import letters from "../messages/letters.fr.json" with { type: "json" };
import margin from "../messages/margin.fr.json" with { type: "json" };
import minisite from "../messages/minisite.fr.json" with { type: "json" };
import officers from "../messages/officers.fr.json" with { type: "json" };
import outputs from "../messages/outputs.fr.json" with { type: "json" };
import paper from "../messages/paper.fr.json" with { type: "json" };
import people from "../messages/people.fr.json" with { type: "json" };
import plan from "../messages/plan.fr.json" with { type: "json" };
import policy from "../messages/policy.fr.json" with { type: "json" };
import proof from "../messages/proof.fr.json" with { type: "json" };
import record from "../messages/record.fr.json" with { type: "json" };
import redaction from "../messages/redaction.fr.json" with { type: "json" };
import refusals from "../messages/refusals.fr.json" with { type: "json" };
import register from "../messages/register.fr.json" with { type: "json" };
import region from "../messages/region.fr.json" with { type: "json" };
import roundLetters from "../messages/round-letters.fr.json" with { type: "json" };
import roundPage from "../messages/round-page.fr.json" with { type: "json" };
import rounds from "../messages/rounds.fr.json" with { type: "json" };
import secretariat from "../messages/secretariat.fr.json" with { type: "json" };
import terms from "../messages/terms.fr.json" with { type: "json" };
import threads from "../messages/threads.fr.json" with { type: "json" };
import versions from "../messages/versions.fr.json" with { type: "json" };

export const fr = {
  about,
  account,
  agendas,
  amendments,
  backup,
  "by-letter": byLetter,
  certificate,
  chains,
  comments,
  consensus,
  country,
  decisions,
  desk,
  editor,
  files,
  format,
  frame,
  goals,
  "group-chain": groupChain,
  "group-letters": groupLetters,
  groups,
  import: imports,
  languages,
  letters,
  margin,
  minisite,
  officers,
  outputs,
  paper,
  people,
  plan,
  policy,
  proof,
  record,
  redaction,
  refusals,
  register,
  region,
  "round-letters": roundLetters,
  "round-page": roundPage,
  rounds,
  secretariat,
  terms,
  threads,
  versions,
};
