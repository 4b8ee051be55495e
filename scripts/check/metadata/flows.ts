/** Rules for flows, from the flow scanner; what is accepted all the same is listed with its reason. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { child, childrenOf, childText, parseXml } from '../../salesforce/xml.ts';
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
    return [...problems, ...files.flatMap(unroutedEnds)];
}

// What may stand on the path to Route Work; the scanner sees to fault paths.
const steps = ['actionCalls', 'assignments', 'recordCreates', 'recordDeletes', 'recordLookups', 'recordUpdates'];

/** Paths of a routing flow that end before Route Work: the platform then uses no fallback queue. */
function unroutedEnds(file: string): Problem[] {
    const flow = parseXml(readFileSync(file, 'utf8'));
    if (childText(flow, 'processType') !== 'RoutingFlow') return [];
    const ends = steps
        .flatMap((kind) => childrenOf(flow, kind))
        .filter((element) => childText(element, 'actionType') !== 'routeWork' && !child(element, 'connector'));
    for (const decision of childrenOf(flow, 'decisions')) {
        if (!child(decision, 'defaultConnector')) ends.push(decision);
        for (const rule of childrenOf(decision, 'rules')) if (!child(rule, 'connector')) ends.push(decision);
    }
    return ends.map((element) => ({
        file,
        message: `${childText(element, 'name')}: a path ends here without Route Work, and the customer reaches nobody`
    }));
}
