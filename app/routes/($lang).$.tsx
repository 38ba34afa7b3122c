import { loading } from "#app/answers.ts";
import { refuse } from "#app/domain/refusal.ts";

/** Every address that no page has: the frame knows who is reading also here. */
export function loader() {
  return loading(() => Promise.reject(refuse("unknown", "thing.unknown")));
}

export function action() {
  return loader();
}

export default function NoPage() {
  return null;
}
