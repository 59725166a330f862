/**
 * Whether the browser starts workers from modules, without which no engine runs here (Firefox before 114 ignores the
 * wish in silence, so what it reads of the options tells).
 */
export function startsModuleWorkers(): boolean {
  const address = URL.createObjectURL(new Blob([], { type: 'text/javascript' }));
  let isRead = false;
  const options = {
    get type(): WorkerType {
      isRead = true;
      return 'module';
    },
  };
  try {
    new Worker(address, options).terminate();
  } catch {
    // Refused for another reason: what was read before still tells.
  } finally {
    URL.revokeObjectURL(address);
  }
  return isRead;
}
