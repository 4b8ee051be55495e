/** Rules for flows, from the flow scanner; what is accepted all the same is listed with its reason. */
import { createRequire } from 'node:module';
import type { Problem } from '../problem.ts';

interface FlowScanner {
    parse(paths: string[]): Promise<unknown[]>;
    scan(
        flows: unknown[],
        options: object
    ): {
        flow: { fsPath?: string; name?: string };
        ruleResults: { ruleName: string; occurs: boolean; details: { name: string; type: string }[] }[];
    }[];
}

/** `rule:element` → why it may stay. */
const accepted: Record<string, string> = {
    'MissingFaultPath:Route_To_Waiting':
        "the last resort: an unhandled fault is what makes the channel's own fallback queue take over"
};

/** Problems of the flows in these files (`*.flow-meta.xml`). */
export async function flowProblems(files: string[]): Promise<Problem[]> {
    // The package is CommonJS whose types import what only exists in its bundle.
    const scanner = createRequire(import.meta.url)('@flow-scanner/lightning-flow-scanner-core') as FlowScanner;
    const problems: Problem[] = [];
    for (const file of files) {
        for (const { ruleResults } of scanner.scan(await scanner.parse([file]), {})) {
            for (const { ruleName, occurs, details } of ruleResults) {
                if (!occurs) continue;
                for (const { name, type } of details.length > 0 ? details : [{ name: 'the flow', type: 'Flow' }]) {
                    if (!(`${ruleName}:${name}` in accepted))
                        problems.push({ file, message: `${ruleName}: ${name} (${type})` });
                }
            }
        }
    }
    return problems;
}
