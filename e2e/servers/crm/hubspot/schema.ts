/** Which properties HubSpot's objects have, as far as somebody may ask for them or write them. Source: HubSpot's guides, version 2026-03. */
export const KINDS = ['contacts', 'companies', 'deals', 'leads', 'emails'] as const;
export type HubspotObject = (typeof KINDS)[number];

const EVERYWHERE = ['hs_object_id', 'hubspot_owner_id', 'hs_merged_object_ids'];

export const PROPERTIES: Readonly<Record<HubspotObject, ReadonlySet<string>>> = {
  contacts: new Set([
    ...EVERYWHERE,
    ...['createdate', 'lastmodifieddate', 'firstname', 'lastname', 'email', 'hs_additional_emails'],
    'associatedcompanyid',
  ]),
  companies: new Set([
    ...EVERYWHERE,
    ...['createdate', 'hs_lastmodifieddate', 'name', 'domain', 'hs_additional_domains', 'website'],
  ]),
  deals: new Set([
    ...EVERYWHERE,
    ...['createdate', 'hs_lastmodifieddate', 'dealname', 'amount', 'deal_currency_code', 'dealstage', 'pipeline'],
    'closedate',
  ]),
  leads: new Set([
    ...EVERYWHERE,
    ...['hs_createdate', 'hs_lastmodifieddate', 'hs_lead_name', 'hs_pipeline', 'hs_pipeline_stage'],
    'hs_primary_contact_id',
  ]),
  emails: new Set([
    ...EVERYWHERE,
    ...['hs_createdate', 'hs_lastmodifieddate', 'hs_timestamp', 'hs_email_direction', 'hs_email_status'],
    ...['hs_email_subject', 'hs_email_text', 'hs_email_html', 'hs_email_headers', 'hs_email_message_id'],
    ...['hs_attachment_ids', 'hs_email_from_email', 'hs_email_to_email', 'hs_email_cc_email', 'hs_email_bcc_email'],
  ]),
};

/** Filled by HubSpot from `hs_email_headers`; writing them is refused. */
export const READ_ONLY: ReadonlySet<string> = new Set([
  ...['hs_email_from_email', 'hs_email_to_email', 'hs_email_cc_email', 'hs_email_bcc_email'],
  ...['hs_object_id', 'hs_createdate', 'hs_lastmodifieddate', 'hs_merged_object_ids'],
]);

/** Numbers of the plain link from a mail; the one to a lead is in no document. Source: HubSpot's association type ids. */
export const EMAIL_TO: Readonly<Record<string, number>> = { contacts: 198, companies: 186, deals: 210, leads: 598 };

export function changedAt(kind: HubspotObject): string {
  return kind === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';
}

/** Scopes that a kind asks for; a mail asks for those of contacts and for the one that shows its text. */
export function scopesFor(kind: HubspotObject, isWriting: boolean): readonly string[] {
  if (kind === 'emails') return [`crm.objects.contacts.${isWriting ? 'write' : 'read'}`, 'sales-email-read'];
  return [`crm.objects.${kind}.${isWriting ? 'write' : 'read'}`];
}

const STAMP = '2026-01-01T00:00:00.000Z';

export const PIPELINES = {
  deals: [
    {
      id: 'default',
      label: 'Sales Pipeline',
      displayOrder: 0,
      stages: [
        stage('appointmentscheduled', 'Appointment scheduled', 0, { isClosed: 'false', probability: '0.2' }),
        stage('contractsent', 'Contract sent', 1, { isClosed: 'false', probability: '0.9' }),
        stage('closedwon', 'Closed won', 2, { isClosed: 'true', probability: '1.0' }),
        stage('closedlost', 'Closed lost', 3, { isClosed: 'true', probability: '0.0' }),
      ],
    },
  ],
  leads: [
    {
      id: 'lead-pipeline-id',
      label: 'Lead pipeline',
      displayOrder: 0,
      stages: [
        stage('new-stage-id', 'New', 0, { leadState: 'NEW' }),
        stage('qualified-stage-id', 'Qualified', 1, { leadState: 'QUALIFIED' }),
      ],
    },
  ],
};

function stage(id: string, label: string, displayOrder: number, metadata: Readonly<Record<string, string>>) {
  return { id, label, displayOrder, metadata, archived: false, createdAt: STAMP, updatedAt: STAMP };
}
