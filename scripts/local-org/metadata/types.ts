/** Shapes that the parts of the metadata room share. */
import type { XmlElement } from '../../salesforce/xml.ts';

/** One component of a deploy, or one that the org keeps. */
export interface Component {
    /** As in package.xml: `CustomField`. */
    type: string;
    /** As in package.xml: `Case.Bot_Summary__c`. */
    fullName: string;
    /** Path in the zip, for messages: `objects/Case.object`. */
    fileName: string;
    /** The component's own element: the root of its file, or its part of an object or labels file. */
    xml: XmlElement;
    /** Content beside the XML: path inside the component's folder → text. A class has one, a bundle several. */
    content: ReadonlyMap<string, string>;
}

/** A reason to refuse a component. */
export interface Problem {
    message: string;
    line?: number;
    column?: number;
    /** `Error` unless said otherwise. */
    severity?: 'Error' | 'Warning';
}

export interface DeployOptions {
    checkOnly?: boolean;
    /** Defaults to true: one failure, and nothing is written. */
    rollbackOnError?: boolean;
    ignoreWarnings?: boolean;
    testLevel?: string;
    runTests?: string[];
    /** Id of the request, where it was reserved before. */
    id?: string;
    /** The org's own way to delete flows: packages can't. */
    deletesFlows?: boolean;
    /** Who deploys: becomes `createdBy` of the result. */
    userId?: string;
}

/** One component's outcome, with the names of the Metadata API's `DeployMessage`. */
export interface DeployMessage {
    componentType: string;
    fullName: string;
    fileName: string;
    success: boolean;
    created: boolean;
    changed: boolean;
    deleted: boolean;
    createdDate: string;
    id?: string;
    problem?: string;
    problemType?: 'Error' | 'Warning';
    lineNumber?: number;
    columnNumber?: number;
}

/** The Metadata API's `RunTestsResult`, as JSON; times in milliseconds. */
export interface RunTestResult {
    numTestsRun: number;
    numFailures: number;
    totalTime: number;
    successes?: { name: string; methodName: string; time: number }[];
    failures?: {
        name: string;
        methodName: string;
        message: string;
        stackTrace: string | null;
        time: number;
        type: 'Class';
    }[];
    codeCoverage?: {
        name: string;
        type: 'Class';
        numLocations: number;
        numLocationsNotCovered: number;
        locationsNotCovered: { line: number; column: number; numExecutions: number; time: number }[];
    }[];
    /** Coverage that is too small; without a name, of all classes together. */
    codeCoverageWarnings?: { name: string | null; message: string }[];
}

/** The Metadata API's `DeployResult`, as JSON. */
export interface DeployResult {
    id: string;
    status: 'InProgress' | 'Succeeded' | 'SucceededPartial' | 'Failed';
    success: boolean;
    done: boolean;
    checkOnly: boolean;
    rollbackOnError: boolean;
    ignoreWarnings: boolean;
    runTestsEnabled: boolean;
    numberComponentsTotal: number;
    numberComponentsDeployed: number;
    numberComponentErrors: number;
    numberTestsTotal: number;
    numberTestsCompleted: number;
    numberTestErrors: number;
    createdBy: string;
    createdByName: string;
    createdDate: string;
    startDate: string;
    completedDate: string;
    lastModifiedDate: string;
    errorMessage?: string;
    errorStatusCode?: string;
    details: {
        componentSuccesses: DeployMessage[];
        componentFailures: DeployMessage[];
        runTestResult: RunTestResult;
    };
}
