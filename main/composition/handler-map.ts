import type { Input, Output } from '../../app/contract/api.ts';
import type { CommandName } from '../../app/contract/commands.ts';

/** What carries out each command. */
export type CommandHandlers = {
  readonly [Name in CommandName]: (input: Input<Name>) => Output<Name> | Promise<Output<Name>>;
};
