/** `npm run setup -- init | plan | apply | doctor | test-handoff | undo`: see docs/setup.md. */
import { onInterrupt } from './commands/interrupt.ts';

// Whoever reads the output may stop reading (`| head`): that is no reason to stop half-way.
for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') throw error;
    });
}
const args = process.argv.slice(2);
const forget = onInterrupt(args.includes('--json'));
// Takes a second or two where the machine is busy, and Ctrl-C may come meanwhile.
const { runSetup } = await import('./commands/program.ts');
process.exitCode = await runSetup(args);
forget();
