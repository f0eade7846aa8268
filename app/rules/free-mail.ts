import type { DomainWords } from '../domain/policy.ts';
import { domainAbove } from './registrable-domain.ts';

/**
 * Domains where anybody can have a mailbox, so that the domain says nothing about a company. Written by hand: the
 * well-known providers of the countries our users write from; a national branch of a provider is named where it exists.
 */
const PROVIDERS = {
  worldwide: `
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com windowslive.com yahoo.com
    ymail.com rocketmail.com myyahoo.com icloud.com me.com mac.com aol.com aim.com proton.me protonmail.com
    protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com tutamail.com fastmail.com fastmail.fm zoho.com
    zohomail.com zohomail.eu mail.com email.com usa.com gmx.com hushmail.com hush.com inbox.com lycos.com excite.com
    hey.com duck.com mailbox.org posteo.net runbox.com startmail.com disroot.org riseup.net mailfence.com
    kolabnow.com countermail.com
  `,
  branches: `
    outlook.de outlook.fr outlook.it outlook.es outlook.pt outlook.jp outlook.at outlook.be outlook.dk
    outlook.com.br outlook.co.uk hotmail.de hotmail.fr hotmail.it hotmail.es hotmail.nl hotmail.be hotmail.se
    hotmail.co.uk hotmail.co.jp hotmail.com.br live.de live.fr live.it live.nl live.be live.se live.dk live.no
    live.at live.jp live.co.uk live.ca live.com.au live.com.pt yahoo.de yahoo.fr yahoo.it yahoo.es yahoo.gr yahoo.ca
    yahoo.in yahoo.se yahoo.no yahoo.dk yahoo.co.uk yahoo.co.jp yahoo.co.in yahoo.com.br yahoo.com.au yahoo.com.ar
    yahoo.com.mx yahoo.com.tr aol.de aol.fr aol.it aol.co.uk
  `,
  german: `
    gmx.de gmx.net gmx.at gmx.ch gmx.info web.de t-online.de freenet.de arcor.de posteo.de online.de email.de
    mail.de vodafone.de unitybox.de netcologne.de ewe.net kabelmail.de osnanet.de aon.at a1.net chello.at inode.at
    bluewin.ch hispeed.ch sunrise.ch swissonline.ch
  `,
  french: `
    orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr aliceadsl.fr club-internet.fr
    cegetel.net gmx.fr skynet.be telenet.be proximus.be voo.be
  `,
  italian: `
    libero.it virgilio.it alice.it tin.it tim.it tiscali.it inwind.it iol.it fastwebnet.it email.it pec.it
    vodafone.it blu.it giallo.it supereva.it
  `,
  iberianAndLatin: `
    telefonica.net terra.es ono.com movistar.es sapo.pt clix.pt netcabo.pt uol.com.br bol.com.br terra.com.br
    ig.com.br globo.com prodigy.net.mx
  `,
  dutchAndNordic: `
    ziggo.nl kpnmail.nl planet.nl home.nl xs4all.nl hetnet.nl upcmail.nl casema.nl quicknet.nl telia.com
    bredband.net spray.se online.no jubii.dk mail.dk luukku.com suomi24.fi
  `,
  eastern: `
    wp.pl o2.pl onet.pl onet.eu op.pl interia.pl gazeta.pl tlen.pl poczta.fm seznam.cz email.cz centrum.cz post.cz
    azet.sk freemail.hu citromail.hu mynet.com
  `,
  russian: `
    mail.ru bk.ru inbox.ru list.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net i.ua
  `,
  british: `
    btinternet.com virginmedia.com ntlworld.com blueyonder.co.uk sky.com talktalk.net tiscali.co.uk eircom.net
    gmx.co.uk
  `,
  overseas: `
    comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com
    optonline.net roadrunner.com rogers.com shaw.ca sympatico.ca telus.net videotron.ca bigpond.com bigpond.net.au
    optusnet.com.au iinet.net.au xtra.co.nz
  `,
  asian: `
    docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp ymobile.ne.jp nifty.com biglobe.ne.jp ocn.ne.jp
    so-net.ne.jp plala.or.jp excite.co.jp goo.jp qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn
    sohu.com 139.com 189.cn aliyun.com naver.com daum.net hanmail.net rediffmail.com
  `,
};
const FREE_MAIL_DOMAINS: ReadonlySet<string> = new Set(Object.values(PROVIDERS).join(' ').trim().split(/\s+/u));

/**
 * Whether a domain (ASCII, lower case) gives mailboxes to anybody; a subdomain counts as its domain. Company rules
 * leave such domains alone (rules 2.2 and 5.4). Of the user's words on a domain and one above it the nearest counts.
 */
export function isFreeMail(domain: string, { added, removed }: DomainWords): boolean {
  for (let step = domain; step !== ''; step = domainAbove(step)) {
    if (added.has(step)) return true;
    if (removed.has(step)) return false;
    if (FREE_MAIL_DOMAINS.has(step)) return true;
  }
  return false;
}
