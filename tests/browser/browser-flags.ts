/** How Chromium is started, in tests and for screenshots. */

/** What Playwright turns off by itself: of a switch that is given twice, Chromium reads the last one only. */
const OFF_IN_PLAYWRIGHT = [
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'HttpsUpgrades',
    'HttpsFirstBalancedModeAutoEnable',
    'LensOverlay',
    'MediaRouter',
    'PaintHolding',
    'ThirdPartyStoragePartitioning',
    'AvoidCorsURLLoaderRestartOnRedirect',
    'TcpPortRandomizationWin',
    'OptimizationHints',
    'NetworkTimeServiceQuerying',
    'AimEnabled',
    'PreconnectToSearch',
    'msForceBrowserSignIn',
    'msEdgeUpdateLaunchServicesPreferredVersion'
];

/** Two pages of the address bar, which nobody sees: each new window renders them, for 0.9 s of processor time. */
const OMNIBOX_PAGES = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

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
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    `--disable-features=${[...OFF_IN_PLAYWRIGHT, ...OMNIBOX_PAGES].join(',')}`
];
