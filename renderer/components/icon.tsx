/** Line drawings on a 16-unit grid, in the colour of the text around them. */
const PATHS = {
  mail: 'M2 4h12v8.5H2zM2.3 4.3 8 9l5.7-4.7',
  question: 'M6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 11.7v.1M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z',
  board: 'M2 3h3.2v10H2zM6.4 3h3.2v7H6.4zM10.8 3H14v4.5h-3.2z',
  rules: 'M2 4.5h4.5M9.5 4.5H14M8 3v3M2 8h7.5M12.5 8H14M11 6.5v3M2 11.5h1.5M6.5 11.5H14M5 10v3',
  sent: 'M14 2 7.2 8.8M14 2 9.8 14l-2.6-5.2L2 6.2z',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.6 10.6 14 14',
  close: 'M4 4l8 8M12 4l-8 8',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  check: 'M3.5 8.5 6.5 11.5 12.5 4.5',
  clock: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM8 4.8V8l2.2 1.4',
  alert: 'M8 2.2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.1',
  clip: 'M12.6 7.4 8 12a2.9 2.9 0 0 1-4.1-4.1l5-5a1.9 1.9 0 0 1 2.7 2.7l-5 5a.9.9 0 0 1-1.3-1.3l4.3-4.3',
  file: 'M4 1.8h5L12.2 5v9.2H4zM9 2v3.2h3.2',
  save: 'M8 2.5v7.2M5 7l3 3 3-3M3 13h10',
  plus: 'M8 3.5v9M3.5 8h9',
  cards: 'M2.5 5h8.5v8.5H2.5zM5 5V2.5h8.5V11H11',
  commands: 'M3 4.5h10M3 8h10M3 11.5h6',
  out: 'M9.5 4.5V2.8h-7v10.4h7v-1.7M6.5 8h7.2M11.3 5.6 13.7 8l-2.4 2.4',
  lead: 'M8 8.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM3 13.5c.5-2.6 2.4-3.8 5-3.8s4.5 1.2 5 3.8',
  contact: 'M8 8.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM3 13.5c.5-2.6 2.4-3.8 5-3.8s4.5 1.2 5 3.8',
  company: 'M3 14V2.5h7V14M10 6h3v8M1.5 14h13M5.2 5.2h.1M7.7 5.2h.1M5.2 8h.1M7.7 8h.1M5.2 10.8h.1M7.7 10.8h.1',
  deal: 'M2.5 8.5V3h5.5l5.8 5.8-5.5 5.5zM5.3 5.7v.1',
  private: 'M4.2 7.2V5.6a3.8 3.8 0 0 1 7.6 0v1.6M3.2 7.2h9.6v6.6H3.2zM8 9.8v1.6',
  history: 'M2.6 8a5.4 5.4 0 1 0 1.7-3.9L2.5 5.8M2.4 2.6v3.3h3.3M8 5v3.2l2.1 1.3',
  inbox: 'M2 9.5 4 3h8l2 6.5V13H2zM2 9.5h3.5L6.5 11h3l1-1.5H14',
  archive: 'M2 3h12v3H2zM3 6v7.5h10V6M6.5 8.8h3',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: Readonly<{ name: IconName }>) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
