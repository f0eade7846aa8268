/** All words of the source language, by full key: what the other languages must say too. */
import carry from './carry.json';
import crm from './crm.json';
import cli from './cli.json';
import errors from './errors.json';
import shell from './shell.json';
import why from './why.json';
import window from './window.json';

export default { ...errors, ...why, ...cli, ...crm, ...carry, ...shell, ...window } satisfies Readonly<
  Record<string, string>
>;
