/**
 * What the page loads first. The browser's own start of date formats takes 10 to 20 ms, once a page: in an org, the
 * platform's components have long had it done; here it is done while the component's code is on its way.
 */
const loading = import('./history');
// As `platform/session.ts` has them; importing that would be another file to wait for.
new Intl.DateTimeFormat('en-US', { timeStyle: 'short', timeZone: 'Europe/Berlin' }).format(0);
await loading;

export {};
