/** What a route draws: the plan as the server made it, which the editor replaces once it has been fetched. */
import { useEffect, useState, type ComponentType } from "react";
import type { Awake, PlanEditorProps } from "./plan-editor.tsx";
import { sayer } from "./words.ts";

export type { PlanEditorProps } from "./plan-editor.tsx";

interface Fetched extends Awake {
  readonly Editor: ComponentType<PlanEditorProps & Awake>;
}

const fetchParts = () => Promise.all([import("./plan-editor.tsx"), import("./connection.ts")]);

/** Asked for when the page's script is read, and not when all of it is at work: on a slow line that is seconds earlier. */
const early = typeof document === "undefined" ? null : fetchParts();
early?.catch(() => undefined);

/**
 * Draws its children on the server and at first; then fetches the editor, the line and the words of one language.
 * Where that fails, the text stays readable.
 */
export function PlanIsland(props: PlanEditorProps) {
  const { language } = props;
  const [fetched, setFetched] = useState<Fetched | null>(null);
  useEffect(() => {
    let gone = false;
    const words = import("./messages.ts").then(({ messagesIn }) => messagesIn(language));
    const parts = early?.catch(fetchParts) ?? fetchParts();
    void Promise.all([parts, words]).then(
      ([[{ PlanEditor }, { openSocket }], messages]) => {
        if (!gone) setFetched({ Editor: PlanEditor, connect: openSocket, t: sayer(messages, language) });
      },
      (fault: unknown) => console.error(fault),
    );
    return () => {
      gone = true;
    };
  }, [language]);
  if (fetched !== null) return <fetched.Editor {...props} t={fetched.t} connect={fetched.connect} />;
  return (
    <div className="plan-editor">
      <div className="tools-bar" />
      <div className="plan">
        <div className="plan-side">{props.initialSide}</div>
        <div className={props.margin === undefined ? "plan-text" : "plan-text beside"}>{props.children}</div>
      </div>
    </div>
  );
}
