/** The words in which mail programs announce what they quote, in the languages of the window and of those who write to its users. */

/** Dividers, each a line of its own. */
export const DIVIDER =
  /^[\s>*]*(?:[-_]{2,}\s*(?:original message|original appointment|ursprüngliche (?:nachricht|e-?mail)|originalnachricht|message d['’]origine|message original|messaggio originale|mensaje original|mensagem original|oorspronkelijk bericht|oryginalna wiadomość|ursprungligt meddelande|oprindelig meddelelse|forwarded (?:message|by)|weitergeleitete nachricht|message transf[ée]r[ée]|messaggio inoltrato|mensaje reenviado|元のメッセージ|転送されたメッセージ|转发邮件|原始邮件|исходное сообщение|пересылаемое сообщение)(?: .{0,120})?\s*[-_]*[*\s]*|begin forwarded message:|anfang der weitergeleiteten (?:nachricht|e-?mail):|début du message (?:réexpédié|transféré)\s*:|inizio messaggio inoltrato:|-{3,}\s*.{3,200} (?:wrote|schrieb|a écrit|ha scritto)\s?:?\s*-{3,}|\|-{5,}\+-{5,}>|-{2,}\s*(?:below this line is a copy of the message|this is a copy of .{0,80}|original message)[.\s-]*|-{2,}\s*reply to message .{0,60})\s*$/i;

const FROM = 'from|von|de|da|van|od|från|fra|expéditeur|mittente|差出人|送信者|发件人|寄件者|от';
const OTHERS =
  'sent|date|to|cc|subject|gesendet|datum|an|kopie|betreff|envoyé(?: le)?|à|a|objet|inviato|data|oggetto|per|enviado(?: el)?|enviada|fecha|para|asunto|assunto|verzonden|aan|onderwerp|wysłano|do|temat|skickat|till|ämne|sendt|til|emne|送信日時|日時|宛先|件名|发送时间|收件人|主题|寄件日期|收件者|主旨|отправлено|кому|тема|дата';
/** A field of a header block, in bold (`*From:*`) or quoted. */
export const HEADER_FROM = new RegExp(`^[\\s>]*[*_]{0,2}(?:${FROM})\\s?[:：][*_]{0,2}\\s*\\S`, 'i');
export const HEADER_LABEL = new RegExp(`^[\\s>]*[*_]{0,2}(?:${FROM}|${OTHERS})\\s?[:：]`, 'i');

/** Lotus Notes of old: when it was sent alone on a line below the sender, then fields whose labels may have no colon. */
export const NOTES_DATE = /^[\s>]*\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]m)?\s*$/i;
export const NOTES_TO = /^[\s>]*(?:to|an|a|à|pour|per|宛先)\s*(?:[:：].*)?$/i;
export const NOTES_SUBJECT = /^[\s>]*(?:subject|thema|betreff|objet|oggetto|件名)\s*(?:[:：].*)?$/i;

/** First words of an attribution. */
export const ATTRIBUTION_BEGINS =
  /^[\s>*-]*(?:on|am|den|le|il|el|em|op|w dniu|dnia|quoting|in (?:a |his |her |their )?(?:message|article)|\d{4}[-/.年]\s?\d{1,2}|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-z]{0,6}[.,]? |\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4})/iu;
/** The same for those that begin with who wrote: `"Ana Berg" <ana@acme.test> wrote`. */
export const ATTRIBUTION_BEGINS_WITH_NAME =
  /^[\s>*-]*["“]?[^<>]{1,80}["”]? <[^<>]{3,200}@[^<>]{3,200}> (?:wrote|schrieb)/iu;
/** Last words of one: a verb of writing and a colon. */
export const ATTRIBUTION_ENDS =
  /(?:\b(?:wrote|writes|said|schrieb(?:en)?|schreef|skrev|escribi[óo]|escreveu|napisał(?:\(?a\)?)?|napsal(?:\(?a\)?)?)(?: am\b.{0,80}| (?:folgendes|the following|in message).{0,80}| ["“]?.{1,160})?|\bfolgendes geschrieben|\bgeschrieben|\ba écrit|\bha scritto|написал(?:\(?а\)?)?|пишет|写道|さん[はが]書きました(?:\s?[(（].{1,40}[)）])?|のメール)\s?[:：][\s*_-]*$/iu;
/**
 * Some write no verb: `2026年11月19日(木) 10:02 Sally <s@a.test>:`, `2016-03-03 17:21 GMT+01:00 Ana`, `11:00 AM, May 1, 2026, "Ana"
 * <ana@acme.test>:`.
 */
export const ATTRIBUTION_DATED =
  /^[\s>]*(?:(?:(?:on|am|le|il)\s)?(?:\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d{2}\s?(?:[ap]m)?, \p{L}{3,10} \d{1,2}, \d{4}).{0,200}(?:<\s?[^<>\s]{1,200}@[^<>\s]{1,200}\s?>|&lt;\S{1,200}@\S{1,200}&gt;)\s?[:：]?|(?:on|am|le|il) .{5,200}<[^<>\s]{1,200}@[^<>\s]{1,200}> (?:wrote|schrieb|a écrit|ha scritto)|\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} GMT[+-]\d{2}:\d{2} \S.{0,80})\s*$/iu;

/** What phones and small programs put below a mail. */
export const MOBILE_SIGNATURE =
  /^[\s*_]*(?:sendt fra min|skickat från min|отправлено с|sent from (?:my .{1,40}|spark|superhuman|mailbird)$|(?:sent|written|typed) (?:from|via|with|using|on|by) (?:my |the |a )?(?:(?:\w+ ){0,4}(?:iphone|ipad|phone|mobile|android|blackberry|galaxy|samsung|huawei|device|tablet|smartphone|windows phone|pixel|mail|yahoo|outlook|gmail|app|nokia|htc|treo|verizon)\b)|get outlook for |von (?:meinem|unterwegs|mobil).{0,60}gesendet|gesendet (?:von|mit|über|aus) (?:meine[mr]|der|mail|outlook|yahoo|unterwegs|.{0,40}(?:iphone|ipad|handy|android|app))|diese nachricht wurde von mein|outlook für (?:ios|android)\b|holen sie sich outlook|envoy[ée] (?:de(?:puis)?|à partir de|par) (?:mon|ma|outlook|yahoo|l['’]app|.{0,30}(?:iphone|ipad|mobile|android))|(?:télécharger|obtenir|obtenez) outlook pour|inviato da(?:l|lla)? (?:mio|mia|iphone|ipad|outlook|posta|yahoo|.{0,30}(?:iphone|ipad|android|cellulare|smartphone))|ottieni outlook per|enviado (?:desde|do) (?:mi|meu|outlook)|obtener outlook para|verzonden (?:vanaf|met|vanuit)|(?:私の|マイ)?(?:iphone|ipad|android|スマートフォン|outlook for ios|outlook for android)(?:版outlook)?\s?(?:から|より)(?:の)?送信|(?:outlook for (?:ios|android)|ios 版 outlook).{0,20}(?:入手|取得)|iphoneから送信|yahoo!?メール.{0,20}送信)/iu;
