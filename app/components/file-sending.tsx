/** The form of a new document. With script it shows how far the sending is and can be stopped; without, it just posts. */
import { useRef, useState, type FormEvent } from "react";
import type { Refused } from "#app/answers.ts";
import { languages, ownNames, type Language } from "#app/i18n/language.ts";
import { Actions, Button, TextLink } from "./button.tsx";
import { SelectField } from "./choice-field.tsx";
import { FileField, TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { Sending } from "./list.tsx";
import { Notice } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { useFormat, useRefusalWords, useT } from "./speech.tsx";

interface Progress {
  readonly name: string;
  readonly bytes: number;
  readonly sent: number;
  readonly state: "sending" | "sent" | "not-sent";
  readonly why?: string;
}

export function FileSending(props: {
  /** The page that lists the documents, to which the form leads back. */
  readonly home: { readonly name: string; readonly path: string };
  readonly language: Language;
  /** In bytes. */
  readonly limit: number;
  readonly kinds: readonly string[];
  readonly refused: Refused | null;
}) {
  const t = useT();
  const format = useFormat();
  const { home, refused, limit, kinds } = props;
  const { progress, begin, stop } = useSending(limit);
  const busy = progress?.state === "sending";
  return (
    <>
      <PageHead title={t("files:add")} crumbs={[home]} />
      <div className="writing" onSubmit={begin}>
        <Form id="document" refused={refused} files>
          <TextField
            name="title"
            label={t("files:name.title")}
            hint={t("files:name.hint")}
            maxLength={140}
            required
          />
          <SelectField
            name="language"
            label={t("files:language.field")}
            value={props.language}
            prompt={null}
            size={20}
            options={languages.map((language) => ({ value: language, label: ownNames[language] }))}
          />
          <FileField
            name="file"
            label={t("files:file")}
            hint={
              <>
                {refused !== null && `${t("files:file.again")} `}
                {t("files:file.hint", { size: format.size(limit), kinds: kinds.join(", ") })}
              </>
            }
            accept={kinds.map((kind) => `.${kind}`).join(",")}
            required
          />
          <Actions>
            <Button kind="go" disabled={busy}>
              {t("files:send")}
            </Button>
            <TextLink path={home.path}>{t("frame:form.cancel")}</TextLink>
          </Actions>
        </Form>
        <div role="status">
          {progress !== null && <Sending {...progress} onStop={stop} />}
          {progress?.state === "not-sent" && progress.why !== undefined && (
            <Notice kind="bad" title={progress.why} />
          )}
        </div>
      </div>
    </>
  );
}

/** Sends the form by XMLHttpRequest, which tells how much of it has gone out. What the server refuses is shown by its own page. */
function useSending(limit: number) {
  const t = useT();
  const say = useRefusalWords();
  const request = useRef<XMLHttpRequest | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);

  function begin(event: FormEvent<HTMLDivElement>) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const file = new FormData(form).get("file");
    // A form without a file is answered by the server, as without script.
    if (!(file instanceof File) || file.name === "") return;
    event.preventDefault();
    const { name, size: bytes } = file;
    if (bytes > limit) {
      const why = say({ key: "file.too-large", params: { megabytes: Math.floor(limit / 1_000_000) } });
      return setProgress({ name, bytes, sent: 0, state: "not-sent", why });
    }
    const sending = new XMLHttpRequest();
    request.current = sending;
    const end = (why: string) => setProgress({ name, bytes, sent: 0, state: "not-sent", why });
    sending.upload.onprogress = ({ loaded }) =>
      setProgress({ name, bytes, sent: Math.min(loaded, bytes), state: "sending" });
    sending.onabort = () => end(t("files:stopped"));
    sending.onerror = () => end(t("files:failed"));
    sending.onload = () => {
      if (sending.status < 400) {
        setProgress({ name, bytes, sent: bytes, state: "sent" });
        return window.location.assign(sending.responseURL);
      }
      end(whyIn(sending.responseText) ?? t("files:failed"));
    };
    setProgress({ name, bytes, sent: 0, state: "sending" });
    sending.open("POST", form.action);
    sending.send(new FormData(form));
  }

  return { progress, begin, stop: () => request.current?.abort() };
}

/** Why the server refused, in the words of its own page. */
function whyIn(html: string): string | null {
  const page = new DOMParser().parseFromString(html, "text/html");
  const said = page.querySelector("#document-errors > div > :last-child") ?? page.querySelector("main h1");
  return said?.textContent ?? null;
}
