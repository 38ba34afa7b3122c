/** Positions and what came of them, as the tables of readings share them. */
import { hours } from "./sample.ts";
import { allJoin, during, give } from "./sample-round.ts";

export const later = hours(during, 1);
export const two = allJoin.slice(0, 2);
export const contested = [give("PE", "joins"), give("EC", "objects")];
export const away = ["PE", "EC"].map((seat) => give(seat, "dissociates"));
export const adRef = [...two, give("MX", "ad-referendum")];
export const leaves = (seat: string, at = later) => ({ seat, at });
export const says = (confirmed: boolean, at: Date, seat = "MX") => ({ seat, confirmed, at });
