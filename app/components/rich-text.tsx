/** Text of pages and posts, from the data of the small markup; nothing in it can become more than words and links. */
import type { ReactNode } from "react";
import { isSafeHref, type Block, type Inline } from "#app/document/markup.ts";
import { useLanguage } from "./speech.tsx";

export function RichText(props: {
  readonly blocks: readonly Block[];
  /** Language the text is in, where it is not the reader's. */
  readonly lang?: string;
  /** Level of its larger headings: 2 at the top of a page, 3 inside a section. */
  readonly level?: 2 | 3;
}) {
  const language = useLanguage();
  const { lang, level = 3 } = props;
  return (
    <div className="prose measure" lang={lang === language ? undefined : lang}>
      {props.blocks.map((block, place) => (
        <BlockView key={place} block={block} level={level} />
      ))}
    </div>
  );
}

function BlockView({ block, level }: { readonly block: Block; readonly level: 2 | 3 }) {
  switch (block.kind) {
    case "heading": {
      const Heading = (["h2", "h3", "h4"] as const)[level - 4 + block.level] ?? "h4";
      return <Heading>{inlines(block.content)}</Heading>;
    }
    case "paragraph":
      return <p>{inlines(block.content)}</p>;
    case "list": {
      const List = block.ordered ? "ol" : "ul";
      return (
        <List className={block.ordered ? "list numbers" : "list"}>
          {block.items.map((item, place) => (
            <li key={place}>{inlines(item)}</li>
          ))}
        </List>
      );
    }
  }
}

function inlines(content: readonly Inline[]): ReactNode[] {
  return content.map((part, place) => <InlineView key={place} part={part} />);
}

function InlineView({ part }: { readonly part: Inline }) {
  switch (part.kind) {
    case "text":
      return <>{lines(part.text)}</>;
    case "strong":
      return <strong>{inlines(part.content)}</strong>;
    case "emphasis":
      return <em>{inlines(part.content)}</em>;
    case "mention":
      return <Named part={part} />;
    case "link":
      if (!isSafeHref(part.href)) return <>{inlines(part.content)}</>;
      return (
        <a href={part.href} rel={part.href.startsWith("/") ? undefined : "noopener nofollow ugc"}>
          {inlines(part.content)}
        </a>
      );
  }
}

/** Somebody who is named: a country and a group lead to their pages. */
function Named({ part }: { readonly part: Extract<Inline, { kind: "mention" }> }) {
  const language = useLanguage();
  const { to, text } = part;
  const name = <bdi className="mention">@{text}</bdi>;
  if (to.kind === "person") return name;
  const page = to.kind === "country" ? `countries/${to.id.toLowerCase()}` : `groups/${to.id}`;
  return (
    <a className="plain" href={`/${language}/${page}`}>
      {name}
    </a>
  );
}

/** Single line ends are kept. */
function lines(text: string): ReactNode[] {
  return text.split("\n").flatMap((line, place) => (place === 0 ? [line] : [<br key={place} />, line]));
}
