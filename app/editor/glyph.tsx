/** The sign of a notice: something is to be known. */
export function Glyph() {
  return (
    <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 3.5v5.5M8 12v.5" />
    </svg>
  );
}
