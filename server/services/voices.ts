import type { GroupFacts } from "#app/domain/facts.ts";
import { speakingCapacities, type SpeakingCapacity } from "#app/domain/part.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor, Capacity } from "#app/domain/roles.ts";
import { voiceOf, type Voice } from "#app/domain/thread.ts";

/** A way of speaking that a form offers: its key, and the voice the post will be shown with. */
export interface OfferedVoice {
  readonly key: string;
  readonly voice: Voice;
}

/** A capacity as a form names it; the server looks for it among those the person holds now. */
const keyOf = ({ office, country, body }: Capacity): string => [office, country ?? "", body.kind].join(":");

/** The ways in which the actor may speak in the group, the nearest first. */
export function offeredVoices(
  actor: Actor,
  group: GroupFacts,
  now: Date,
): readonly (OfferedVoice & { readonly capacity: SpeakingCapacity })[] {
  return speakingCapacities(actor, group, now).flatMap((capacity) => {
    const voice = voiceOf(capacity, group);
    return voice === null ? [] : [{ key: keyOf(capacity), voice, capacity }];
  });
}

/** The way that was chosen; an empty key is the nearest. Refused where it is not theirs (`post.voice-not-yours`). */
export function chosenVoice(
  actor: Actor,
  group: GroupFacts,
  key: string,
  now: Date,
): { capacity: Capacity; voice: Voice } {
  const offered = offeredVoices(actor, group, now);
  const chosen = key === "" ? offered[0] : offered.find((one) => one.key === key);
  if (chosen === undefined) throw refuse("invalid", "post.voice-not-yours");
  const { office, country, body } = chosen.capacity;
  return { capacity: { office, country, body }, voice: chosen.voice };
}
