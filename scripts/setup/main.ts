/** `npm run setup -- init | plan | apply | doctor | test-handoff | undo`: see docs/setup.md. */
import { runSetup } from './commands/program.ts';

// Whoever reads the output may stop reading (`| head`): that is no reason to stop half-way.
for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') throw error;
    });
}
process.exitCode = await runSetup(process.argv.slice(2));
