import { outcomeFor, outcomeNames, scriptedEndings, usualOutcome } from '../../../../packages/sandbox/src/calls/outcomes.ts';
import { checkRecipient } from '../../../../packages/sandbox/src/operations/recipient-number.ts';

/** Ranges of docs/sandbox.md, without their last two digits. */
const ranges = ['+141555501', '+4420794600', '+49302312500', '+4917139200', '+331990012', '+612555010', '+971433101', '+9665012345', '+2010012345', '+9198765432', '+9230012345', '+8190123456', '+55119612345', '+346123456'];

test('every outcome has an ending of two digits', () => {
  expect([...scriptedEndings.values()]).toEqual([...outcomeNames]);
  expect([...scriptedEndings.keys()].every((ending) => /^\d\d$/.test(ending))).toBe(true);
});

test.each(ranges)('%sNN: all hundred numbers are valid for the server, and the last two digits script the call', (range) => {
  for (let ending = 0; ending < 100; ending += 1) {
    const number = range + String(ending).padStart(2, '0');
    expect(checkRecipient(number)).toMatchObject({ kind: 'valid', text: number });
    expect(outcomeFor('any', number)).toBe(scriptedEndings.get(number.slice(-2)) ?? usualOutcome('any', number));
  }
});

test('other recipients get what the seed draws: the same again, another with another seed, in the usual shares', () => {
  const numbers = Array.from({ length: 5_000 }, (_, index) => `+1415${String(5_550_000 + index)}`);
  const drawn = numbers.map((number) => usualOutcome('a', number));
  expect(numbers.map((number) => usualOutcome('a', number))).toEqual(drawn);
  expect(numbers.map((number) => usualOutcome('b', number))).not.toEqual(drawn);
  const share = (name: string): number => drawn.filter((outcome) => outcome === name).length / drawn.length;
  expect(share('recipient_hung_up') + share('agent_hung_up')).toBeCloseTo(0.6, 1);
  expect(share('voicemail')).toBeCloseTo(0.11, 1);
  expect(share('stuck_before_dial')).toBe(0);
});
