/** A file name of a Maildir: `time.delivery.host:2,flags`. Windows programs write `;` or `!` for the colon. */
export interface MaildirName {
  /** What stays the same while the mail is there. */
  readonly uniqueName: string;
  /** Seconds since 1970 when it was delivered; null where the name does not begin with a time. */
  readonly arrivedSeconds: number | null;
  readonly isSeen: boolean;
}

export function parseFileName(name: string): MaildirName {
  const info = /[:;!]2,([A-Za-z]*)$/.exec(name);
  const uniqueName = info === null ? name : name.slice(0, info.index);
  const seconds = /^(\d{8,11})\./.exec(uniqueName)?.[1];
  return {
    uniqueName,
    arrivedSeconds: seconds === undefined ? null : Number(seconds),
    isSeen: info?.[1]?.includes('S') ?? false,
  };
}
