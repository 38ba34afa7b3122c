/** What the door answered to a handshake: good for the join that comes with it, where nothing was told meanwhile. */
import type { Actor } from "#app/domain/roles.ts";
import type { Pass } from "./keeper.ts";

/** In ms: a page joins at once. */
const freshFor = 1000;

export class Handshaken {
  /** `told`: how many notices had been heard when the door was asked; `at`: when that was, by `performance.now()`. */
  constructor(
    readonly pass: Pass,
    private readonly told: number,
    private readonly at: number,
  ) {}

  /** Who it is, as far as that is still sure; else null. */
  actorNow(told: number): Actor | null {
    return told === this.told && performance.now() - this.at < freshFor ? this.pass.actor : null;
  }
}
