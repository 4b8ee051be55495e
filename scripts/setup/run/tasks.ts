/** One step with its work; whoever runs them may show progress. */
export interface SetupTask {
    id: string;
    title: string;
    run(report: (text: string) => void): Promise<void>;
}

/** Runs tasks one after the other, without a word, up to the first that throws. */
export async function inOrder(tasks: SetupTask[]): Promise<void> {
    for (const task of tasks) await task.run(() => undefined);
}
