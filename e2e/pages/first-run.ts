import type { Page } from 'playwright';

/** What a salesperson types to connect a mailbox. */
export interface MailServer {
  readonly address: string;
  readonly password: string;
  readonly host: string;
  readonly port: number;
  readonly caFile: string;
}

/** The first page anybody sees, and the form behind it. */
export function firstRun(page: Page) {
  const form = page.getByRole('dialog', { name: 'Connect a mailbox' });
  return {
    form,
    async connect({ address, password, host, port, caFile }: MailServer): Promise<void> {
      await page.getByRole('button', { name: 'Connect a mailbox' }).click();
      await form.getByLabel('Mail address').fill(address);
      await form.getByLabel('Password').fill(password);
      await form.getByLabel('Server').fill(host);
      await form.getByLabel('Port').fill(String(port));
      await form.getByText('User name and certificate').click();
      await form.getByLabel('Certificate authority (PEM file)').fill(caFile);
      await form.getByRole('button', { name: 'Next' }).click();
      await form.getByRole('radio', { name: 'Everything' }).click();
      await form.getByRole('button', { name: 'Connect', exact: true }).click();
      await form.waitFor({ state: 'detached' });
    },
  };
}
