/** The sections of the rules, in the order of their tabs. */
export const RULES_SECTIONS = ['addresses', 'filters', 'blocked', 'words'] as const;
export type RulesSection = (typeof RULES_SECTIONS)[number];
