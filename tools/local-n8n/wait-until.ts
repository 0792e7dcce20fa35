const usualPauseMs = 250;

/**
 * Asks again and again until the answer is neither undefined nor false, and returns it.
 * Throws, naming what was waited for, when `timeoutMs` has passed; an error of the question counts as "not yet".
 */
export async function waitUntil<Answer>(
  what: string,
  timeoutMs: number,
  ask: () => Promise<Answer | undefined | false> | Answer | undefined | false,
  pauseMs = usualPauseMs,
): Promise<Answer> {
  const deadline = Date.now() + timeoutMs;
  let lastError: unknown;
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  const because = lastError instanceof Error ? ` Last answer: ${lastError.message}` : '';
  throw new Error(`Waited ${Math.round(timeoutMs / 1000)} s in vain for ${what}.${because}`);
}
