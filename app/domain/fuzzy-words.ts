/**
 * Dates as plans write them in Spanish, Portuguese and French, turned into the English in which they are read.
 * May import: nothing. Begin with `dateInEnglish`.
 */

/** Names of the months without accents, January first. */
const monthsOf = [
  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
  "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
  "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
];
const english = "January February March April May June July August September October November December".split(
  " ",
);
const monthNames: ReadonlyMap<string, string> = new Map([
  ...monthsOf.flatMap((names) => names.split(" ").map((name, at) => [name, english[at] ?? ""] as const)),
  ["setiembre", "September"],
]);

/** Said before a latest date. */
const latest =
  /^(?:a mas tardar|a mais tardar|no mas tarde de|hasta|antes de|antes do|ate|o mais tardar|no maximo ate|au plus tard|avant|d'ici|jusqu'a|jusqu'au|jusqu'en)(?:\s+(?:el|la|los|en|a|al|o|os|em|le|la|les|a la|au|fins))?\s+(.+)$/;

const halves: Readonly<Record<string, string>> = {
  primer: "first",
  primero: "first",
  "1.er": "first",
  "1er": "first",
  primeiro: "first",
  "1.º": "first",
  "1º": "first",
  premier: "first",
  segundo: "second",
  "2.º": "second",
  "2º": "second",
  second: "second",
  deuxieme: "second",
  "2e": "second",
};

const wholes: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:la |a )?(?:proxima conferencia|prochaine conference)(?: minist.*)?$/,
    "the next Ministerial Conference",
  ],
  [/^(?:lo antes posible|o quanto antes|o mais cedo possivel|des que possible)$/, "as soon as possible"],
];

const year = String.raw`(?:d[eou]l?|de l'annee|do ano|del ano|do ano de)?\s*(\d{4})`;
const mid = new RegExp(`^(?:mediados|meados|mi|milieu|la mi)[\\s-]*${year}$`);
const end = new RegExp(`^(?:fines|finales|final|fim|fin|la fin)\\s+${year}$`);
const half = new RegExp(`^(\\S+)\\s+sem(?:estre|\\.)\\s*${year}$`);
const quarter = new RegExp(`^(\\S+)\\s+trim(?:estre|\\.)\\s*${year}$`);

const quarters: Readonly<Record<string, string>> = {
  ...halves,
  tercer: "third",
  tercero: "third",
  "3.er": "third",
  terceiro: "third",
  troisieme: "third",
  "3e": "third",
  "3º": "third",
  cuarto: "fourth",
  quarto: "fourth",
  quatrieme: "fourth",
  "4e": "fourth",
  "4º": "fourth",
  "4.º": "fourth",
};

/** The date as it would be written in English; what is no date of the three languages is given back as it came. */
export function dateInEnglish(text: string): string {
  const plain = text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/\u2019/g, "'")
    .toLowerCase()
    .trim()
    .replace(/\s+/g, " ");
  const by = latest.exec(plain);
  const said = bodyOf((by?.[1] ?? plain).replace(/^(?:en|em|el|le|la|no|na|a)\s+/, ""));
  if (said === null) return text;
  return by ? `${/Conference$/.test(said) ? "until" : "by"} ${said}` : said;
}

function bodyOf(plain: string): string | null {
  for (const [shape, said] of wholes) if (shape.test(plain)) return said;
  const middle = mid.exec(plain);
  if (middle) return `mid-${middle[1] ?? ""}`;
  const late = end.exec(plain);
  if (late) return `end of ${late[1] ?? ""}`;
  const part = half.exec(plain);
  const which = halves[part?.[1] ?? ""];
  if (which !== undefined) return `${which} half of ${part?.[2] ?? ""}`;
  const third = quarter.exec(plain);
  const place = quarters[third?.[1] ?? ""];
  if (place !== undefined) return `${place} quarter of ${third?.[2] ?? ""}`;
  return /^\d{4}$/.test(plain) ? plain : withMonths(plain);
}

/** "12 de mayo de 2011" is "12 May 2011", "de mayo a julio de 2011" is "May-July 2011"; null where no month is named. */
function withMonths(plain: string): string | null {
  let named = 0;
  const words = plain
    .replace(/^(?:de|du|del|do|entre)\s+/, "")
    .replace(/(\d)(?:er|º|o)\b/g, "$1")
    .split(/\s+(?:de|del|do|du)\s+|\s+/)
    .map((word) => {
      const month = monthNames.get(word);
      if (month !== undefined) named += 1;
      return month ?? (/^(?:a|al|ao|au|y|e|et)$/.test(word) ? "-" : word);
    });
  if (named === 0 || words.some((word) => /[a-z]/.test(word) && !english.includes(word))) return null;
  return words.join(" ").replace(/\s*-\s*/g, "-");
}
