import about from "../messages/about.es.json" with { type: "json" };
import account from "../messages/account.es.json" with { type: "json" };
import agendas from "../messages/agendas.es.json" with { type: "json" };
import amendments from "../messages/amendments.es.json" with { type: "json" };
import backup from "../messages/backup.es.json" with { type: "json" };
import byLetter from "../messages/by-letter.es.json" with { type: "json" };
import certificate from "../messages/certificate.es.json" with { type: "json" };
import chains from "../messages/chains.es.json" with { type: "json" };
import comments from "../messages/comments.es.json" with { type: "json" };
import consensus from "../messages/consensus.es.json" with { type: "json" };
import country from "../messages/country.es.json" with { type: "json" };
import decisions from "../messages/decisions.es.json" with { type: "json" };
import desk from "../messages/desk.es.json" with { type: "json" };
import editor from "../messages/editor.es.json" with { type: "json" };
import files from "../messages/files.es.json" with { type: "json" };
import format from "../messages/format.es.json" with { type: "json" };
import frame from "../messages/frame.es.json" with { type: "json" };
import goals from "../messages/goals.es.json" with { type: "json" };
import groupChain from "../messages/group-chain.es.json" with { type: "json" };
import groupLetters from "../messages/group-letters.es.json" with { type: "json" };
import groups from "../messages/groups.es.json" with { type: "json" };
import imports from "../messages/import.es.json" with { type: "json" };
import languages from "../messages/languages.es.json" with { type: "json" };
import letters from "../messages/letters.es.json" with { type: "json" };
import margin from "../messages/margin.es.json" with { type: "json" };
import minisite from "../messages/minisite.es.json" with { type: "json" };
import officers from "../messages/officers.es.json" with { type: "json" };
import outputs from "../messages/outputs.es.json" with { type: "json" };
import paper from "../messages/paper.es.json" with { type: "json" };
import people from "../messages/people.es.json" with { type: "json" };
import plan from "../messages/plan.es.json" with { type: "json" };
import policy from "../messages/policy.es.json" with { type: "json" };
import proof from "../messages/proof.es.json" with { type: "json" };
import record from "../messages/record.es.json" with { type: "json" };
import redaction from "../messages/redaction.es.json" with { type: "json" };
import refusals from "../messages/refusals.es.json" with { type: "json" };
import register from "../messages/register.es.json" with { type: "json" };
import region from "../messages/region.es.json" with { type: "json" };
import roundLetters from "../messages/round-letters.es.json" with { type: "json" };
import roundPage from "../messages/round-page.es.json" with { type: "json" };
import rounds from "../messages/rounds.es.json" with { type: "json" };
import secretariat from "../messages/secretariat.es.json" with { type: "json" };
import terms from "../messages/terms.es.json" with { type: "json" };
import threads from "../messages/threads.es.json" with { type: "json" };
import versions from "../messages/versions.es.json" with { type: "json" };

export const es = {
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
