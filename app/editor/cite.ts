/** The address of one clause of the text, for others: in the address line, and copied where the browser allows it. */

/** Whether it was copied. */
export async function cite(id: string): Promise<boolean> {
  history.replaceState(history.state, "", `#${id}`);
  try {
    await navigator.clipboard.writeText(location.href);
    return true;
  } catch {
    // Not allowed, or no clipboard on an address without https.
    return false;
  }
}
