/** Prints when calls would be made; run by several Node.js, whose time zone data differ. */
const { normalizePhoneNumber, planCallTime } = require('../../packages/core/dist/index.js');
const { readCallingRule } = require('../../packages/core/dist/testing.js');

const hourMs = 3_600_000;
const numbers = ['+17804232000', '+16046832000', '+18678732000', '+18677772000', '+12049422000', '+18074752000', '+12507822000', '+5378302000', '+212522271000', '+37322271000', '+56672231000', '+14165552671', '+61283742000'];
for (const text of numbers) {
  const recipient = normalizePhoneNumber(text, {});
  if (!recipient.ok) throw new Error(`${text}: ${recipient.message}`);
  const rule = readCallingRule({ callingHours: 'custom', customHours: 'daily 09:00-20:00' }, []);
  for (let hour = 0; hour < 24; hour += 1) {
    const nowMs = Date.parse('2026-12-01T00:10:00Z') + hour * hourMs;
    const question = { nowMs, recipient, rule, requestedStartMs: null, contactTimeZone: null, outsideHours: 'schedule', startGuardMs: 120_000, endGuardMs: 120_000 };
    const time = planCallTime(question);
    process.stdout.write(`${text} ${hour} ${time.ok ? `${time.startMs} ${time.latestStartLimitMs}` : time.error.code}\n`);
  }
}
