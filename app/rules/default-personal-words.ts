import type { WordLanguage } from '../domain/personal.ts';

/**
 * Words that look personal or confidential, as Mailpin comes with them; the user adds and removes. Chosen so that they are rare in
 * ordinary business: a "diagnosis" may be that of a pump, a "reserved" table is no secret, and an agreement on confidentiality is
 * another word.
 */
export const DEFAULT_PERSONAL_WORDS: Readonly<Record<WordLanguage, readonly string[]>> = {
  en: [
    ...['confidential', 'in confidence', 'off the record', 'for your eyes only', 'between you and me'],
    ...['do not forward', "don't forward", 'do not share this', 'keep this to yourself', 'private matter'],
    ...['sick leave', 'sick note', 'medical certificate', 'pregnant', 'pregnancy', 'maternity leave', 'divorce'],
    ...['funeral', 'condolences', 'bereavement', 'payslip', 'my salary', 'resignation letter'],
  ],
  de: [
    ...['vertraulich', 'vertrauliche', 'vertraulichen', 'vertraulicher', 'vertrauliches', 'vertraulichem'],
    ...[
      'unter uns gesagt',
      'nicht weiterleiten',
      'nicht weitergeben',
      'behalten sie das für sich',
      'behalte das für dich',
    ],
    ...['krankmeldung', 'krankgeschrieben', 'arbeitsunfähigkeitsbescheinigung', 'ärztliches attest', 'schwanger'],
    ...['schwangerschaft', 'mutterschutz', 'scheidung', 'beerdigung', 'trauerfall', 'beileid', 'gehaltsabrechnung'],
    ...['mein gehalt', 'kündigungsschreiben'],
  ],
  fr: [
    ...['confidentiel', 'confidentielle', 'confidentiels', 'confidentielles', 'à titre privé', 'entre nous soit dit'],
    ...['ne pas transférer', 'ne pas diffuser', 'gardez cela pour vous', 'garde cela pour toi', 'arrêt maladie'],
    ...[
      'certificat médical',
      'grossesse',
      'congé maternité',
      'divorce',
      'obsèques',
      'condoléances',
      'bulletin de paie',
    ],
    ...['mon salaire', 'lettre de démission'],
  ],
  it: [
    ...['confidenziale', 'confidenziali', 'strettamente riservato', 'strettamente riservata', 'riservato e personale'],
    ...['in confidenza', 'detto tra noi', 'non inoltrare', 'non divulgare', 'lo tenga per sé', 'tienilo per te'],
    ...['certificato medico', 'in malattia', 'gravidanza', 'incinta', 'congedo di maternità', 'divorzio', 'funerale'],
    ...['condoglianze', 'busta paga', 'mio stipendio', 'lettera di dimissioni'],
  ],
  ja: [
    ...[
      '極秘',
      '親展',
      '社外秘',
      '部外秘',
      'マル秘',
      '内密に',
      '内緒',
      '他言無用',
      'ここだけの話',
      '転送しないで',
      '転送不可',
    ],
    ...['診断書', '妊娠', '産休', '離婚', '葬儀', 'お悔やみ', '給与明細', '退職届', '休職'],
  ],
};
