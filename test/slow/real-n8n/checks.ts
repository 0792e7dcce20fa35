/** Runs named checks one after the other, prints each with its time, and counts. A failed check does not stop the next one. */
export interface Checks {
  check(name: string, run: () => Promise<void> | void): Promise<void>;
  /** Prints the totals and sets the exit code: 1 when anything failed or nothing ran. */
  finish(): void;
}

export function createChecks(): Checks {
  const startedAt = Date.now();
  const failures: string[] = [];
  let passed = 0;
  return {
    async check(name, run) {
      const begun = Date.now();
      try {
        await run();
        passed += 1;
        console.log(`  ok      ${name} (${Date.now() - begun} ms)`);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        failures.push(name);
        console.log(`  FAILED  ${name} (${Date.now() - begun} ms)\n          ${reason.replaceAll('\n', '\n          ')}`);
      }
    },
    finish() {
      for (const name of failures) console.log(`Failed: ${name}`);
      console.log(`${passed} passed, ${failures.length} failed (${Math.round((Date.now() - startedAt) / 1000)} s)`);
      if (failures.length > 0 || passed === 0) process.exitCode = 1;
    },
  };
}
