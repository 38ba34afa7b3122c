import about from "../messages/about.en.json" with { type: "json" };
import account from "../messages/account.en.json" with { type: "json" };
import agendas from "../messages/agendas.en.json" with { type: "json" };
import amendments from "../messages/amendments.en.json" with { type: "json" };
import backup from "../messages/backup.en.json" with { type: "json" };
import byLetter from "../messages/by-letter.en.json" with { type: "json" };
import certificate from "../messages/certificate.en.json" with { type: "json" };
import chains from "../messages/chains.en.json" with { type: "json" };
import comments from "../messages/comments.en.json" with { type: "json" };
import consensus from "../messages/consensus.en.json" with { type: "json" };
import country from "../messages/country.en.json" with { type: "json" };
import decisions from "../messages/decisions.en.json" with { type: "json" };
import desk from "../messages/desk.en.json" with { type: "json" };
import editor from "../messages/editor.en.json" with { type: "json" };
import files from "../messages/files.en.json" with { type: "json" };
import format from "../messages/format.en.json" with { type: "json" };
import frame from "../messages/frame.en.json" with { type: "json" };
import goals from "../messages/goals.en.json" with { type: "json" };
import groupChain from "../messages/group-chain.en.json" with { type: "json" };
import groupLetters from "../messages/group-letters.en.json" with { type: "json" };
import groups from "../messages/groups.en.json" with { type: "json" };
import imports from "../messages/import.en.json" with { type: "json" };
import languages from "../messages/languages.en.json" with { type: "json" };
import letters from "../messages/letters.en.json" with { type: "json" };
import margin from "../messages/margin.en.json" with { type: "json" };
import minisite from "../messages/minisite.en.json" with { type: "json" };
import officers from "../messages/officers.en.json" with { type: "json" };
import outputs from "../messages/outputs.en.json" with { type: "json" };
import paper from "../messages/paper.en.json" with { type: "json" };
import people from "../messages/people.en.json" with { type: "json" };
import plan from "../messages/plan.en.json" with { type: "json" };
import policy from "../messages/policy.en.json" with { type: "json" };
import proof from "../messages/proof.en.json" with { type: "json" };
import record from "../messages/record.en.json" with { type: "json" };
import redaction from "../messages/redaction.en.json" with { type: "json" };
import refusals from "../messages/refusals.en.json" with { type: "json" };
import register from "../messages/register.en.json" with { type: "json" };
import region from "../messages/region.en.json" with { type: "json" };
import roundLetters from "../messages/round-letters.en.json" with { type: "json" };
import roundPage from "../messages/round-page.en.json" with { type: "json" };
import rounds from "../messages/rounds.en.json" with { type: "json" };
import secretariat from "../messages/secretariat.en.json" with { type: "json" };
import terms from "../messages/terms.en.json" with { type: "json" };
import threads from "../messages/threads.en.json" with { type: "json" };
import versions from "../messages/versions.en.json" with { type: "json" };

export const en = {
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
