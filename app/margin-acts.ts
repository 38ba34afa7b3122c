/** What is done beside a plan's text, by the fields that were sent: for the margin of the editor and the page without script. */
import type { AppLoadContext } from "@remix-run/node";
import { readFields } from "#app/forms/form.ts";
import {
  acceptForm,
  answerForm,
  commentForm,
  numberForm,
  rejectForm,
  suggestForm,
  whichAct,
} from "#app/forms/margin.ts";
import type { Language } from "#app/i18n/language.ts";

/** Does the act that the fields name; answers the number of the thread or the suggestion. */
export async function marginAct(
  { actor, services }: Pick<AppLoadContext, "actor" | "services">,
  { slug, language }: { readonly slug: string; readonly language: Language },
  fields: Readonly<Record<string, string>>,
): Promise<number> {
  const { comments, threads, wordings } = services;
  const spoken = <Form extends { readonly language?: Language | undefined }>(form: Form) => ({
    ...form,
    language: form.language ?? language,
  });
  const { act } = readFields(whichAct, fields);
  switch (act) {
    case "comment":
      return comments.comment(actor, slug, spoken(readFields(commentForm, fields)));
    case "suggest":
      return wordings.suggest(actor, slug, spoken(readFields(suggestForm, fields)));
    case "answer": {
      const form = spoken(readFields(answerForm, fields));
      await threads.answer(actor, { slug, thread: form.number }, { ...form, replyTo: null });
      return form.number;
    }
    case "discuss": {
      const form = spoken(readFields(answerForm, fields));
      return comments.discuss(actor, slug, { ...form, wording: form.number });
    }
    case "accept": {
      const { number, told } = readFields(acceptForm, fields);
      await wordings.accept(actor, slug, number, told);
      return number;
    }
    case "reject": {
      const { number, reason } = readFields(rejectForm, fields);
      await wordings.reject(actor, slug, number, reason);
      return number;
    }
    default:
      return numberedAct(services, actor, slug, act, readFields(numberForm, fields).number);
  }
}

type NumberedAct = "resolve" | "reopen" | "sponsor" | "unsponsor" | "withdraw";

/** An act that needs no more than the number of the thread or the suggestion. */
async function numberedAct(
  { comments, wordings }: AppLoadContext["services"],
  actor: AppLoadContext["actor"],
  slug: string,
  act: NumberedAct,
  number: number,
): Promise<number> {
  switch (act) {
    case "resolve":
      await comments.resolve(actor, slug, number);
      return number;
    case "reopen":
      await comments.reopen(actor, slug, number);
      return number;
    case "sponsor":
      await wordings.sponsor(actor, slug, number);
      return number;
    case "unsponsor":
      await wordings.unsponsor(actor, slug, number);
      return number;
    case "withdraw":
      await wordings.withdraw(actor, slug, number);
      return number;
  }
}
