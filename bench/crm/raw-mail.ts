/** A mail of a customer, some 2 KB. */
export function rawMail(at: number, from: string, to: string): string {
  const lines = Array.from(
    { length: 25 },
    (_line, line) => `Line ${String(line)} of what was agreed on the phone about pumps and their delivery.`,
  );
  const header = [
    `From: Customer <${from}>`,
    `To: ${to}`,
    `Subject: Delivery ${String(at)}`,
    `Date: ${new Date(Date.UTC(2026, 9, 1, 8, at)).toUTCString()}`,
    `Message-ID: <bench-${String(at)}@customer.example>`,
    'Content-Type: text/plain; charset=utf-8',
  ];
  return [...header, '', ...lines, ''].join('\r\n');
}
