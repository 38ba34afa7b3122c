/** What the routes share that keep a minisite: reading and sending the form of the mandate, a page, a news item. */
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { acting, loading } from "./answers.ts";
import { blocksOf, parseMarkup, type Block } from "./document/markup.ts";
import { entered, readFields, sentForm } from "./forms/form.ts";
import { intent, languageOnly, mandateForm, textForm } from "./forms/minisite.ts";
import { languageOf, languageOfPath, type Language } from "./i18n/language.ts";
import { translator } from "./i18n/translate.ts";
import { refuse } from "./domain/refusal.ts";

export type TextKind = "mandate" | "page" | "news";

/** A form that was sent to be looked at. */
export interface Previewed {
  readonly preview: {
    readonly title: string;
    readonly blocks: readonly Block[];
    readonly language: Language;
  };
  readonly values: Readonly<Record<string, string>>;
}

/** The preview in an action's answer, or null. */
export function previewedIn(answer: unknown): Previewed | null {
  return typeof answer === "object" && answer !== null && "preview" in answer ? (answer as Previewed) : null;
}

/** Path of a text and of what hangs on it, without language. */
export function textPath(kind: TextKind, slug: string, page: string | null, part = ""): string {
  const home = `/groups/${slug}`;
  if (kind === "mandate") return `${home}${part}`;
  return `${home}/${kind === "page" ? "pages" : "news"}/${page ?? "new"}${page === null ? "" : part}`;
}

const placeOf = (kind: TextKind, params: LoaderFunctionArgs["params"]) => ({
  kind,
  slug: params["slug"] ?? "",
  page: params["page"] ?? params["item"] ?? null,
});

/** For loaders of forms: the text as it stands, in the language asked for. */
export async function loadEditing({ context, params, request }: LoaderFunctionArgs, kind: TextKind) {
  const url = new URL(request.url);
  const reader = languageOfPath(url.pathname);
  const language = languageOf(url.searchParams.get("language") ?? undefined) ?? reader;
  return loading(async () => {
    const place = placeOf(kind, params);
    const { group, newest, ...edited } = await context.services.minisites.editing(
      context.actor,
      place,
      language,
      reader,
    );
    const t = translator(reader);
    const { page } = place;
    const what = `minisite:${place.page === null && kind !== "mandate" ? "new" : "edit"}.${kind}`;
    const heading = t(what, { group: group.name });
    return {
      ...edited,
      title: heading,
      heading,
      slug: place.slug,
      path: textPath(kind, place.slug, page, "/edit"),
      entered: edited.title,
      saved: url.searchParams.get("saved") === "draft",
      theirs:
        newest === null
          ? null
          : { by: newest.by, version: newest.version, at: newest.at, blocks: blocksOf(newest.body) },
    };
  });
}

/** For actions of forms: previews, saves, publishes or takes down, as the button says. */
export async function keepText({ context, params, request }: ActionFunctionArgs, kind: TextKind) {
  const reader = languageOfPath(new URL(request.url).pathname);
  const values: Record<string, string> = {};
  return acting(values, async () => {
    const fields = await sentForm(request);
    Object.assign(values, entered(fields));
    const place = placeOf(kind, params);
    const { minisites } = context.services;
    const asked = intent.parse(fields["intent"]);
    if (asked === "unpublish") {
      if (place.page === null && kind !== "mandate") throw refuse("unknown", "page.unknown");
      const { language } = readFields(languageOnly, fields);
      await minisites.unpublish(context.actor, place, language);
      return redirect(`/${reader}${textPath(kind, place.slug, place.page, "/edit")}?language=${language}`);
    }
    const form = readFields(kind === "mandate" ? mandateForm : textForm, fields);
    if (asked === "preview") {
      const { title, language } = form;
      const previewed: Previewed = { preview: { title, blocks: parseMarkup(form.text), language }, values };
      return previewed;
    }
    const page = await minisites.save(context.actor, place, form, asked);
    if (asked === "publish") return redirect(`/${reader}${textPath(kind, place.slug, page)}`);
    const edit = textPath(kind, place.slug, page, "/edit");
    return redirect(`/${reader}${edit}?language=${form.language}&saved=draft`);
  });
}

/** For loaders of histories. */
export async function loadHistory({ context, params, request }: LoaderFunctionArgs, kind: TextKind) {
  const url = new URL(request.url);
  const reader = languageOfPath(url.pathname);
  const language = languageOf(url.searchParams.get("language") ?? undefined) ?? reader;
  const asked = url.searchParams.get("version");
  return loading(async () => {
    const place = placeOf(kind, params);
    const version = asked === null ? null : /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
    const history = await context.services.minisites.history(context.actor, place, language, reader, version);
    const t = translator(reader);
    const name =
      kind === "mandate"
        ? t("minisite:edit.mandate", { group: history.group.name })
        : history.title || t("minisite:history.untitled");
    return {
      title: t("minisite:history.title", { title: name }),
      path: textPath(kind, place.slug, place.page, "/history"),
      back: textPath(kind, place.slug, place.page),
      kind,
      language,
      versions: history.versions,
      withheld: history.withheld,
      shown:
        history.shown === null
          ? null
          : { ...history.shown.version, body: null, blocks: history.shown.blocks },
    };
  });
}

/** For loaders of one page or news item. */
export async function loadText({ context, params, request }: LoaderFunctionArgs, kind: "page" | "news") {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const place = placeOf(kind, params);
    const { text, keeps } = await context.services.minisites.text(
      context.actor,
      { ...place, page: place.page ?? "" },
      language,
    );
    const t = translator(language);
    const crumbs =
      kind === "news"
        ? [{ name: t("groups:news"), path: `/groups/${place.slug}/news` }]
        : [{ name: t("groups:pages"), path: `/groups/${place.slug}#pages` }];
    const path = textPath(kind, place.slug, place.page);
    return { title: text.title, description: text.summary, text, crumbs, path, keeps };
  });
}
