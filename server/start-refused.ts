/** The server will not start, for a reason that the operator can mend. */
export class StartRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "StartRefused";
  }
}
