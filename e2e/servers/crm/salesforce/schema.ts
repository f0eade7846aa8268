/** Objects and fields of the stand-in, as `describe` shows them. Source: Object Reference for Salesforce, Salesforce Field Reference. */

/** Where the interface of this version is. */
export const API = '/services/data/v62.0';

export interface ObjectShape {
  /** The first three characters of its records' ids. */
  readonly prefix: string;
  readonly fields: readonly string[];
  /** Fields that a request may set, with the most characters they hold; null for what is no text. */
  readonly createable: Readonly<Record<string, number | null>>;
}

const STAMPS = ['Id', 'IsDeleted', 'CreatedDate', 'CreatedById', 'SystemModstamp'];

export const UNIQUE_FIELD = 'Mailpin_Key__c';
export const SCHEMA: Readonly<Record<string, ObjectShape>> = {
  Account: {
    prefix: '001',
    fields: [...STAMPS, 'Name', 'Website', 'MasterRecordId', 'Owner.Name'],
    createable: {},
  },
  Contact: {
    prefix: '003',
    fields: [...STAMPS, 'Name', 'Email', 'AccountId', 'MasterRecordId', 'Owner.Name'],
    createable: {},
  },
  Lead: {
    prefix: '00Q',
    fields: [
      ...STAMPS,
      'Name',
      'Company',
      'Email',
      'MasterRecordId',
      'IsConverted',
      'ConvertedContactId',
      'ConvertedOpportunityId',
      'Owner.Name',
    ],
    createable: {},
  },
  Opportunity: {
    prefix: '006',
    fields: [
      ...STAMPS,
      'Name',
      'StageName',
      'Amount',
      'IsClosed',
      'IsWon',
      'CloseDate',
      'AccountId',
      'CurrencyIsoCode',
      'Owner.Name',
    ],
    createable: {},
  },
  OpportunityContactRole: { prefix: '00K', fields: [...STAMPS, 'OpportunityId', 'ContactId'], createable: {} },
  OpportunityStage: {
    prefix: '01J',
    fields: [...STAMPS, 'ApiName', 'MasterLabel', 'IsClosed', 'IsWon', 'IsActive', 'SortOrder'],
    createable: {},
  },
  User: { prefix: '005', fields: [...STAMPS, 'Name', 'Username'], createable: {} },
  Task: { prefix: '00T', fields: [...STAMPS, 'Subject', 'WhatId'], createable: {} },
  EmailMessage: {
    prefix: '02s',
    fields: [
      ...STAMPS,
      'ActivityId',
      'RelatedToId',
      'Subject',
      'TextBody',
      'Headers',
      'FromAddress',
      'FromName',
      'ToAddress',
      'CcAddress',
      'MessageDate',
      'MessageIdentifier',
      'Incoming',
      'Status',
      UNIQUE_FIELD,
    ],
    createable: {
      RelatedToId: 18,
      Subject: 3_000,
      TextBody: 131_072,
      Headers: 32_000,
      FromAddress: 1_000,
      FromName: 1_000,
      ToAddress: 4_000,
      CcAddress: 4_000,
      MessageDate: null,
      MessageIdentifier: 765,
      Incoming: null,
      Status: 40,
      [UNIQUE_FIELD]: 255,
    },
  },
  EmailMessageRelation: {
    prefix: '0BA',
    fields: [...STAMPS, 'EmailMessageId', 'RelationId', 'RelationType', 'RelationAddress', 'RelationObjectType'],
    createable: { EmailMessageId: 18, RelationId: 18, RelationType: 40, RelationAddress: 320 },
  },
  ContentVersion: {
    prefix: '068',
    fields: [...STAMPS, 'ContentDocumentId', 'Title', 'PathOnClient', 'Description'],
    createable: { Title: 255, PathOnClient: 500, Description: 1_000, VersionData: null },
  },
  ContentDocument: { prefix: '069', fields: [...STAMPS, 'Title', 'Description'], createable: {} },
  ContentDocumentLink: {
    prefix: '06A',
    fields: [...STAMPS, 'ContentDocumentId', 'LinkedEntityId', 'ShareType', 'ContentDocument.Description'],
    createable: { ContentDocumentId: 18, LinkedEntityId: 18, ShareType: 1 },
  },
};
