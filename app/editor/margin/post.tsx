/** Who said it, with which voice and when, and what they said. */
import type { ReactNode } from "react";
import type { MarginPost } from "#app/document/margin.ts";
import { parseMarkup } from "#app/document/markup.ts";
import type { Voice } from "#app/domain/thread.ts";
import { Moment } from "#app/components/moment.tsx";
import { RichText } from "#app/components/rich-text.tsx";
import { useLanguage, useT } from "#app/components/speech.tsx";
import { voiceWords } from "#app/components/voice-words.ts";

export type Countries = Readonly<Record<string, string>>;

interface BylineProps {
  /** Names the card or the answer. */
  readonly id: string;
  readonly author: string;
  readonly voice: Voice;
  readonly at: string;
  readonly countries: Countries;
  /** An answer stands one level below the note. */
  readonly level?: 3 | 4;
}

/** "Andrea Campbell, Jamaica"; of others than countries the voice stands below the name. */
export function Byline({ id, author, voice, at, countries, level = 3 }: BylineProps) {
  const t = useT();
  const Heading = level === 3 ? "h3" : "h4";
  const { iso, words } = voiceWords(t, voice, countries);
  return (
    <>
      <Heading className="note-by" id={id}>
        <span>{iso === null ? author : t("margin:by", { name: author, voice: words })}</span>{" "}
        <Moment at={new Date(at)} as="stamp" />
      </Heading>
      {iso === null && <p className="note-voice">{words}</p>}
    </>
  );
}

type PostProps = Pick<BylineProps, "id" | "countries" | "level"> & {
  readonly post: MarginPost;
  /** Between who said it and what. */
  readonly above?: ReactNode;
};

export function Post({ post, id, countries, level = 3, above }: PostProps) {
  const t = useT();
  return (
    <>
      <Byline
        id={id}
        author={post.author}
        voice={post.voice}
        at={post.at}
        countries={countries}
        level={level}
      />
      {above}
      <WrittenIn language={post.language} />
      {post.hidden ? (
        <p className="soft">{t("frame:post.removed")}</p>
      ) : (
        <RichText blocks={parseMarkup(post.body)} lang={post.language} />
      )}
    </>
  );
}

/** Said where it is another language than the reader's. */
export function WrittenIn({ language }: { readonly language: string }) {
  const t = useT();
  const own = useLanguage();
  if (language === own) return null;
  return <p className="soft">{t("languages:written-in", { language: t(`languages:${language}`) })}</p>;
}
