/** The page of a list that an address asks for: `?page=2`. What is no number is a page that no list has. */
export function pageOf(request: Request): number {
  const asked = new URL(request.url).searchParams.get("page");
  if (asked === null) return 1;
  return /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : Number.MAX_SAFE_INTEGER;
}
