/** A throw-away certificate authority and one server certificate of it, made by openssl (about 50 ms). */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TestCertificates {
  /** PEM of the authority: what a client has to trust. */
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/** @param hosts names and IP addresses that the server certificate is good for */
export function makeCertificates(folder: string, hosts: readonly string[]): TestCertificates {
  const path = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const names = hosts.map((host) => (/^[\d.]+$|:/.test(host) ? `IP:${host}` : `DNS:${host}`));
  writeFileSync(
    path('ext'),
    `subjectAltName=${names.join(',')}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n`,
  );
  openssl(
    ...[
      'req',
      '-x509',
      ...newKey,
      '-days',
      '30',
      '-subj',
      '/CN=Mailpin Test CA',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
    ],
    ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
  );
  openssl('req', ...newKey, '-subj', '/CN=mail server under test', '-keyout', 'server.key', '-out', 'server.csr');
  openssl(
    ...['x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '30'],
    ...['-out', 'server.pem', '-extfile', 'ext'],
  );
  return { caFile: path('ca.pem'), certFile: path('server.pem'), keyFile: path('server.key') };
}
