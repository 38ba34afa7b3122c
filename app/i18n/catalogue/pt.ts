import about from "../messages/about.pt.json" with { type: "json" };
import account from "../messages/account.pt.json" with { type: "json" };
import agendas from "../messages/agendas.pt.json" with { type: "json" };
import amendments from "../messages/amendments.pt.json" with { type: "json" };
import backup from "../messages/backup.pt.json" with { type: "json" };
import byLetter from "../messages/by-letter.pt.json" with { type: "json" };
import certificate from "../messages/certificate.pt.json" with { type: "json" };
import chains from "../messages/chains.pt.json" with { type: "json" };
import comments from "../messages/comments.pt.json" with { type: "json" };
import consensus from "../messages/consensus.pt.json" with { type: "json" };
import country from "../messages/country.pt.json" with { type: "json" };
import decisions from "../messages/decisions.pt.json" with { type: "json" };
import desk from "../messages/desk.pt.json" with { type: "json" };
import editor from "../messages/editor.pt.json" with { type: "json" };
import files from "../messages/files.pt.json" with { type: "json" };
import format from "../messages/format.pt.json" with { type: "json" };
import frame from "../messages/frame.pt.json" with { type: "json" };
import goals from "../messages/goals.pt.json" with { type: "json" };
import groupChain from "../messages/group-chain.pt.json" with { type: "json" };
import groupLetters from "../messages/group-letters.pt.json" with { type: "json" };
import groups from "../messages/groups.pt.json" with { type: "json" };
import imports from "../messages/import.pt.json" with { type: "json" };
import languages from "../messages/languages.pt.json" with { type: "json" };
import letters from "../messages/letters.pt.json" with { type: "json" };
import margin from "../messages/margin.pt.json" with { type: "json" };
import minisite from "../messages/minisite.pt.json" with { type: "json" };
import officers from "../messages/officers.pt.json" with { type: "json" };
import outputs from "../messages/outputs.pt.json" with { type: "json" };
import paper from "../messages/paper.pt.json" with { type: "json" };
import people from "../messages/people.pt.json" with { type: "json" };
import plan from "../messages/plan.pt.json" with { type: "json" };
import policy from "../messages/policy.pt.json" with { type: "json" };
import proof from "../messages/proof.pt.json" with { type: "json" };
import record from "../messages/record.pt.json" with { type: "json" };
import redaction from "../messages/redaction.pt.json" with { type: "json" };
import refusals from "../messages/refusals.pt.json" with { type: "json" };
import register from "../messages/register.pt.json" with { type: "json" };
import region from "../messages/region.pt.json" with { type: "json" };
import roundLetters from "../messages/round-letters.pt.json" with { type: "json" };
import roundPage from "../messages/round-page.pt.json" with { type: "json" };
import rounds from "../messages/rounds.pt.json" with { type: "json" };
import secretariat from "../messages/secretariat.pt.json" with { type: "json" };
import terms from "../messages/terms.pt.json" with { type: "json" };
import threads from "../messages/threads.pt.json" with { type: "json" };
import versions from "../messages/versions.pt.json" with { type: "json" };

export const pt = {
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
