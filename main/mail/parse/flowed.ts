/**
 * Puts the lines of a `format=flowed` text together again: a line that ends with a blank goes on in the next one of the same quote
 * depth. Source: RFC 3676 4. Linear.
 *
 * @param isDelSp the blank before a soft break was put there by the sender's program and goes away
 */
export function unflow(text: string, isDelSp: boolean): string {
  const out: string[] = [];
  let openDepth: number | null = null;
  for (const line of text.split('\n')) {
    const quote = /^>*/.exec(line)?.[0] ?? '';
    const content = line.slice(quote.length).replace(/^ /, '');
    const isSignature = content === '-- ';
    const isSoft = content.endsWith(' ') && !isSignature;
    const kept = isSoft && isDelSp ? content.slice(0, -1) : content;
    if (openDepth === quote.length && !isSignature) out.push(kept);
    else out.push(out.length === 0 ? '' : '\n', quote === '' ? '' : `${quote} `, kept);
    openDepth = isSoft ? quote.length : null;
  }
  return out.join('');
}
