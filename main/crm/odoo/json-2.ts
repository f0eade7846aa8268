import type { JsonClient } from '../http/json-client.ts';
import type { Transport } from './model-call.ts';

/**
 * Calls over the JSON-2 interface of Odoo 19 and later: every parameter by its name, errors by status. Source: Odoo documentation
 * 19.0, "External JSON-2 API"; not run by us against a real server.
 *
 * @param client signs its requests with the key, and names the database
 */
export function json2Transport(client: JsonClient): Transport {
  return async ({ model, method, ids, first, named, context, isReading = false }, signal) => {
    const body = {
      ...named,
      ...(first !== undefined && { [first.name]: first.value }),
      ...(ids !== undefined && { ids }),
      ...(context !== undefined && { context }),
    };
    const answer = await client.send({ method: 'POST', path: `/json/2/${model}/${method}`, body, isReading }, signal);
    return answer.body;
  };
}
