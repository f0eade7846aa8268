import type { AnyEvent, EventName, Events } from '../../app/contract/events.ts';

type Listener<Name extends EventName> = (payload: Events[Name]) => void;

/** Hands events to who listens for them, in the order of listening. */
export interface EventBus {
  on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void;
  emit(event: AnyEvent): void;
}

export function eventBus(): EventBus {
  const listeners: { readonly [Name in EventName]: Set<Listener<Name>> } = {
    'threads.changed': new Set(),
    'links.changed': new Set(),
    'cards.changed': new Set(),
    'outbox.changed': new Set(),
    'suggestions.changed': new Set(),
    'account.changed': new Set(),
    'account.trouble': new Set(),
    'account.recovered': new Set(),
    'account.removed': new Set(),
    'audit.progress': new Set(),
    'audit.done': new Set(),
    'space.progress': new Set(),
    'space.changed': new Set(),
    'crm.progress': new Set(),
    'carry.progress': new Set(),
    'carry.changed': new Set(),
    'rules.changed': new Set(),
    'store.changed': new Set(),
    'place.asked': new Set(),
  };
  const tell = <Name extends EventName>(name: Name, payload: Events[Name]): void => {
    for (const listener of [...listeners[name]]) listener(payload);
  };
  return {
    on(name, listener) {
      listeners[name].add(listener);
      return () => listeners[name].delete(listener);
    },
    emit: ({ name, payload }) => tell(name, payload),
  };
}
