/** Main file of the process that holds one app: `node handler-process.ts APP_PATH [HURRY]`, events in and answers out over IPC. */
import { moveClock } from '../moved-clock.ts';
import { callHandler, type HandlerEvent } from './handler.ts';
import { hurryPausesOf } from './hurried-pauses.ts';
import { loadHandler } from './load-handler.ts';

const appPath = process.argv[2];
if (appPath === undefined) throw new Error('Give the path of the app to load.');
hurryPausesOf(appPath, Number(process.argv[3] ?? 1));
const handler = loadHandler(appPath);

let backToRealTime = (): void => {};

process.on('message', (message: { readonly id: number; readonly event: HandlerEvent } | { readonly moveClockTo: number }) => {
  if ('moveClockTo' in message) {
    backToRealTime();
    backToRealTime = moveClock(message.moveClockTo);
    return;
  }
  void callHandler(handler, message.event).then((answer) => process.send?.({ id: message.id, answer }));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ loaded: true });
