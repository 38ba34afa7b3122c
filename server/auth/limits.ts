import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { refuse } from "#app/domain/refusal.ts";

/**
 * How often one may try, write and file. Counted in memory, by what was entered and by where it came from, whether or not there is such
 * an account: so a limit says nothing about who has one.
 */
const limits = {
  // Failures only: whoever signs in rightly is never kept out by it.
  signInAccount: { points: 10, duration: 15 * 60 },
  signInAddress: { points: 60, duration: 15 * 60 },
  letterTo: { points: 5, duration: 60 * 60 },
  letterFrom: { points: 60, duration: 60 * 60 },
  postBy: { points: 60, duration: 10 * 60 },
  fileBy: { points: 100, duration: 60 * 60 },
} as const;

export interface Limits {
  /** Counts a try. Refuses (`too-many`, `account.too-many-tries`) with the seconds to wait. */
  trySignIn(email: string, address: string): Promise<void>;
  /** Takes the try back: it was right. */
  signedIn(email: string, address: string): Promise<void>;
  /** Counts a letter to an address asked for by somebody. Refuses (`too-many`, `letter.too-many`). */
  tryLetter(email: string, from: string): Promise<void>;
  /** Counts a message or thread of a person. Refuses (`too-many`, `post.too-many`). */
  tryPost(personId: string): Promise<void>;
  /** Counts a document that a person sends. Refuses (`too-many`, `file.too-many`). */
  tryFile(personId: string): Promise<void>;
}

export function makeLimits(): Limits {
  const make = (name: keyof typeof limits) => new RateLimiterMemory({ keyPrefix: name, ...limits[name] });
  const account = make("signInAccount");
  const address = make("signInAddress");
  const to = make("letterTo");
  const from = make("letterFrom");
  const posts = make("postBy");
  const files = make("fileBy");
  return {
    async trySignIn(email, where) {
      await consume(account, email, "account.too-many-tries");
      await consume(address, where, "account.too-many-tries");
    },
    async signedIn(email, where) {
      await account.delete(email);
      await address.reward(where);
    },
    async tryLetter(email, who) {
      await consume(to, email, "letter.too-many");
      await consume(from, who, "letter.too-many");
    },
    tryPost: (personId) => consume(posts, personId, "post.too-many"),
    tryFile: (personId) => consume(files, personId, "file.too-many"),
  };
}

async function consume(limiter: RateLimiterMemory, key: string, refusal: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (over) {
    if (!(over instanceof RateLimiterRes)) throw over;
    const retryAfter = Math.max(1, Math.ceil(over.msBeforeNext / 1000));
    throw refuse("too-many", refusal, { count: Math.ceil(retryAfter / 60) }, { retryAfter });
  }
}
