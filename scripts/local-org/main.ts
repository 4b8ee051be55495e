/** `npm run local-org`: see `program.ts`. */
import { closeOnSignals } from './close-on-signals.ts';

let close: (() => Promise<unknown>) | undefined;
closeOnSignals(() => close?.());
// Takes a second or two where the machine is busy, and the end may come meanwhile.
const { runLocalOrg } = await import('./program.ts');
await runLocalOrg((work) => {
    close = work;
});
