import { createRecipientTurns } from '@iqra-automation/core/testing';

const anna = '+14155552671';
const boris = '+442079460018';

test('tasks of one number run one after the other, of two numbers side by side', async () => {
  const turns = createRecipientTurns();
  const steps: string[] = [];
  const task = (name: string) => async (): Promise<string> => {
    steps.push(`${name} starts`);
    await new Promise((resolve) => setImmediate(resolve));
    steps.push(`${name} ends`);
    return name;
  };
  expect(await Promise.all([turns.take(anna, task('a1')), turns.take(anna, task('a2')), turns.take(boris, task('b'))])).toEqual(['a1', 'a2', 'b']);
  expect(steps.filter((step) => step.startsWith('a'))).toEqual(['a1 starts', 'a1 ends', 'a2 starts', 'a2 ends']);
  expect(steps.indexOf('b starts')).toBeLessThan(steps.indexOf('a1 ends'));
});

test('a task that fails fails alone: the next one of the same number still runs', async () => {
  const turns = createRecipientTurns();
  const first = turns.take(anna, () => Promise.reject(new Error('broken')));
  const second = turns.take(anna, () => Promise.resolve('fine'));
  await expect(first).rejects.toThrow('broken');
  await expect(second).resolves.toBe('fine');
});
