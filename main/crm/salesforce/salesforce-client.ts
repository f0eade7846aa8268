import { z } from 'zod';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import type { Access } from '../connector-kind.ts';
import { everyItem } from '../every-item.ts';
import { bearer } from '../http/bearer.ts';
import { wasThere } from '../http/gone.ts';
import { CLOCK, jsonClient } from '../http/json-client.ts';
import type { Limiter, Pace } from '../http/limiter.ts';
import type { HttpAnswer } from '../http/read-answer.ts';
import { readAs } from '../read-as.ts';
import { compositeAnswer, queryPage, savedAnswer } from './records.ts';
import { BUDGET_PAUSE_MS, salesforceRefusal } from './refusal.ts';

/** A version is served for three years at least. */
const API = '/services/data/v62.0';
/** Salesforce limits what runs for long at once, 25 an organization; the pace is ours. */
const RATE_LIMIT = { cost: 25, windowMs: 1_000, atOnce: 5 };
/** This share of the organization's requests of a day is left to others. */
const LEFT_TO_OTHERS = 0.02;
/** Below so many requests left, they are counted; a CRM that has plenty is not held up by an old number. */
const FEW_LEFT = 500;
/** Most steps of one request. Source: REST API Developer Guide, "Composite". */
const MOST_STEPS = 25;

/** One record to be made; a value may name an earlier one as `@{ref.id}`. */
export interface Step {
  readonly ref: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** The interface of one organization. Every method throws crm.*, cancelled. */
export interface SalesforceClient {
  get<Value>(path: string, shape: z.ZodType<Value>, signal?: CancelSignal): Promise<Value>;
  /** All records that a query finds. */
  query<Value>(soql: string, shape: z.ZodType<Value>, signal?: CancelSignal): Promise<readonly Value[]>;
  /** A page of up to 2,000 of a query, or the one after it; those in the recycle bin too. */
  pageOfAll<Value>(
    ask: { readonly soql: string } | { readonly next: string },
    shape: z.ZodType<Value>,
    signal?: CancelSignal,
  ): Promise<Page<Value>>;
  /** Those in the recycle bin too. */
  count(type: string, signal?: CancelSignal): Promise<number>;
  /** Makes all records or none. @returns their ids in the order of the steps */
  create(steps: readonly Step[], signal?: CancelSignal): Promise<readonly string[]>;
  /** False when it was gone already. */
  remove(type: string, id: string, signal?: CancelSignal): Promise<boolean>;
}

export function salesforceClient(
  baseUrl: string,
  access: Pick<Access, 'bearer'>,
  pace: Pace = CLOCK,
): SalesforceClient {
  const { host } = new URL(baseUrl);
  const http = jsonClient({
    baseUrl: baseUrl + API,
    headers: {},
    authorize: bearer(access),
    rateLimit: RATE_LIMIT,
    pace,
    refusal: (answer) => salesforceRefusal(answer, host),
    onAnswer: heedBudget,
  });

  async function get<Value>(path: string, shape: z.ZodType<Value>, signal?: CancelSignal): Promise<Value> {
    const { body } = await http.send({ method: 'GET', path }, signal);
    return readAs(shape, body, host);
  }

  async function page<Value>(path: string, soql: string, shape: z.ZodType<Value>, signal?: CancelSignal) {
    const query = soql === '' ? {} : { q: soql };
    const { body } = await http.send({ method: 'GET', path, query }, signal);
    const { records, nextRecordsUrl, done } = readAs(queryPage, body, host);
    const next = done || nextRecordsUrl === undefined ? null : nextRecordsUrl.slice(nextRecordsUrl.indexOf('/query'));
    return { items: readAs(z.array(shape), records, host), next };
  }

  return {
    get,
    query: (soql, shape, signal) =>
      everyItem<string, z.infer<typeof shape>>('/query', (path) =>
        page(path, path === '/query' ? soql : '', shape, signal),
      ),
    pageOfAll: (ask, shape, signal) =>
      'soql' in ask ? page('/queryAll', ask.soql, shape, signal) : page(ask.next, '', shape, signal),
    async count(type, signal) {
      const query = { q: `SELECT COUNT() FROM ${type}` };
      const { body } = await http.send({ method: 'GET', path: '/queryAll', query }, signal);
      return readAs(queryPage, body, host).totalSize;
    },
    async create(steps, signal) {
      if (steps.length > MOST_STEPS) throw new MailpinError('crm.too-large', { host });
      const body = {
        allOrNone: true,
        compositeRequest: steps.map(({ ref, type, values }) => ({
          method: 'POST',
          url: `${API}/sobjects/${type}`,
          referenceId: ref,
          body: values,
        })),
      };
      const answer = await http.send({ method: 'POST', path: '/composite', body }, signal);
      const results = readAs(compositeAnswer, answer.body, host).compositeResponse;
      const refused = results.find((one) => one.httpStatusCode >= 400 && !isHalted(one.body));
      if (refused !== undefined) {
        const { httpStatusCode: status, body: said, referenceId } = refused;
        throw salesforceRefusal({ ...answer, status, body: said }, host, referenceId);
      }
      return results.map((one) => readAs(savedAnswer, one.body, host).id);
    },
    remove: (type, id, signal) =>
      wasThere(() => http.send({ method: 'DELETE', path: `/sobjects/${type}/${id}` }, signal)),
  };
}

/** A step that was not tried because of another. */
function isHalted(body: unknown): boolean {
  return JSON.stringify(body).includes('PROCESSING_HALTED');
}

/** `Sforce-Limit-Info: api-usage=18/5000` stands on every answer. */
function heedBudget({ headers }: HttpAnswer, limiter: Limiter): void {
  const usage = /(?:^|[\s;])api-usage=(\d+)\/(\d+)/.exec(headers.get('sforce-limit-info') ?? '');
  if (usage === null) return;
  const left = Math.floor(Number(usage[2]) * (1 - LEFT_TO_OTHERS)) - Number(usage[1]);
  if (left < FEW_LEFT) limiter.learn(Math.max(left, 0), BUDGET_PAUSE_MS, 'crm.quota-exhausted');
}
