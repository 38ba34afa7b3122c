/** The plan of work as it is written together: toolbar, saved state, who is here, outline, text and margin. */
import { useEffect, useMemo, useReducer, useRef, useState, type ReactNode } from "react";
import { createPortal, flushSync } from "react-dom";
import * as Y from "yjs";
import { planOfNode } from "#app/document/plan.ts";
import type { Language } from "#app/i18n/language.ts";
import { Around, openAround } from "./around.tsx";
import { atomAt } from "./atoms.ts";
import { useBarHeight } from "./bar-height.ts";
import { bracketAt } from "./brackets.ts";
import { cite } from "./cite.ts";
import { CaretNote, type Subject } from "./caret-note.tsx";
import { ChangeLog } from "./change-log.ts";
import { linkAt } from "./commands.ts";
import type { openSocket } from "./connection.ts";
import { deviceCopy, eraseCopies } from "./local-copy.ts";
import { backToText, followLinks } from "./go.ts";
import { useHearing } from "./hearing.ts";
import { HelpSheet } from "./help-sheet.tsx";
import type { Asked } from "./insertion.ts";
import { aroundKey, noteKey, type KeyOf } from "./key-table.ts";
import { useLagging } from "./lagging.ts";
import { guardLeaving } from "./leaving.ts";
import { eraseDrafts } from "./margin/drafts.ts";
import type { MarginSource } from "./margin/use-desk.ts";
import { useMargin } from "./margin/use-margin.tsx";
import { Notices } from "./notices.tsx";
import type { Names } from "./offers.ts";
import { noteOthers } from "./others.ts";
import { OpenPoints } from "./open-points.tsx";
import { Outline } from "./outline.tsx";
import type { Left } from "./paste.ts";
import { PasteNotice } from "./paste-notice.tsx";
import { Here, Saved } from "./presence-words.tsx";
import type { Tongue } from "./saying.ts";
import { SocketProvider } from "./socket-provider.ts";
import { watchSigningOut } from "./signing-out.ts";
import { Speaker, type SpeakerHandle } from "./speaker.tsx";
import { suggesting } from "./suggest.ts";
import { Suggestions } from "./suggestions.tsx";
import { isInTable } from "./tables.ts";
import { Told, useTold } from "./told.tsx";
import { Toolbar, toolbarId } from "./toolbar.tsx";
import { helpTool, toolsAt } from "./tools.ts";
import { useLaidOut } from "./use-laid-out.ts";
import { openText, type Text } from "./view.ts";
import { watchWaking } from "./waking.ts";
import type { Say } from "./words.ts";

export interface PlanEditorProps {
  readonly documentId: string;
  /** Epoch of the document that the page was made from. */
  readonly epoch: number;
  readonly language: Language;
  /** The language that the plan is written in. */
  readonly written: Language;
  /** Who reads or writes here; null for a stranger. */
  readonly person: { readonly id: string; readonly name: string; readonly country: string | null } | null;
  /** Whether the page expects this person to be let write; the server decides. */
  readonly mayEdit: boolean;
  readonly realtimePath?: string;
  /** The text as the server draws it (components/plan-view.tsx), shown until the live one is here. */
  readonly children: ReactNode;
  /** The title of the plan: the accessible name of the text. */
  readonly title: string;
  /** Names of countries in the reader's language, by ISO code. */
  readonly countries: Readonly<Record<string, string>>;
  /** The agenda of the plan's cycle, whose goals outputs serve. */
  readonly agenda?: Agenda;
  /** What the text can refer to, in its own language; null for who does not write. */
  readonly names: Names | null;
  /** Id of an element of the page into which "Here now" is drawn; above the toolbar where there is none. */
  readonly hereId?: string;
  /** What stands beside the text until the live outline is here: the server's outline. */
  readonly initialSide?: ReactNode;
  /** Comments and suggested words beside the text; left out where there are none. */
  readonly margin?: MarginSource;
}

export interface Agenda {
  readonly cycle: string;
  /** To choose from, for who writes. */
  readonly goals?: readonly { readonly goal: number; readonly title: string }[];
}

const textId = "plan-text";
/** Milliseconds after which the lists beside a text that changes are made again: it is read in full, however long it is. */
const readEvery = 400;
const nobody: SocketProvider["peers"] = [];

/** What the island brings once it is awake. */
export interface Awake {
  /** Says the namespace `editor`. */
  readonly t: Say;
  readonly connect: typeof openSocket;
}

export function PlanEditor(props: PlanEditorProps & Awake) {
  const {
    documentId,
    epoch,
    language,
    written,
    person,
    mayEdit,
    realtimePath,
    children,
    title,
    countries,
    agenda,
    names,
    hereId,
    initialSide,
    margin = null,
    t,
    connect,
  } = props;
  const personId = person?.id ?? null;
  const tongue = useMemo<Tongue>(
    () => ({ language, t, countries, ...agenda }),
    [language, t, countries, agenda],
  );
  const mount = useRef<HTMLDivElement>(null);
  const speaker = useRef<SpeakerHandle>(null);
  const [provider, setProvider] = useState<SocketProvider | null>(null);
  const [peers, setPeers] = useState(nobody);
  const [text, setText] = useState<Text | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [told, tell] = useTold();
  const [helping, setHelping] = useState(false);
  const [hearing, hear] = useHearing();
  const log = useRef(new ChangeLog());
  const bar = useBarHeight();
  const [left, setLeft] = useState<Left>({});
  // Read when the text is opened: another copy of the same lists does not open it again.
  const namesNow = useRef(names);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const beside = useMargin({
    source: margin,
    document: documentId,
    epoch,
    person,
    countries,
    text,
    provider,
    speaker,
    tongue,
  });
  const { inText } = beside;

  useEffect(() => {
    const doc = new Y.Doc();
    const key = { person: personId ?? "", document: documentId, epoch };
    const made = new SocketProvider({
      document: documentId,
      epoch,
      doc,
      socket: connect(realtimePath),
      plain: { origin: "" },
      local: mayEdit && personId !== null ? deviceCopy(key) : null,
    });
    let shown: Text | null = null;
    let frame = 0;
    let met: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      cancelAnimationFrame(frame);
      // In that frame and not in a task after it: what it says of saving is never older than a frame.
      frame = requestAnimationFrame(() => flushSync(redraw));
    };
    const show = () => {
      if (shown === null && made.isOpen && mount.current !== null) {
        const { scrollX, scrollY } = window;
        shown = openText(mount.current, t("text.name", { title }), {
          doc,
          provider: made,
          tongue,
          mayWrite: () => mayEdit && made.mayWrite,
          written,
          changed: draw,
          others: (before, after, by) =>
            noteOthers({ t, log: log.current, speaker: speaker.current, now: new Date() }, before, after, by),
          active: () => {
            speaker.current?.active();
            setAsked(null);
          },
          // At once, so that what is typed next goes into the note and not into the text.
          ask: (what) => flushSync(() => setAsked(what)),
          cite: (id) => void cite(id).then((copied) => tell(t(copied ? "cite.copied" : "cite.shown"))),
          names: namesNow.current,
          left: setLeft,
          say: (key) => speaker.current?.alert(t(key)),
          tell: (sentence) => speaker.current?.tell(sentence),
          told: tell,
          ...inText,
        });
        shown.view.dom.id = textId;
        const opened = shown;
        // The server's text goes in the same frame, and the page stays where it was being read.
        flushSync(() => setText(opened));
        window.scrollTo(scrollX, scrollY);
        // A link to what is open leads to where it is closed.
        if (mayEdit) opened.go(location.hash.slice(1));
      }
      shown?.refresh();
      draw();
    };
    const stops = [
      made.on("state", show),
      // Carets are drawn in the text as they move (cursors.ts); the lists of people need not keep up with them.
      made.on("peers", () => {
        met ??= setTimeout(() => {
          met = undefined;
          setPeers(made.peers);
        }, readEvery);
      }),
      guardLeaving(made, window),
      watchWaking(window, () => made.wake()),
      ...(personId === null ? [] : [watchSigningOut(made, window)]),
    ];
    setProvider(made);
    // Of a stranger nobody knows whether it is not the person whose session ran out.
    if (personId !== null) eraseDrafts(personId);
    void (personId === null ? Promise.resolve() : eraseCopies(personId)).then(() => made.start());
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(met);
      for (const stop of stops) stop();
      shown?.destroy();
      made.destroy();
      doc.destroy();
      log.current = new ChangeLog();
      setText(null);
      setPeers(nobody);
      setProvider(null);
    };
  }, [documentId, epoch, personId, mayEdit, realtimePath, connect, t, tongue, title, written, tell, inText]);

  const laidOut = useLaidOut(text);
  const now = text?.view.state ?? null;
  const read = useLagging(now, readEvery) ?? now;
  const doc = read?.doc ?? null;
  const changes = useLagging(log.current.changes, readEvery);
  const plan = useMemo(() => (doc === null ? null : planOfNode(doc)), [doc]);
  const mayWrite = mayEdit && (provider?.mayWrite ?? false);
  const subject = text !== null && mayWrite ? subjectAt(text, asked) : null;
  const here = provider !== null && <Here tongue={tongue} person={person} peers={peers} />;
  const slot = hereId === undefined || provider === null ? null : document.getElementById(hereId);
  const country = person?.country ?? null;
  const writing = text !== null && mayWrite;
  const connected = ["saved", "saving", "unsaved"].includes(provider?.state.kind ?? "");
  const tools = [
    ...(writing ? toolsAt({ text, t, country, note: setAsked, cite: text.cite }) : []),
    ...(text !== null ? [...beside.tools, helpTool(t, () => setHelping(true))] : []),
  ];
  const acts: Readonly<Record<KeyOf<"around">, () => void>> = {
    help: () => setHelping(true),
    tools: () => document.querySelector<HTMLElement>(`#${toolbarId} [tabindex="0"]`)?.focus(),
    changes: () => {
      const answer = hearing === "off" ? null : (speaker.current?.answer() ?? null);
      if (answer === null) openAround("changes");
      else tell(answer);
    },
    people: () => openAround("people"),
  };
  const side = useRef<HTMLDivElement>(null);
  useEffect(
    () => (side.current === null || text === null ? undefined : followLinks(side.current, text.view)),
    [text],
  );

  return (
    <div
      className="plan-editor"
      onKeyDown={(event) => {
        const name = aroundKey(event.nativeEvent);
        const note = noteKey(event.nativeEvent);
        const beyond =
          event.target instanceof Element && event.target.closest(`#${toolbarId}, .plan-side`) !== null;
        if (name !== null) acts[name]();
        else if (event.key === "Escape" && beyond && text !== null) backToText(text.view);
        else if (note === null || !beside.key(note)) return;
        event.preventDefault();
      }}
    >
      {slot === null ? here : createPortal(here, slot)}
      <div className="tools-bar" ref={bar}>
        {tools.length > 0 && <Toolbar t={t} textId={textId} tools={tools} />}
        {beside.button}
        {provider !== null && (
          <Saved tongue={tongue} state={provider.state} keeps={provider.keeps === true} />
        )}
        <Told words={told} />
      </div>
      <Speaker ref={speaker} tongue={tongue} provider={provider} hearing={hearing} />
      {helping && (
        <HelpSheet t={t} rights={{ write: mayWrite, beside: beside.may }} close={() => setHelping(false)} />
      )}
      {provider !== null && (
        <Notices
          tongue={tongue}
          state={provider.state}
          keeps={provider.keeps}
          mayEdit={mayEdit}
          mayWrite={mayWrite}
          copy={{ person: person?.id ?? "", document: documentId }}
          text={text}
        />
      )}
      <PasteNotice
        left={left}
        tongue={tongue}
        close={() => {
          setLeft({});
          text?.view.focus();
        }}
      />
      <div className="plan">
        <div className="plan-side" ref={side}>
          {text === null || doc === null || plan === null ? (
            initialSide
          ) : (
            <>
              <Outline
                doc={doc}
                plan={plan}
                caret={text.view.state.selection.head}
                tongue={tongue}
                written={written}
              />
              <OpenPoints plan={plan} text={text} tongue={tongue} connected={connected} writes={mayWrite} />
            </>
          )}
          {read !== null && (
            <Around
              tongue={tongue}
              state={read}
              peers={peers}
              changes={changes}
              written={written}
              hearing={hearing}
              hear={hear}
            />
          )}
        </div>
        <div className={margin === null ? "plan-text" : "plan-text beside"}>
          {text === null && children}
          <div className={laidOut ? "laid-out" : undefined} ref={mount} />
          {text !== null && (
            <Suggestions
              open={mayWrite ? suggesting(text.view.state) : null}
              text={text}
              t={t}
              choose={text.choose}
            />
          )}
          {subject !== null && text !== null && (
            <CaretNote
              subject={subject}
              text={text}
              tongue={tongue}
              country={country}
              names={names}
              connected={connected}
              top={topOf(text, subject)}
              asked={asked !== null}
              close={() => setAsked(null)}
            />
          )}
          {beside.column}
        </div>
      </div>
    </div>
  );
}

function subjectAt(text: Text, asked: Asked | null): Subject | null {
  const { state } = text.view;
  const held = linkAt(state);
  if (asked === "link") return { kind: "link", link: held };
  if (asked === "all" || asked === "goals" || asked === "countries") return { kind: "insert", list: asked };
  const atom = atomAt(state);
  if (atom !== null) return { kind: "atom", atom };
  const bracket = bracketAt(state);
  if (bracket !== null) return { kind: "bracket", bracket };
  if (asked === "bracket") return { kind: "words" };
  if (held !== null) return { kind: "link", link: held };
  return isInTable(state) ? { kind: "table" } : null;
}

/** How far below the top of the text the subject stands, in pixels. */
function topOf(text: Text, subject: Subject): number {
  const { view } = text;
  const at = subject.kind === "bracket" ? subject.bracket.from : view.state.selection.from;
  return (
    view.coordsAtPos(Math.min(at, view.state.doc.content.size)).top - view.dom.getBoundingClientRect().top
  );
}
