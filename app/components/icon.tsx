/** Glyphs of one line weight. They never stand alone: the word is beside them. */
import type { ReactNode } from "react";

const glyphs = {
  absent: <circle cx="8" cy="8" r="2.25" fill="currentColor" />,
  alert: <path d="M8 2 14.5 13.5h-13zM8 6.5V10M8 11.8v.1" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.5V8l2.5 1.5" />
    </>
  ),
  dissociates: <path d="M2.5 8h11" />,
  down: <path d="m4 6 4 4 4-4" />,
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.5V11M8 5v.1" />
    </>
  ),
  joins: <path d="M3 8.5 6.5 12 13 4.5" />,
  lock: (
    <>
      <rect x="3" y="7" width="10" height="6.5" rx="1" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
    </>
  ),
  menu: <path d="M2 4.5h12M2 8h12M2 11.5h12" />,
  note: <path d="M2.5 3h11v7.5H8L5 13v-2.5H2.5z" />,
  objects: <path d="m3.5 3.5 9 9M12.5 3.5l-9 9" />,
  offline: <path d="M2 2l12 12M3 7a8 8 0 0 1 3-1.7M13 7a8 8 0 0 0-4-2M5.5 9.7a4 4 0 0 1 3-1.1M8 12.5v.1" />,
  referendum: (
    <path d="M4 2.5h8M4 13.5h8M5 2.5c0 3.2 2 4.1 3 5.5-1 1.4-3 2.3-3 5.5M11 2.5c0 3.2-2 4.1-3 5.5 1 1.4 3 2.3 3 5.5" />
  ),
  reservation: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5a5.5 5.5 0 0 0 0 11z" fill="currentColor" />
    </>
  ),
  shut: <path d="m4 4 8 8M12 4l-8 8" />,
  theme: <path d="M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof glyphs;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
      {glyphs[name]}
    </svg>
  );
}
