/** People as lists and the reading pane show them. */
import type { Relation } from '../domain/account.ts';
import type { Participant } from '../domain/mail.ts';

/** A person as lists show them. */
export interface Person {
  readonly name: string;
  readonly address: string;
  readonly isMe: boolean;
}

/** Somebody in the header of a mail, and who that is to the user; null when what stands there is no address. */
export interface ParticipantView extends Participant {
  readonly relation: Relation | null;
}
