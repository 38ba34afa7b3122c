/** How fast one line, and for plain HTTP one person, may go; what is beyond is refused with when to come back. */
import { limits } from "#app/document/wire.ts";

export interface Rates {
  /** Updates a second, and at once. */
  readonly updates: readonly [number, number];
  /** Bytes a second, and at once. */
  readonly bytes: readonly [number, number];
  readonly cursors: readonly [number, number];
  readonly joins: readonly [number, number];
  /** Pages to watch a second, and at once: each is looked up. */
  readonly topics: readonly [number, number];
  /** Requests over plain HTTP of one person: eight tabs look every three seconds, and each sends what is typed. */
  readonly requests: readonly [number, number];
  /** The same of all strangers behind one address: a hall full of readers may share one. */
  readonly strangers: readonly [number, number];
}

export const defaultRates: Rates = {
  updates: [100, 600],
  bytes: [1024 * 1024, 4 * 1024 * 1024],
  cursors: [40, 80],
  joins: [5, 40],
  topics: [limits.topics / 2, 4 * limits.topics],
  requests: [30, 120],
  strangers: [40, 400],
};
