/** Options that every command takes, before or after its name. */
export const GLOBAL_OPTIONS = {
  json: { type: 'boolean' },
  profile: { type: 'string' },
  secrets: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;
