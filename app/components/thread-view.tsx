/** Posts of a discussion, each with the voice it was given in. */
import type { ReactNode } from "react";
import type { Block } from "#app/document/markup.ts";
import { CountryCode } from "./country.tsx";
import { Moment } from "./moment.tsx";
import { RichText } from "./rich-text.tsx";
import { useLanguage, useT } from "./speech.tsx";

export interface Voiced {
  /** The code of the country that speaks; null for observers, agencies and the secretariat. */
  readonly iso: string | null;
  /** "Peru, Chair of the group"; "observer, technical community". */
  readonly words: string;
}

export interface PostView {
  readonly id: string;
  readonly name: string;
  readonly voice: Voiced;
  readonly at: Date;
  readonly lang?: string;
  /** The passage it is about, above its words. */
  readonly cite?: ReactNode;
  /** Null where it was taken away. */
  readonly blocks: readonly Block[] | null;
  readonly edited?: boolean;
  /** Beside the voice and the time: what its author or the Chair may do. */
  readonly acts?: ReactNode;
}

export function Posts({ posts }: { readonly posts: readonly PostView[] }) {
  return (
    <>
      {posts.map((post) => (
        <Post key={post.id} post={post} />
      ))}
    </>
  );
}

function Post({ post }: { readonly post: PostView }) {
  const t = useT();
  const language = useLanguage();
  const { id, name, lang } = post;
  return (
    <article className="post" id={id} aria-labelledby={`${id}-name`}>
      <header>
        <b id={`${id}-name`}>{name}</b>
        <Voice voice={post.voice} />
        {post.edited === true && <span>{t("frame:post.edited")}</span>}
        <a className="plain ink when" href={`#${id}`} title={t("frame:post.link", { name })}>
          <Moment at={post.at} as="stamp" />
        </a>
      </header>
      {post.cite !== undefined && <p className="cite">{post.cite}</p>}
      {lang !== undefined && lang !== language && (
        <p className="s soft">{t("languages:written-in", { language: t(`languages:${lang}`) })}</p>
      )}
      {post.blocks === null ? (
        <p className="soft">{t("frame:post.removed")}</p>
      ) : (
        <RichText blocks={post.blocks} lang={lang} />
      )}
      {post.acts !== undefined && <div className="row s">{post.acts}</div>}
    </article>
  );
}

/** The voice somebody speaks with: a country by its code, others in a frame. */
export function Voice({ voice }: { readonly voice: Voiced }) {
  if (voice.iso === null) return <span className="voice obs">{voice.words}</span>;
  return (
    <span className="voice">
      <CountryCode iso={voice.iso} /> {voice.words}
    </span>
  );
}
