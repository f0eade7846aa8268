/** All words of this language, by full key. */
import carry from './carry.json';
import cli from './cli.json';
import crm from './crm.json';
import errors from './errors.json';
import shell from './shell.json';
import why from './why.json';
import window from './window.json';

export default { ...errors, ...why, ...cli, ...crm, ...carry, ...shell, ...window } satisfies Readonly<
  Record<string, string>
>;
