import { buildComponents, ComponentBuildError } from './lwc.ts';

/** `npm run build [-- --force]`. Answers the exit code. */
export async function main(parameters: string[]): Promise<number> {
    const unknown = parameters.filter((parameter) => parameter !== '--force');
    if (unknown.length > 0) {
        console.error(`unknown option: ${unknown.join(' ')}\nusage: npm run build [-- --force]`);
        return 2;
    }
    try {
        const result = await buildComponents({ force: parameters.includes('--force') });
        const removed = result.removed.length > 0 ? `, ${result.removed.length} stale removed` : '';
        console.log(
            `components: ${result.written.length} compiled, ${result.upToDate} up to date${removed} ` +
                `(${result.milliseconds} ms)`
        );
        return 0;
    } catch (error) {
        if (error instanceof ComponentBuildError) {
            console.error(error.message);
            return 1;
        }
        throw error;
    }
}
