/** Which components of a package may be deployed into an org, and why the others may not. */
import { FIELD_TRANSLATIONS } from './field-translations.ts';
import { componentKey, type ComponentProblem, type DeployPackage } from './package-files.ts';
import { OrgView, type OrgViewSource } from './org-view.ts';
import { checkReferences } from './references/index.ts';
import { isSupported } from './registry.ts';
import { mergeSettings } from './settings.ts';
import type { Component } from './types.ts';

export interface CheckedPackage {
    /** Components without errors. */
    accepted: Component[];
    deletions: DeployPackage['deletions'];
    problems: ComponentProblem[];
}

/**
 * Checks each component against what the org will hold after the deploy. A component that names one that is refused
 * is refused itself, so the check repeats until nothing more falls away.
 */
export function checkPackage(deploy: DeployPackage, source: OrgViewSource): CheckedPackage {
    const problems = [...deploy.problems];
    const { deletions, deletionProblems } = checkDeletions(deploy.deletions, source);
    problems.push(...deletionProblems);

    const refused = new Set(problems.filter(isError).map(componentKey));
    let accepted = deploy.components.filter((component) => !refused.has(componentKey(component)));
    for (;;) {
        const view = orgAfter(source, accepted, deletions);
        const found = accepted.flatMap((component) => componentProblems(component, view));
        const failing = new Set(found.filter(isError).map(componentKey));
        if (failing.size === 0) {
            problems.push(...found, ...brokenByDeletion(source, view, accepted, deletions));
            return { accepted, deletions, problems };
        }
        problems.push(...found.filter((problem) => failing.has(componentKey(problem))));
        accepted = accepted.filter((component) => !failing.has(componentKey(component)));
    }
}

function orgAfter(source: OrgViewSource, accepted: Component[], deletions: DeployPackage['deletions']): OrgView {
    const components = new Map<string, Component>(source.components);
    for (const deletion of deletions) {
        components.delete(componentKey(deletion));
    }
    for (const component of accepted) {
        const key = componentKey(component);
        components.set(key, mergeSettings(components.get(key), component));
    }
    return new OrgView({ ...source, components });
}

function componentProblems(component: Component, view: OrgView): ComponentProblem[] {
    const { type, fullName, fileName } = component;
    return checkReferences(component, view).map((problem) => ({ ...problem, type, fullName, fileName }));
}

function checkDeletions(wanted: DeployPackage['deletions'], source: OrgViewSource) {
    const deletions: DeployPackage['deletions'] = [];
    const deletionProblems: ComponentProblem[] = [];
    for (const deletion of wanted) {
        if (!isSupported(deletion.type)) {
            deletionProblems.push({
                ...deletion,
                message: `not supported by the local org: metadata type ${deletion.type}`
            });
        } else if (source.components.has(componentKey(deletion))) {
            deletions.push(deletion);
        } else {
            const message = `No ${deletion.type} named: ${deletion.fullName} found`;
            deletionProblems.push({ ...deletion, message, severity: 'Warning' });
        }
    }
    return { deletions, deletionProblems };
}

/** What stays in the org may not name what is deleted. */
function brokenByDeletion(
    source: OrgViewSource,
    view: OrgView,
    accepted: Component[],
    deletions: DeployPackage['deletions']
): ComponentProblem[] {
    if (deletions.length === 0) {
        return [];
    }
    const before = new OrgView(source);
    const checked = new Set(accepted.map(componentKey));
    const deletedObjects = new Set(
        deletions.filter(({ type }) => type === 'CustomObject').map(({ fullName }) => `${fullName.toLowerCase()}.`)
    );
    const staying = view.all().filter((component) => {
        const goesWithObject = [...deletedObjects].some((prefix) =>
            component.fullName.toLowerCase().startsWith(prefix)
        );
        const goesWithField = component.type === FIELD_TRANSLATIONS;
        return !checked.has(componentKey(component)) && !goesWithObject && !goesWithField;
    });
    const broken = staying.filter((component) => hasErrors(component, view) && !hasErrors(component, before));
    const told = broken.length === 0 ? [] : deletions.flatMap((deletion) => usesOf(deletion, broken, source, accepted));
    // Where it takes several deletions together to break a component, none of them is free to go.
    const isTold = (component: Component) => told.some(({ user }) => user === component);
    const together = broken
        .filter((component) => !isTold(component))
        .flatMap((user) => deletions.map((deletion) => ({ deletion, user })));
    return [...told, ...together].map(({ deletion, user }) => ({
        ...deletion,
        message: `This ${deletion.type} is referenced elsewhere in salesforce.com. Remove the usage and try again. : ${user.type} - ${user.fullName}`
    }));
}

/** The components that would break if only this one were deleted. */
function usesOf(
    deletion: DeployPackage['deletions'][number],
    broken: Component[],
    source: OrgViewSource,
    accepted: Component[]
): { deletion: DeployPackage['deletions'][number]; user: Component }[] {
    const without = orgAfter(source, accepted, [deletion]);
    return broken.filter((component) => hasErrors(component, without)).map((user) => ({ deletion, user }));
}

function hasErrors(component: Component, view: OrgView): boolean {
    return componentProblems(component, view).some(isError);
}

function isError(problem: ComponentProblem): boolean {
    return problem.severity !== 'Warning';
}
