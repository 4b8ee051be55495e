/**
 * The Apex type checker: apex-ls (BSD-3, https://github.com/apex-dev-tools/apex-ls), which comes with Salesforce's code
 * analyzer. It knows the platform's classes and objects and reads our source as a deploy would.
 */
import { execFile } from 'node:child_process';
import { join, relative, resolve } from 'node:path';
import { javaLibrary, javaLibraryFolder } from './apex/java-library.ts';
import { CheckUnavailable, type Problem } from './problem.ts';

const oldestJava = 11;

/** Objects that orgs may have and the checker's library does not: it cannot judge what extends them. */
const objectsUnknownToTheChecker = ['LiveChatTranscript'];

interface Report {
    files: {
        path: string;
        messages: { start: { line: number }; category: string; message: string }[];
    }[];
}

function run(command: string, args: string[]): Promise<{ code: number | string; stdout: string; stderr: string }> {
    return new Promise((done) => {
        // Without a locale, as in many containers, Java reads no path with an umlaut: neither its library nor our
        // files.
        const env = { ...process.env, LC_ALL: 'C.UTF-8' };
        execFile(command, args, { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
            done({ code: error?.code ?? 0, stdout, stderr });
        });
    });
}

/** @throws CheckUnavailable where there is no Java, or one that is too old */
export async function requireJava(java = 'java'): Promise<void> {
    const { code, stdout, stderr } = await run(java, ['-version']);
    const advice = `The Apex type check needs Java ${oldestJava} or newer (for example apt-get install openjdk-17-jre-headless).`;
    if (code === 'ENOENT') throw new CheckUnavailable(`There is no Java here. ${advice}`);
    const version = /version "(?:1\.)?(\d+)/.exec(stdout + stderr)?.[1];
    if (code !== 0 || version === undefined) throw new CheckUnavailable(`Java does not start. ${advice}`);
    if (Number(version) < oldestJava) throw new CheckUnavailable(`Java here is version ${version}. ${advice}`);
}

/** Problems in the checker's report. */
export function problemsIn(report: Report, workspace: string): Problem[] {
    return report.files.flatMap(({ path, messages }) =>
        messages
            .filter(
                ({ message }) =>
                    !objectsUnknownToTheChecker.some(
                        (name) => message === `No SObject declaration found for 'Schema.${name}'`
                    )
            )
            .map(({ start, category, message }) => ({
                file: relative(workspace, path),
                line: start.line,
                message: category === 'Error' ? message : `${message} (${category.toLowerCase()})`
            }))
    );
}

/**
 * Runs the checker; warnings count as problems.
 *
 * @param workspace folder with `sfdx-project.json`
 * @throws CheckUnavailable where Java or the checker is missing
 */
export async function apexTypes(workspace = '.'): Promise<Problem[]> {
    javaLibrary('apex-ls');
    await requireJava();
    const folder = resolve(workspace);
    const { stdout, stderr } = await run('java', [
        '-XX:TieredStopAtLevel=1',
        '-cp',
        join(javaLibraryFolder, '*'),
        'io.github.apexdevtools.apexls.CheckForIssues',
        '-w',
        folder,
        '-d',
        'warnings',
        '-n',
        '-f',
        'json'
    ]);
    if (stdout.trim() === '' && stderr.trim() === '') return [];
    let report: Report;
    try {
        report = JSON.parse(stdout) as Report;
    } catch (cause) {
        throw new Error(`The Apex type checker answered no report: ${stderr || stdout}`, { cause });
    }
    return problemsIn(report, folder);
}
