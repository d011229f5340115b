const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** What to do about a signal: the last entry decides, so that a running step comes before the lock. */
const handlers = [];

function onSignal(signal) {
  const handle = handlers[handlers.length - 1];
  if (handle) handle(signal, exitCodes[signal]);
  else process.exit(exitCodes[signal]);
}

/** Lets Ctrl-C and its relatives end this process in an orderly way: `exit` listeners run. */
export function watchSignals() {
  for (const signal of Object.keys(exitCodes)) process.on(signal, onSignal);
}

/** Gives signals to `handle` from now on; the function returned ends that. */
export function handleSignals(handle) {
  handlers.push(handle);
  return () => handlers.splice(handlers.indexOf(handle), 1);
}
