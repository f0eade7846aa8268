const WIDTHS = ['62%', '88%', '45%', '74%', '56%', '80%'];

/** Grey lines where text is about to be. */
export function Bones({ count, label }: Readonly<{ count: number; label: string }>) {
  return (
    <div className="bones" role="progressbar" aria-label={label}>
      {Array.from({ length: count }, (_, index) => (
        <span key={index} className="bone" style={{ width: WIDTHS[index % WIDTHS.length] }} />
      ))}
    </div>
  );
}
