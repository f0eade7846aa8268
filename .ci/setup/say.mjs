/** Progress and refusals on stderr, so that a task's own output stays clean on stdout. */
const started = Date.now();

/** @param {string} text */
export function say(text) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  process.stderr.write(`${seconds}s  ${text}\n`);
}

/** Ends the program with a sentence that tells the user what to do. @param {string} sentence @returns {never} */
export function refuse(sentence) {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(1);
}
