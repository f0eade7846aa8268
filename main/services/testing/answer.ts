/** What another computer answers: later, and as a rejection when it fails. For tests. */
export function answer<Value>(work: () => Value): Promise<Value> {
  return Promise.resolve().then(work);
}
