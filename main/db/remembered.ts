/** Answers to questions of the database that stay true for a while: each is read once, alone or with many others ahead of its need. */
export interface Remembered<Question, Answer> {
  readonly answer: (question: Question) => Answer;
  /** Reads the answers that are not known yet at once, because they will be asked for. */
  readonly ahead: (questions: Iterable<Question>) => void;
}

/**
 * @param readAll answers of the database; of a question without one it may leave out the answer
 * @param nothing the answer to those
 * @param onRead told how many answers are kept more
 */
export function remembered<Question, Answer>(
  readAll: (questions: readonly Question[]) => ReadonlyMap<Question, Answer>,
  nothing: Answer,
  onRead: (count: number) => void,
): Remembered<Question, Answer> {
  const answers = new Map<Question, Answer>();
  const ahead = (questions: Iterable<Question>): void => {
    const open = new Set<Question>();
    for (const question of questions) if (!answers.has(question)) open.add(question);
    if (open.size === 0) return;
    const found = readAll([...open]);
    for (const question of open) answers.set(question, found.get(question) ?? nothing);
    onRead(open.size);
  };
  return {
    ahead,
    answer(question) {
      const known = answers.get(question);
      if (known !== undefined) return known;
      ahead([question]);
      return answers.get(question) ?? nothing;
    },
  };
}
