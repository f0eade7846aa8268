/** A person of the sample and the program they write with. */

export interface Person {
  readonly name: string;
  readonly address: string;
  readonly client: Client;
  readonly language: string;
  readonly zoneMinutes: number;
  readonly signature?: readonly string[] | undefined;
  /** Picture of the HTML signature: an address on the web, or `cid` for one that travels with the mail. */
  readonly logo?: string | undefined;
}

/** Mail programs by how they write: ids, quotes, HTML. `system` is a machine. */
export type Client = 'apple' | 'becky' | 'exchange' | 'gmail' | 'system' | 'thunderbird' | 'workspace';
