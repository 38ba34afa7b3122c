/** The look of the Word file: its styles, numbers, header and footer. */
import {
  AlignmentType,
  BorderStyle,
  Footer,
  Header,
  LevelFormat,
  LineRuleType,
  PageNumber,
  Paragraph,
  TabStopType,
  TextRun,
  type INumberingOptions,
  type IStylesOptions,
} from "docx";
import { locales } from "#app/i18n/language.ts";
import { clean } from "./clean.ts";
import { setIn, type ItemStyle } from "./docx-press.ts";
import { measure } from "./docx-tables.ts";
import type { Paper, PaperWords } from "./paper.ts";

/** Styles that people meet in Word by these names; the reader of imported files knows them again (server/intake/word.ts). */
export const styleNames = {
  FrontTitle: "eLAC Title",
  FrontLine: "eLAC Front",
  NumberedParagraph: "eLAC Paragraph",
  OutputTitle: "eLAC Output",
  CellLabel: "eLAC Label",
  CellText: "eLAC Cell",
  CellList: "eLAC Cell List",
  Spacer: "eLAC Spacer",
} as const;

/** On every machine with Word, and with a twin of the same widths on the others. */
const font = "Calibri";
const ink = "16202E";
const soft = "4B5768";

/** `items` are the styles of further paragraphs of items that the text needs. */
export function stylesFor({ language }: Paper, items: readonly ItemStyle[]): IStylesOptions {
  // Numbers are part of the styles, so that what somebody adds in Word is numbered as the rest.
  const heading = (level: 1 | 2 | 3, size: number, before: number) => ({
    next: "NumberedParagraph",
    run: { font, size, bold: true, color: ink },
    paragraph: {
      spacing: { before, after: 120 },
      keepNext: true,
      numbering: { reference: "headings", level: level - 1, custom: true },
    },
  });
  const own = (id: keyof typeof styleNames, look: Pick<Style, "run" | "paragraph">): Style => ({
    id,
    name: styleNames[id],
    basedOn: "Normal",
    quickFormat: true,
    ...look,
  });
  return {
    default: {
      document: {
        run: { font, size: 22, language: { value: wordLocales[language] ?? locales[language] } },
        paragraph: { spacing: { after: 120, line: 264, lineRule: LineRuleType.AUTO } },
      },
      heading1: heading(1, 30, 360),
      heading2: heading(2, 25, 280),
      heading3: heading(3, 22, 220),
      hyperlink: { run: { color: "0A5A8F" } },
      footnoteText: {
        run: { size: 18 },
        paragraph: { spacing: { after: 40, line: 240, lineRule: LineRuleType.AUTO } },
      },
    },
    paragraphStyles: [
      { id: "Normal", name: "Normal", quickFormat: true },
      { id: "Header", name: "header", basedOn: "Normal", run: small },
      { id: "Footer", name: "footer", basedOn: "Normal", run: small },
      { id: "BodyText", name: "Body Text", basedOn: "Normal", quickFormat: true },
      own("FrontTitle", {
        run: { size: 40, bold: true, color: ink },
        paragraph: { spacing: { before: 0, after: 160, line: 240, lineRule: LineRuleType.AUTO } },
      }),
      own("FrontLine", {
        run: { size: 20, color: soft },
        paragraph: {
          spacing: { after: 20, line: 240, lineRule: LineRuleType.AUTO },
          indent: { left: 1500, hanging: 1500 },
        },
      }),
      own("NumberedParagraph", {
        paragraph: {
          spacing: { after: 140 },
          numbering: { reference: "paragraphs", level: 0, custom: true },
        },
      }),
      own("OutputTitle", {
        run: { bold: true },
        paragraph: { keepNext: true, spacing: { after: 0, line: 240, lineRule: LineRuleType.AUTO } },
      }),
      own("CellLabel", {
        run: { size: 18, bold: true, color: soft },
        paragraph: { spacing: { after: 0, line: 240, lineRule: LineRuleType.AUTO } },
      }),
      own("CellText", {
        run: { size: 20 },
        paragraph: { spacing: { after: 0, line: 240, lineRule: LineRuleType.AUTO } },
      }),
      own("CellList", {
        run: { size: 20 },
        paragraph: { spacing: { after: 0, line: 240, lineRule: LineRuleType.AUTO } },
      }),
      ...items.map(itemStyle),
      own("Spacer", {
        run: { size: 12 },
        paragraph: { spacing: { after: 0, line: 240, lineRule: LineRuleType.AUTO } },
      }),
    ],
    characterStyles: [
      { id: "Bracket", name: "eLAC Bracket", basedOn: "DefaultParagraphFont", run: { bold: true } },
      {
        id: "Gap",
        name: "eLAC Gap",
        basedOn: "DefaultParagraphFont",
        run: { shading: { type: "clear", color: "auto", fill: "E3E6EA" } },
      },
    ],
  };
}

function itemStyle({ id, level, ground }: ItemStyle): Style {
  const inCell = ground === "cell";
  return {
    id,
    name: `eLAC ${inCell ? "Cell Item" : "Item"} ${level + 1}`,
    basedOn: inCell ? "CellText" : "BodyText",
    paragraph: { indent: { left: setIn(level, ground).left } },
  };
}

type Style = NonNullable<IStylesOptions["paragraphStyles"]>[number];

/** Word checks spelling by these. */
const wordLocales: Readonly<Record<string, string>> = { es: "es-419", en: "en-GB", pt: "pt-BR", fr: "fr-FR" };

export const numbering: INumberingOptions = {
  config: [
    {
      reference: "paragraphs",
      levels: [level(0, LevelFormat.DECIMAL, "%1.", 567)],
    },
    {
      reference: "headings",
      levels: ["%1.", "%1.%2.", "%1.%2.%3."].map((text, at) =>
        level(at, LevelFormat.DECIMAL, text, [567, 567, 737][at] ?? 737),
      ),
    },
    {
      reference: "bullets",
      levels: Array.from({ length: 9 }, (_, at) =>
        level(at, LevelFormat.BULLET, ["•", "–", "·"][at % 3] ?? "•"),
      ),
    },
    {
      reference: "ordered",
      levels: Array.from({ length: 9 }, (_, at) =>
        level(
          at,
          [LevelFormat.DECIMAL, LevelFormat.LOWER_LETTER, LevelFormat.LOWER_ROMAN][at % 3] ??
            LevelFormat.DECIMAL,
          `%${at + 1}.`,
        ),
      ),
    },
  ],
};

/** `wide` is how far words stand from their number; without it they are set in as a list. */
function level(
  at: number,
  format: (typeof LevelFormat)[keyof typeof LevelFormat],
  text: string,
  wide?: number,
) {
  return {
    level: at,
    format,
    text,
    alignment: AlignmentType.LEFT,
    style: {
      paragraph: { indent: wide === undefined ? setIn(at, "text") : { left: wide, hanging: wide } },
    },
  };
}

const small = { size: 17, color: soft } as const;
const tabStops = [{ type: TabStopType.RIGHT, position: measure }];
const rule = { style: BorderStyle.SINGLE, size: 4, color: "A6A6A6", space: 4 } as const;

/** Symbol, date and language above. */
export function headerOf(paper: Paper, { t, date }: PaperWords): Header {
  return new Header({
    children: [
      new Paragraph({
        style: "Header",
        tabStops,
        border: { bottom: rule },
        children: [
          new TextRun({ text: clean(paper.symbol) }),
          new TextRun({ text: `\t${date} · ${t(`languages:${paper.language}`)}` }),
        ],
      }),
    ],
  });
}

/** Whose text it is, and the page. */
export function footerOf(paper: Paper, words: PaperWords): Footer {
  return new Footer({
    children: [
      new Paragraph({
        style: "Footer",
        tabStops,
        border: { top: rule },
        children: [
          new TextRun({ text: clean(`${paper.group} · ${words.title}`) }),
          new TextRun({ text: `\t${words.t("paper:page")} ` }),
          new TextRun({ children: [PageNumber.CURRENT] }),
          new TextRun({ text: " / " }),
          new TextRun({ children: [PageNumber.TOTAL_PAGES] }),
        ],
      }),
    ],
  });
}
