/** An act on an item of the list of what stands beside a plan, with one press. */
import { Button } from "./button.tsx";

export function BesideAct(props: {
  readonly act: string;
  /** Number of the thread or the suggestion. */
  readonly number: number;
  /** The item of the list, to which the page comes back: `w3`, `t7`. */
  readonly of: string;
  /** What it is about, for screen readers. */
  readonly about: string;
  readonly label: string;
}) {
  const { about, label, ...fields } = props;
  return (
    <form method="post">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button kind="low" about={about}>
        {label}
      </Button>
    </form>
  );
}
