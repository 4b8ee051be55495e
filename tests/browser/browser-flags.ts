/** How Chromium is started, in tests and for screenshots. */

/** Nothing but loopback resolves, so that a page which wants more is found out instead of served. */
export const BROWSER_FLAGS = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--force-device-scale-factor=1',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'
];
