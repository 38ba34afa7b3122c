/**
 * Addresses of rounds: each by its number, whatever it is of.
 * May import: this room. Begin with `roundNumber`.
 */

/** The number in the address of a round: "12". Null where it is none. */
export const roundNumber = (address: string | undefined): number | null =>
  /^[1-9]\d{0,8}$/.test(address ?? "") ? Number(address) : null;
