/** The configuration of a private Dovecot 2.3 inside one folder. Dovecot 2.3 wants one setting a line. */
import type { TestCertificates } from './dovecot-ca.ts';

/** How the server keeps mail: Dovecot's own format, one file a mail and one index, or a Maildir. */
export type MailFormat = 'sdbox' | 'maildir';

/** Names as hosts give them (RFC 2342): the user's own below a prefix or not, and mailboxes of everybody below `Public`. */
export interface DovecotNamespaces {
  readonly personalPrefix: '' | 'INBOX.';
  /** Whether a list of all mailboxes has those of everybody. */
  readonly isPublicListed: boolean;
}

export interface DovecotFacts {
  readonly root: string;
  readonly tlsPort: number;
  readonly plainPort: number;
  readonly certificates: TestCertificates;
  /** `no`: a server without any encryption, as an old appliance would be. */
  readonly ssl: 'required' | 'no';
  readonly format: MailFormat;
  readonly mailUser: string;
  readonly mailGroup: string;
  /** Whether every process of the server runs as `mailUser`; otherwise root drops to it. */
  readonly isSingleUser: boolean;
  /** COMPRESS=DEFLATE. */
  readonly isCompressing: boolean;
  /** What clients say is kept under `raw/<user>`. */
  readonly isRecording: boolean;
  /** Null: mailboxes of the user only, without a prefix. */
  readonly namespaces: DovecotNamespaces | null;
  /** Whether connections that do nothing but listen are put to sleep. */
  readonly isHibernating: boolean;
}

const SPECIAL_USE = ['Drafts', 'Sent', 'Trash', 'Junk', 'Archive'];

export function dovecotConfig(facts: DovecotFacts): string {
  const { root, certificates } = facts;
  return `
base_dir = ${root}/run
state_dir = ${root}/state
log_path = ${root}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = ${facts.ssl}
ssl_cert = <${certificates.certFile}
ssl_key = <${certificates.keyFile}
disable_plaintext_auth = ${facts.ssl === 'required' ? 'yes' : 'no'}
auth_mechanisms = plain login
auth_failure_delay = 0
auth_cache_size = 0
mail_max_userip_connections = 200
first_valid_uid = 1
first_valid_gid = 1
mail_location = ${facts.format}:~/mail
mailbox_list_index = yes
${facts.isSingleUser ? singleUser(facts) : ''}
protocol imap {
${facts.isCompressing ? '  mail_plugins = imap_zlib' : ''}
${facts.isRecording ? `  rawlog_dir = ${root}/raw/%u` : ''}
}
${facts.isHibernating ? HIBERNATION : ''}
service imap-login {
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = ${facts.plainPort}
  }
  inet_listener imaps {
    port = ${facts.ssl === 'required' ? facts.tlsPort : 0}
    ssl = yes
  }
}
service anvil {
  chroot =
  # Failed sign-ins from one address would wait 2, 4, 8 ... seconds.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${root}/users
}
userdb {
  driver = static
  args = uid=${facts.mailUser} gid=${facts.mailGroup} home=${root}/mail/%u
}
${namespaces(facts)}
`;
}

function namespaces({ root, format, namespaces: names }: DovecotFacts): string {
  const separator = names?.personalPrefix === 'INBOX.' ? '.' : '/';
  const own = `
namespace inbox {
  inbox = yes
  separator = ${separator}
  prefix = ${names?.personalPrefix ?? ''}
${SPECIAL_USE.map(specialUse).join('\n')}
}`;
  if (names === null) return own;
  return `${own}
namespace public {
  type = public
  separator = ${separator}
  prefix = Public${separator}
  location = ${format}:${root}/mail/public
  subscriptions = no
  list = ${names.isPublicListed ? 'children' : 'no'}
}`;
}

/**
 * As hosts of many mailboxes run it (https://doc.dovecot.org/2.3/configuration_manual/hibernation/). A connection that is awake is told of
 * new mail half a second later, to tell of several at once; one that sleeps is woken and told at once. With NOTIFY none sleeps. Nobody but
 * Dovecot changes the mail, so a Maildir of 100,000 files is not listed for every new one.
 */
const HIBERNATION = `
imap_hibernate_timeout = 1s
maildir_very_dirty_syncs = yes
imap_capability = IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT THREAD=REFERENCES MULTIAPPEND UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED CONDSTORE QRESYNC ESEARCH SEARCHRES WITHIN LIST-STATUS MOVE LITERAL+ SPECIAL-USE
service imap {
  unix_listener imap-master {
    user = $default_internal_user
  }
}
service imap-hibernate {
  unix_listener imap-hibernate {
    mode = 0666
  }
}
`;

function singleUser({ mailUser, mailGroup }: DovecotFacts): string {
  return [
    `default_internal_user = ${mailUser}`,
    `default_internal_group = ${mailGroup}`,
    `default_login_user = ${mailUser}`,
  ].join('\n');
}

function specialUse(name: string): string {
  return [`  mailbox ${name} {`, `    special_use = \\${name}`, '    auto = subscribe', '  }'].join('\n');
}
