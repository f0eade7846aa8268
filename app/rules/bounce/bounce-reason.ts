/** Why a server refused a mail, from its status code and its words. Pure; linear: no pattern repeats a repetition. */
import type { BounceReason, DeliveryOutcome } from '../../domain/mail-details.ts';

/** Looked at in this order: the more a phrase says, the earlier it stands. Words of English servers, then of the five languages. */
const PHRASES: readonly (readonly [BounceReason, RegExp])[] = [
  [
    'not-allowed',
    /domain of sender|sender (?:address |domain )?(?:\S{1,120} )?(?:does not exist|not found|is invalid|rejected|unknown)|unroutable sender|from: domain is invalid|groups\.google\.com|permission to post|recipient preferences/,
  ],
  ['no-such-mailbox', /recipient address rejected: access denied|^[\d .#-]{0,20}address rejected/],
  ['mailbox-disabled', /(?:temporar\w{2,6} locked|account that you tried to reach is (?:disabled|inactive))/],
  [
    'moved',
    /user has moved|has moved to|mailbox (?:has )?moved|address (?:has )?changed|no longer (?:with|at) (?:this|the) (?:company|organi[sz]ation)/,
  ],
  [
    'accepts-no-mail',
    /null mx|does not accept (?:any )?(?:mail|e-?mail)|doesn't accept mail|do(?:es)? not receive mail|smtp protocol returned a permanent error|not accepting (?:any )?mail|no mail accepted|domain .{0,60}accepts no mail/,
  ],
  ['mailbox-full', /mail ?box (?:size (?:limit|exceed)|exceeds (?:its |the )?(?:allowed |maximum )?size)/],
  [
    'too-large',
    /message (?:is |size )?(?:too (?:big|large)|exceeds)|size (?:limit|exceed)|exceeds? (?:the )?(?:maximum|fixed|size|server|allowed)|exceeds?.{0,30}(?:message|size) (?:size|limit)|maximum (?:message|mail) size|too (?:big|large) for|message too (?:big|large)|zu gro(?:ß|ss)|trop (?:gros|volumineux)|troppo grande|limit of \d+ bytes/,
  ],
  [
    'mailbox-full',
    /mailbox (?:is |was |would )?(?:exceed|full|over|size|quota)|(?:over|exceed(?:s|ed|ing)?|out of|insufficient)\W+(?:\w+\W+){0,4}(?:quota|storage|space)|quota (?:exceed|is full|violation|has been)|(?:account|inbox|folder|mailfolder|mail ?box|mailbox) (?:is |size )?(?:full|over|exceed)|overquota|over quota|disk quota|user is over|storage (?:limit|space|allocation)|no space left|maildir (?:delivery|over)|too much mail|mailbox of .{0,80} is full|postfach .{0,30}voll|bo[iî]te .{0,40}pleine|casella .{0,40}piena|容量|メールボックスが一杯/,
  ],
  [
    'no-such-domain',
    /domain may not exist|host \S{1,120} not found|host(?:\/domain)? (?:or domain name )?(?:name )?(?:not found|unknown|lookup)|(?:unknown|no such|bad|invalid|unrouteable|non-?existent) (?:host|domain|mail domain)|domain (?:name )?(?:not found|does not exist|doesn't exist|could not be found|unknown|isn't in)|name (?:or )?service error.{0,80}host not found|couldn't find any host|could ?n[o']t be? ?found.{0,30}host|illegal host|unrout(?:e)?able (?:mail )?domain|no mx record|dns error.{0,60}(?:nxdomain|not exist|not found|type mx)|nxdomain|(?:mail|mx) (?:server|host)s? for .{0,80} (?:not found|unknown|unreachable)|domain .{0,80}(?:n'existe pas|existiert nicht|non esiste)|has no dns|all relevant mx records point to non-existent hosts|no answer from host|recipient.{0,10}domain.{0,30}(?:not found|invalid)|the domain .{0,80}doesn't have any|cannot resolve|address resolution .{0,80}failed|name or service not known/,
  ],
  [
    'not-authenticated',
    /(?:spf|dkim|dmarc|sender id)\b.{0,80}(?:fail|not pass|unauthenticated|reject|policy|polic|check|denied|does not|not align)|unauthenticated email|not pass.{0,40}authentication|authentication (?:checks?|result)|does not designate|please see .{0,40}spf|not authenticated|sender policy framework/,
  ],
  [
    'blocked',
    /reverse (?:dns|lookup|host|address)|mismatches client ip|unverif[iy]\w{2,4} sending ip|not accepting connections|\bptr\b|rdns|black ?-?list|block ?-?list|spamhaus|\brbl\b|dnsbl|spamcop|sorbs|barracudacentral|(?:bad|poor|low|your) reputation|reputation (?:of|is|level)|client host .{0,200}(?:blocked|rejected)|ip .{0,60}(?:blocked|blacklisted|banned|denied)|(?:banned|blocked) (?:sending )?ip|cannot find your (?:hostname|reverse)|service (?:unavailable|refused).{0,40}client host|access denied.{0,40}\bip\b|(?:host|domain) .{0,80}listed (?:in|at)|connections? (?:from|not accepted from)|bad (?:dns|helo|ehlo)|dynamic .{0,20}ip|has been blocked (?:by|using|for)|blocked by|not accepting mail from/,
  ],
  [
    'no-such-mailbox',
    /(?:user|recipient|mailbox|mail ?box|account|address|addressee|alias|name|local[- ]part|email|e-mail|member|person)\W{1,3}?(?:name |address |account )?(?:\S{1,120} )?(?:is |was |has |could |can |does |do )?(?:be )?(?:unknown|not found|not recogni[sz]ed|not exist|no longer|invalid|unavailable|not (?:a )?(?:known|valid|listed|local|registered)|doesn't exist|never existed|not known)|(?:unknown|no such|invalid|non-?existent|nonexistent|not a (?:known|valid)|not our|illegal|bad|undeliverable|unrouteable|unverified|no valid|wrong|inexistent) (?:or (?:illegal|unknown|invalid) )?(?:local )?(?:user|recipient|mail ?box|mailbox|account|address|addressee|alias|local[- ]part|person|name|destination|customer|subscriber|email)|(?:does ?n[o']t|not|do not|no) (?:have|like|found|find|match)(?: (?:a|an|any|this|the|in|such))* (?:yahoo\.\S{2,10} |\S{1,60} )?(?:account|user|recipient|mailbox)|(?:doesn't|does not) (?:exist|have a)|not exist|no mail ?box (?:here|found|by)|bad_recipient|not an active (?:address|user|account)|couldn't be found|wasn't found|not listed in|user ?unknown|unknown ?user|no such (?:person|here)|no .{0,30}by that name|this user|is not a (?:known|valid)|mailbox not (?:found|available)|mailbox unavailable|there is no one|not a user|is not recognized|isn't (?:a )?(?:valid|known|listed)|not in .{0,20}(?:directory|domino)|recipnotfound|unbekannt|existiert nicht|n'existe pas|inconnu|introuvable|non esiste|sconosciuto|inesistente|存在しません|見つかりません|リストにありません|不明|宛先(?:が|の).{0,20}(?:ない|誤)/,
  ],
  [
    'mailbox-disabled',
    /(?:account|mailbox|user|recipient|address)\W{1,3}?(?:\S{1,120} )?(?:is |was |has been |currently |temporarily )*(?:disabled|inactive|suspend|deactivated|locked|expired|blocked|frozen|restricted|not active|discontinued|closed|terminated)|(?:disabled|suspended|inactive|deactivated|expired) (?:account|user|mailbox|recipient|address)|user (?:is )?inactive|boite du destinataire archivee|email account that you tried to reach is disabled|out of service|gesperrt|désactivé|disattivat/,
  ],
  [
    'spam',
    /spam|\bbulk mail\b|junk|virus|malware|infected|phish|content (?:rejected|filter|denied)|unsolicited|prohibited (?:attachment|content)|blocked attachment|executable|banned (?:file|content)|high probability of spam/,
  ],
  [
    'too-many',
    /too many (?!hops)|\brate limit|\b(?:receiving mail at a rate|too quickly|too fast|too often|frequency limit\w{0,3})\b|throttl|exceeded (?:the )?(?:rate|maximum number|limit)|daily (?:limit|sending)|maximum (?:number of )?(?:connections|recipients)|connection limit/,
  ],
  [
    'not-allowed',
    /relay(?:ing)?\b.{0,30}(?:denied|not permitted|prohibited|access|forbidden|not allowed)|(?:not permitted|unable|refus\w*|denied|cannot|prohibited|not allowed) to relay|relay(?: access)? (?:denied|not)|no relaying|administrative(?:ly)? (?:prohibit|denied|reject)|you (?:are )?not (?:a member|allowed|authori)|authentication required|must (?:issue|authenticate)|tls (?:is )?required|do not have permission|member-only|members only|protocol violation|not (?:rfc )?\d{0,4} ?compliant|multiple addresses in from/,
  ],
  [
    'unreachable',
    /(?:connection|conversation|session) (?:\w+ ){0,3}(?:timed? ?out|refused|reset|lost|dropped|closed|failed|died|ended)|(?:could ?n[o']t|unable to|cannot|can't|couldn't|failed to) (?:\w+ ){0,3}(?:connect|contact|reach|establish)|time(?:d)? ?out|timeout|no route to host|network (?:is )?unreachable|host (?:is )?(?:unreachable|down|not responding|did not respond)|hosts have been failing|routing loop|mail (?:is )?loop|loops? back|too many hops|hop count|not (?:able to|be) (?:deliver(?:ed)? )?(?:within|in|for|before)|retry time(?:out)? (?:not reached|exceeded)|(?:message |mail |delivery )?(?:has )?expired|(?:delivery|queue) (?:time|attempt)|has been (?:in|on) (?:the )?queue|giving up|maximum time|still (?:undelivered|being retried)|delay(?:ed)?\b|will (?:be retried|(?:keep|continue) (?:to )?try)|could not send message for past|not been (?:collected|delivered)|not responding|did not accept our requests? to connect|socket error|mx lookup failed|name server|temporary lookup|no longer (?:be )?attempt|delivery time expired|verzögert|retard[eé]|ritardat|配信が遅/,
  ],
  [
    'server-trouble',
    /(?:local|system|internal|server|configuration|software|mailer|program|command|pipe|application|disk|i\/o|database|syntax|protocol)\W+(?:\w+\W+){0,2}(?:error|failure|problem|trouble|exception|not recognized)|local configuration|mailer (?:died|exited)|exit(?:ed with)? (?:status|code)|cannot (?:open|exec|create|append)|can't (?:open|create|output)|service (?:unavailable|not available|temporarily)|try again|temporar|insufficient system|insufficient resources|out of memory|not implemented|bad sequence|syntax/,
  ],
];

/** Words that servers put in front of every refusal: they count only where neither a better phrase nor the code says more. */
const VAGUE_PHRASES: readonly (readonly [BounceReason, RegExp])[] = [
  [
    'not-allowed',
    /(?:access|permission) denied|not (?:authori[sz]ed|permitted|allowed)|policy|prohibited|rejected|refused by|(?:mail|message) (?:was )?(?:refused|denied)|recipient (?:address )?(?:was )?(?:refused|denied)|verification failed|requires? authentication|restricted|forbidden|not comply|\bdoes not meet|blocked/,
  ],
  ['spam', /content|scan|security reasons|suspicious|looks like/],
  ['server-trouble', /\berror\b|try again|temporar|transaction failed/],
];

/** Enhanced status codes whose meaning is narrow enough to trust without words. Source: RFC 3463, RFC 7372, RFC 7504, RFC 7505. */
const CODES: Readonly<Record<string, BounceReason>> = {
  '1.0': 'no-such-mailbox',
  '1.1': 'no-such-mailbox',
  '1.2': 'no-such-domain',
  '1.3': 'no-such-mailbox',
  '1.4': 'no-such-mailbox',
  '1.6': 'moved',
  '1.7': 'not-allowed',
  '1.8': 'not-allowed',
  '1.9': 'moved',
  '1.10': 'accepts-no-mail',
  '2.0': 'mailbox-disabled',
  '2.1': 'mailbox-disabled',
  '2.2': 'mailbox-full',
  '2.3': 'too-large',
  '2.4': 'server-trouble',
  '3.1': 'server-trouble',
  '3.2': 'accepts-no-mail',
  '3.4': 'too-large',
  '4.1': 'unreachable',
  '4.2': 'unreachable',
  '4.3': 'server-trouble',
  '4.4': 'no-such-domain',
  '4.5': 'too-many',
  '4.6': 'unreachable',
  '4.7': 'unreachable',
  '5.1': 'server-trouble',
  '5.2': 'server-trouble',
  '5.3': 'too-many',
  '6.0': 'spam',
  '6.1': 'spam',
  '7.0': 'not-allowed',
  '7.1': 'not-allowed',
  '7.2': 'not-allowed',
  '7.3': 'not-allowed',
  '7.9': 'not-authenticated',
  '7.20': 'not-authenticated',
  '7.21': 'not-authenticated',
  '7.22': 'not-authenticated',
  '7.23': 'not-authenticated',
  '7.24': 'not-authenticated',
  '7.25': 'blocked',
  '7.26': 'not-authenticated',
};
/** Codes that say the reason whatever words stand beside them. */
const CERTAIN_CODES = new Set(['1.2', '1.6', '1.7', '1.8', '2.2', '2.3', '3.2', '3.4', '7.20', '7.23', '7.25', '7.26']);
const HARD: ReadonlySet<BounceReason> = new Set(['no-such-mailbox', 'no-such-domain', 'moved', 'accepts-no-mail']);
/** What a server says of one recipient is a few lines. */
const MOST_WORDS = 4000;

/**
 * @param statusCode enhanced code, or null
 * @param words what the servers said of this recipient
 */
export function bounceReason(statusCode: string | null, words: string): BounceReason {
  const detail = statusCode === null ? '' : statusCode.slice(statusCode.indexOf('.') + 1);
  const ofCode = CODES[detail];
  if (ofCode !== undefined && CERTAIN_CODES.has(detail)) return ofCode;
  return reasonOfWords(words) ?? ofCode ?? vagueReasonOf(words) ?? 'unknown';
}

/** The reason that words give on their own; null when they give none. */
export function reasonOfWords(words: string): BounceReason | null {
  return firstFit(PHRASES, words);
}

function vagueReasonOf(words: string): BounceReason | null {
  return firstFit(VAGUE_PHRASES, words);
}

function firstFit(phrases: typeof PHRASES, words: string): BounceReason | null {
  const said = words.slice(0, MOST_WORDS).replace(/\s+/g, ' ').toLowerCase();
  return phrases.find(([, pattern]) => pattern.test(said))?.[0] ?? null;
}

/** Whether the address itself is bad. A server that answers 4xx may change its mind (RFC 5321 4.2.1), so that is never hard. */
export function isHardBounce(outcome: DeliveryOutcome, statusCode: string | null, reason: BounceReason): boolean {
  return outcome === 'failed' && HARD.has(reason) && (statusCode === null || !statusCode.startsWith('4'));
}
