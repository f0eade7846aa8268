/** Keys pressed while the reader is inside a mail's frame belong to the window. Frames have no scripts of their own. */
export function forwardKeys(frame: Document): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
    const copy = new KeyboardEvent('keydown', { key, ctrlKey, metaKey, shiftKey, altKey, cancelable: true });
    if (!window.dispatchEvent(copy)) event.preventDefault();
  };
  frame.addEventListener('keydown', onKeyDown);
  return () => frame.removeEventListener('keydown', onKeyDown);
}
