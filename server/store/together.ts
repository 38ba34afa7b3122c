/** Many who ask the database the same kind of question at one moment, as when everybody comes back: one statement answers them. */

/** While one statement is on its way those who come wait for it, but no longer than so many ms: it may have fallen silent. */
const waitFor = 25;

interface Question<Answer> {
  readonly answered: Promise<Answer | null>;
  resolve(answer: Answer | null): void;
  reject(failure: unknown): void;
}

export class Together<Key, Answer> {
  /** Questions that go with the next statement. */
  private next = new Map<Key, Question<Answer>>();
  private leaving = false;

  /** `askAll` answers several at once; a key that it does not answer has no answer. */
  constructor(private readonly askAll: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Answer>>) {}

  /** The answer, or null where there is none: from a statement that begins after it was asked for. */
  ask(key: Key): Promise<Answer | null> {
    const known = this.next.get(key);
    if (known) return known.answered;
    const question = makeQuestion<Answer>();
    this.next.set(key, question);
    if (!this.leaving) {
      this.leaving = true;
      // What is asked in this turn of the event loop goes along.
      setImmediate(() => void this.go());
    }
    return question.answered;
  }

  private async go(): Promise<void> {
    while (this.next.size > 0) {
      const questions = this.next;
      this.next = new Map();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => (timer = setTimeout(resolve, waitFor)));
      await Promise.race([this.answer(questions), late]);
      clearTimeout(timer);
    }
    this.leaving = false;
  }

  private async answer(questions: ReadonlyMap<Key, Question<Answer>>): Promise<void> {
    try {
      const answers = await this.askAll([...questions.keys()]);
      for (const [key, question] of questions) question.resolve(answers.get(key) ?? null);
    } catch (failure) {
      const [only] = questions.values();
      if (questions.size === 1) return only?.reject(failure);
      // It may be the question of one: the others are not refused for it.
      await Promise.all([...questions].map((one) => this.answer(new Map([one]))));
    }
  }
}

function makeQuestion<Answer>(): Question<Answer> {
  let resolve: Question<Answer>["resolve"] = () => {};
  let reject: Question<Answer>["reject"] = () => {};
  const answered = new Promise<Answer | null>((...settle) => ([resolve, reject] = settle));
  return { answered, resolve, reject };
}
