/** Finds a Chromium on this machine, or installs Debian's where that is possible without asking anybody. */
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, globSync, readFileSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];
const PLACES = [
    '/usr/bin/chromium',
    '/usr/lib/chromium/chromium',
    '/snap/bin/chromium',
    '/opt/google/chrome/chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium'
];
/** What Playwright itself may have downloaded for another project, newest last. */
const PLAYWRIGHT = [
    '.cache/ms-playwright/chromium-*/chrome-linux*/chrome',
    'Library/Caches/ms-playwright/chromium-*/chrome-mac*/*.app/Contents/MacOS/*'
];

export interface Machine {
    env: NodeJS.ProcessEnv;
    home: string;
    isExecutable: (path: string) => boolean;
    /** Paths that match a pattern under a folder. */
    matches: (pattern: string, folder: string) => string[];
}

function isExecutable(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

const THIS_MACHINE: Machine = {
    env: process.env,
    home: homedir(),
    isExecutable,
    matches: (pattern, folder) => globSync(pattern, { cwd: folder }).map((path) => join(folder, path))
};

/**
 * Looks in this order: the variable CHROMIUM, the search path, the usual places, Playwright's cache.
 * @throws when CHROMIUM names something that can't be run: a wrong path must not be passed over in silence
 */
export function locateChromium(machine: Machine = THIS_MACHINE): string | undefined {
    const chosen = machine.env['CHROMIUM'];
    if (chosen) {
        if (machine.isExecutable(chosen)) return chosen;
        throw new Error(`The variable CHROMIUM names ${chosen}, which is not a program that can be run.`);
    }
    const onPath = (machine.env['PATH'] ?? '')
        .split(delimiter)
        .filter(Boolean)
        .flatMap((folder) => NAMES.map((name) => join(folder, name)));
    const cached = PLAYWRIGHT.flatMap((pattern) => machine.matches(pattern, machine.home).sort().reverse());
    return [...onPath, ...PLACES, ...cached].find((path) => machine.isExecutable(path));
}

function canInstall(): boolean {
    if (platform() !== 'linux' || process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) return false;
    const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
    // Ubuntu's package of that name only installs a snap.
    return /^ID=debian$/m.test(release);
}

async function install(): Promise<void> {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...parameters: string[]) =>
        run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...parameters], { env, maxBuffer: 64 * 1024 * 1024 });
    console.log("No Chromium on this machine: installing Debian's (apt-get install chromium) …");
    await apt('update', '-qq');
    await apt('install', '-y', '--no-install-recommends', 'chromium');
}

const ADVICE =
    'The browser tests need Chromium or Chrome. Install one (on Debian `apt-get install chromium`, elsewhere ' +
    'https://www.google.com/chrome), or set the variable CHROMIUM to the path of the program.';

/**
 * Path of a Chromium or Chrome.
 * @throws with what to do where there is none and none could be installed
 */
export async function findChromium(): Promise<string> {
    const found = locateChromium();
    if (found) return found;
    if (!canInstall()) throw new Error(ADVICE);
    try {
        await install();
    } catch (error) {
        throw new Error(`${ADVICE}\nInstalling it failed: ${(error as Error).message}`, { cause: error });
    }
    const installed = locateChromium();
    if (!installed) throw new Error(`${ADVICE}\nThe package chromium was installed, but brought no program.`);
    return installed;
}
