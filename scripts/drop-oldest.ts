/** Forgets what was put in first, once there is more than is kept. */
export function dropOldest(kept: Map<string, unknown>, most: number): void {
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}
