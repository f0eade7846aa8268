/** The only thing the page is given: two functions over two channels. Runs sandboxed, so one CommonJS file. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL, type Bridge } from '../app/contract/bridge.ts';
import type { EventName, Events } from '../app/contract/events.ts';

interface Said {
  readonly name: EventName;
  readonly payload: unknown;
}

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input),
  on: (name, listener) => {
    const hear = (_event: IpcRendererEvent, said: Said): void => {
      if (isNamed(said, name)) listener(said.payload);
    };
    ipcRenderer.on(EVENT_CHANNEL, hear);
    return () => ipcRenderer.off(EVENT_CHANNEL, hear);
  },
};

function isNamed<Name extends EventName>(said: Said, name: Name): said is { name: Name; payload: Events[Name] } {
  return said.name === name;
}

contextBridge.exposeInMainWorld('mailpin', bridge);
