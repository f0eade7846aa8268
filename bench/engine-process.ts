/** The built engine in a process of its own, with Node's channel to its parent where Electron's utility process has a port. */
Object.defineProperty(process, 'parentPort', {
  value: {
    postMessage: (message: unknown) => process.send?.(message),
    on: (_event: 'message', listener: (message: { readonly data: unknown }) => void) =>
      process.on('message', (data) => {
        listener({ data });
      }),
  },
});
await import(new URL('../out/main/engine.cjs', import.meta.url).href);
