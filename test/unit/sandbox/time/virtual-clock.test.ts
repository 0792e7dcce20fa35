import { VirtualClock } from '../../../../packages/sandbox/src/time/virtual-clock.ts';

function clockAt(real: number, timeScale: number) {
  const time = { real };
  return { time, clock: new VirtualClock(() => time.real, { real, virtual: 1_000_000, timeScale }) };
}

test('it runs as many times faster than real time as it was told', () => {
  const { time, clock } = clockAt(500, 60);
  expect(clock.now()).toBe(1_000_000);
  time.real += 1_000;
  expect(clock.now()).toBe(1_060_000);
  clock.setTimeScale(0);
  time.real += 5_000;
  expect(clock.now()).toBe(1_060_000);
});

test('jumps add up and keep the speed', () => {
  const { time, clock } = clockAt(0, 1);
  clock.advance(3_600_000);
  time.real += 250;
  clock.advance(1);
  expect(clock.now()).toBe(1_000_000 + 3_600_251);
});

test('it never goes back, also when real time does', () => {
  const { time, clock } = clockAt(10_000, 10);
  time.real -= 5_000;
  expect(clock.now()).toBe(1_000_000);
  expect(() => clock.advance(-1)).toThrow(/forward only/);
  expect(() => clock.advance(Number.NaN)).toThrow(/forward only/);
  expect(() => clock.setTimeScale(-1)).toThrow(/from 0/);
});
