import { ClientRequest } from 'node:http';
import type { BrokenAnswer } from './messages.ts';

/** As Node has it: of its parent class. */
const whole = Object.getOwnPropertyDescriptor(ClientRequest.prototype, 'emit');

/**
 * Lets the answer to this process's next request of that path break off on its open connection: once the server has answered, the
 * request fails with an error of the operating system instead.
 */
export function breakNextAnswer({ pathEnd, syscall, code }: BrokenAnswer): void {
  mendAnswers();
  const inherited = Reflect.get(ClientRequest.prototype, 'emit') as (...values: readonly unknown[]) => boolean;
  function broken(this: ClientRequest, ...values: readonly unknown[]): boolean {
    if (values[0] !== 'response' || !this.path.endsWith(pathEnd)) return inherited.apply(this, [...values]);
    mendAnswers();
    this.destroy(Object.assign(new Error(`${syscall} ${code}`), { syscall, code, errno: -1 }));
    return true;
  }
  Object.defineProperty(ClientRequest.prototype, 'emit', { configurable: true, writable: true, value: broken });
}

/** All answers arrive again. */
export function mendAnswers(): void {
  if (whole === undefined) Reflect.deleteProperty(ClientRequest.prototype, 'emit');
  else Object.defineProperty(ClientRequest.prototype, 'emit', whole);
}
