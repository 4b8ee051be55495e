/** `npm run setup -- init | plan | apply | doctor | test-handoff | undo`: see docs/setup.md. */
import { runSetup } from './commands/program.ts';

process.exitCode = await runSetup(process.argv.slice(2));
