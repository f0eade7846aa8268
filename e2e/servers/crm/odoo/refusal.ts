/** An exception of Odoo, by its Python name, with the status that it has over JSON-2. Source: odoo/exceptions.py. */
export class OdooException extends Error {
  readonly exception: string;
  readonly status: number;

  constructor(exception: string, message: string, status: number) {
    super(message);
    this.exception = exception;
    this.status = status;
  }
}

export const accessDenied = () => new OdooException('odoo.exceptions.AccessDenied', 'Access Denied', 403);
export const accessError = (model: string) =>
  new OdooException(
    'odoo.exceptions.AccessError',
    `You are not allowed to modify '${model}' records.\n\nContact your administrator.`,
    403,
  );
export const missing = () =>
  new OdooException('odoo.exceptions.MissingError', 'Record does not exist or has been deleted.', 404);
export const valueError = (message: string) => new OdooException('builtins.ValueError', message, 500);
export const typeError = (message: string) => new OdooException('builtins.TypeError', message, 422);
export const userError = (message: string) => new OdooException('odoo.exceptions.UserError', message, 422);
