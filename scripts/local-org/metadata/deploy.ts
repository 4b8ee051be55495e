/** A deploy from zip to result: read, check, write all or nothing. */
import type { MetadataSchema } from '../../salesforce/metadata-schema.ts';
import {
    applyComponent,
    applyFeatures,
    inDeployOrder,
    removeComponent,
    type Applied,
    type ApplyTarget
} from './apply/apply.ts';
import { DmlFailure, NotSupportedError, SchemaError } from '../records/index.ts';
import { checkPackage, type CheckedPackage } from './check-package.ts';
import { DeployError } from './manifest.ts';
import type { OrgViewSource } from './org-view.ts';
import {
    componentKey,
    readPackage,
    unzip,
    type ComponentProblem,
    type DeployPackage,
    type ZipFiles
} from './package-files.ts';
import { deployOrder } from './registry.ts';
import type { Component, DeployMessage, DeployOptions, DeployResult } from './types.ts';

export interface DeployContext {
    id: string;
    metadataSchema: MetadataSchema;
    view: OrgViewSource;
    target: ApplyTarget;
    createdBy: { id: string; name: string };
    now(): string;
}

/** Runs one deploy. Whatever is wrong with the package is in the result; only defects of the local org are thrown. */
export function deploy(zip: Uint8Array | ZipFiles, options: DeployOptions, context: DeployContext): DeployResult {
    const startDate = context.now();
    const rollbackOnError = options.rollbackOnError ?? true;
    const result = emptyResult(options, context, startDate);
    let checked: CheckedPackage;
    try {
        refuseTests(options);
        const files = zip instanceof Uint8Array ? unzip(zip) : zip;
        const wanted = readPackage(files, context.metadataSchema);
        checked = checkPackage(options.deletesFlows ? wanted : keepingFlows(wanted, context), context.view);
    } catch (error) {
        if (error instanceof DeployError) {
            const problem = { type: '', fullName: 'package.xml', fileName: 'package.xml', message: error.message };
            return {
                ...result,
                status: 'Failed',
                success: false,
                errorMessage: error.message,
                errorStatusCode: error.statusCode,
                numberComponentsTotal: 1,
                numberComponentErrors: 1,
                // Clients print failures, not always the message.
                details: { ...result.details, componentFailures: [failureMessage(problem, context)] }
            };
        }
        throw error;
    }
    const errors = checked.problems.filter((problem) => problem.severity !== 'Warning');
    const warnings = checked.problems.filter((problem) => problem.severity === 'Warning');
    const writes = !options.checkOnly && (errors.length === 0 || !rollbackOnError);
    let successes: DeployMessage[] = [];
    try {
        successes = writes
            ? writeAll(checked, context)
            : [
                  ...checked.accepted.map((component) => wouldBe(component, context)),
                  ...checked.deletions.map((deletion) => deletedMessage(deletion, context))
              ];
    } catch (error) {
        if (!(error instanceof WriteError)) {
            throw error;
        }
        errors.push({ ...error.component, message: error.message });
    }
    const failed = new Set(errors.map(componentKey)).size;
    const deployed = errors.length > 0 && rollbackOnError ? 0 : successes.length;
    return {
        ...result,
        success: errors.length === 0,
        status: errors.length === 0 ? 'Succeeded' : rollbackOnError || deployed === 0 ? 'Failed' : 'SucceededPartial',
        numberComponentsTotal: checked.accepted.length + checked.deletions.length + failed,
        numberComponentsDeployed: deployed,
        numberComponentErrors: failed,
        completedDate: context.now(),
        lastModifiedDate: context.now(),
        details: {
            ...result.details,
            componentSuccesses: [...successes, manifestMessage(context)],
            componentFailures: [...errors, ...warnings].map((problem) => failureMessage(problem, context))
        }
    };
}

/**
 * Flows are not deleted by their names
 * (https://issues.salesforce.com/issue/a028c00000gAwixAAC/deletion-of-flow-metadata-through-destructive-changes-not-supported).
 */
function keepingFlows(wanted: DeployPackage, { view }: DeployContext): DeployPackage {
    const isFlow = (deletion: DeployPackage['deletions'][number]) =>
        deletion.type === 'Flow' && view.components.has(componentKey(deletion));
    const message = 'insufficient access rights on cross-reference id';
    return {
        ...wanted,
        deletions: wanted.deletions.filter((deletion) => !isFlow(deletion)),
        problems: [...wanted.problems, ...wanted.deletions.filter(isFlow).map((flow) => ({ ...flow, message }))]
    };
}

/** What the org only finds when it writes: a field too short for its values, a record that rules refuse. */
class WriteError extends Error {
    readonly component: { type: string; fullName: string; fileName: string };

    constructor({ type, fullName, fileName }: WriteError['component'], cause: Error) {
        super(cause.message, { cause });
        this.name = 'WriteError';
        this.component = { type, fullName, fileName };
    }
}

/** Runs the writing of one component, and names it where the record store refuses. */
function writing<Result>(component: WriteError['component'], work: () => Result): Result {
    try {
        return work();
    } catch (error) {
        if (error instanceof SchemaError || error instanceof NotSupportedError || error instanceof DmlFailure) {
            throw new WriteError(component, error);
        }
        throw error;
    }
}

function writeAll({ accepted, deletions }: CheckedPackage, context: DeployContext): DeployMessage[] {
    const { target } = context;
    const now = context.now();
    const messages: DeployMessage[] = [];
    target.records.begin();
    try {
        const order = [...deletions].sort(
            (one, other) => deployOrder.indexOf(other.type) - deployOrder.indexOf(one.type)
        );
        for (const deletion of order) {
            writing(deletion, () => removeComponent(deletion.type, deletion.fullName, target, now));
            messages.push(deletedMessage(deletion, context));
        }
        let featuresApplied = false;
        for (const component of inDeployOrder(accepted)) {
            if (component.type !== 'Settings' && !featuresApplied) {
                applyFeatures(target);
                featuresApplied = true;
            }
            const applied = writing(component, () => applyComponent(component, target, now));
            messages.push(successMessage(component, applied, context));
        }
        applyFeatures(target);
        target.store.nextRevision();
        target.records.commit();
    } catch (error) {
        target.records.rollback();
        target.store.forget();
        throw error;
    }
    return messages;
}

function refuseTests(options: DeployOptions): void {
    const wantsTests = (options.runTests?.length ?? 0) > 0 || !['NoTestRun', undefined, ''].includes(options.testLevel);
    if (wantsTests) {
        throw new DeployError(
            'UNSUPPORTED',
            `not supported by the local org: Apex tests as a part of a deploy (test level ${options.testLevel}); run them afterwards`
        );
    }
}

function emptyResult(options: DeployOptions, context: DeployContext, startDate: string): DeployResult {
    return {
        id: context.id,
        status: 'Succeeded',
        success: true,
        done: true,
        checkOnly: options.checkOnly ?? false,
        rollbackOnError: options.rollbackOnError ?? true,
        ignoreWarnings: options.ignoreWarnings ?? false,
        runTestsEnabled: false,
        numberComponentsTotal: 0,
        numberComponentsDeployed: 0,
        numberComponentErrors: 0,
        numberTestsTotal: 0,
        numberTestsCompleted: 0,
        numberTestErrors: 0,
        createdBy: context.createdBy.id,
        createdByName: context.createdBy.name,
        createdDate: startDate,
        startDate,
        completedDate: startDate,
        lastModifiedDate: startDate,
        details: {
            componentSuccesses: [],
            componentFailures: [],
            runTestResult: { numTestsRun: 0, numFailures: 0, totalTime: 0 }
        }
    };
}

function wouldBe(component: Component, context: DeployContext): DeployMessage {
    const before = context.target.store.get(component.type, component.fullName);
    return { ...message(component, context), ...(before && { id: before.id }), created: !before, changed: true };
}

function deletedMessage(deletion: CheckedPackage['deletions'][number], context: DeployContext): DeployMessage {
    return { ...message(deletion, context), deleted: true, changed: true };
}

function successMessage(component: Component, applied: Applied, context: DeployContext): DeployMessage {
    return { ...message(component, context), ...applied };
}

function failureMessage(problem: ComponentProblem, context: DeployContext): DeployMessage {
    const isWarning = problem.severity === 'Warning';
    return {
        ...message(problem, context),
        success: isWarning,
        problem: problem.message,
        problemType: isWarning ? 'Warning' : 'Error',
        ...(problem.line !== undefined && { lineNumber: problem.line }),
        ...(problem.column !== undefined && { columnNumber: problem.column })
    };
}

function manifestMessage(context: DeployContext): DeployMessage {
    return { ...message({ type: '', fullName: 'package.xml', fileName: 'package.xml' }, context), changed: true };
}

function message(
    component: { type: string; fullName: string; fileName: string },
    context: DeployContext
): DeployMessage {
    return {
        componentType: component.type,
        fullName: component.fullName,
        fileName: component.fileName,
        success: true,
        created: false,
        changed: false,
        deleted: false,
        createdDate: context.now()
    };
}
