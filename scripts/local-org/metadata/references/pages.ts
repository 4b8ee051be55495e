/** Lightning pages and apps. */
import { childFlag, childrenOf, childText, type XmlElement } from '../../../salesforce/xml.ts';
import type { OrgView } from '../org-view.ts';
import type { Component, Problem } from '../types.ts';
import { elementsAt, noSuch, placeOfChild, problemAt, type ReferenceCheck } from './check.ts';
import { isStandardTab } from './permissions.ts';

/** Namespaces of components that the platform brings; what they contain is not known here. */
const platformNamespaces = new Set([
    'force',
    'flexipage',
    'lightning',
    'one',
    'home',
    'scrt',
    'support',
    'console',
    'forceChatter',
    'runtime_service_omnichannel',
    'runtime_service_livemessage',
    'runtime_service_liveagent',
    'runtime_sales_activities',
    'forceKnowledge',
    'forceCommunity',
    'wave',
    'analytics',
    'interop',
    'record_flexipage',
    'runtime_platform_actions',
    'omnistudio',
    'embeddedService',
    'lst',
    'sfa',
    'record',
    'runtime_service_messaging'
]);

export const flexiPage: ReferenceCheck = ({ xml }, view) => {
    const objectName = childText(xml, 'sobjectType');
    const type = childText(xml, 'type');
    const problems: Problem[] = [];
    if (objectName !== undefined && !view.hasObject(objectName)) {
        problems.push(noSuch(placeOfChild(xml, 'sobjectType'), 'sobjectType', 'CustomObject', objectName));
    }
    if (type === 'RecordPage' && objectName === undefined) {
        problems.push(problemAt(xml, 'A page of type RecordPage needs an sobjectType'));
    }
    const instances = elementsAt(xml, 'flexiPageRegions', 'itemInstances');
    problems.push(...identifierProblems(instances), ...regionProblems(xml, instances));
    for (const instance of instances) {
        for (const component of childrenOf(instance, 'componentInstance')) {
            problems.push(...componentInstance(component, type ?? '', objectName, view));
        }
        for (const item of elementsAt(instance, 'fieldInstance', 'fieldItem')) {
            if (!item.text.trim().startsWith('Record.')) {
                problems.push(problemAt(item, `Invalid field reference: ${item.text.trim()}`));
            }
            const fieldName = item.text.trim().replace(/^Record\./, '');
            if (objectName !== undefined && !fieldName.includes('.') && !view.hasField(objectName, fieldName)) {
                problems.push(noSuch(item, 'fieldItem', 'CustomField', `${objectName}.${fieldName}`));
            }
        }
    }
    return problems;
};

function identifierProblems(instances: XmlElement[]): Problem[] {
    const seen = new Set<string>();
    return instances
        .flatMap((instance) => [
            ...elementsAt(instance, 'componentInstance', 'identifier'),
            ...elementsAt(instance, 'fieldInstance', 'identifier')
        ])
        .flatMap((identifier) => {
            const name = identifier.text.trim();
            const isRepeated = seen.has(name);
            seen.add(name);
            return isRepeated
                ? [problemAt(identifier, `The identifier ${name} is used more than once on this page`)]
                : [];
        });
}

/**
 * Each name once, and no facet that no component shows; those of a page that is drawn from another one may be shown
 * there (https://github.com/forcedotcom/sf-skills/blob/main/skills/platform-flexipage-generate/references/xml_rules.md).
 */
function regionProblems(xml: XmlElement, instances: XmlElement[]): Problem[] {
    const shown = new Set(
        instances
            .flatMap((instance) => elementsAt(instance, 'componentInstance', 'componentInstanceProperties', 'value'))
            .map(({ text }) => text.trim())
    );
    const isDrawn = childText(xml, 'parentFlexiPage') !== undefined;
    const seen = new Set<string>();
    return childrenOf(xml, 'flexiPageRegions').flatMap((region) => {
        const name = childText(region, 'name') ?? '';
        const isRepeated = seen.has(name);
        seen.add(name);
        const isUnused = childText(region, 'type') === 'Facet' && !isDrawn && !shown.has(name);
        return [
            ...(isRepeated ? [problemAt(region, `The region ${name} is on this page more than once`)] : []),
            ...(isUnused ? [problemAt(region, `Unused Facet: ${name}`)] : [])
        ];
    });
}

function componentInstance(
    instance: XmlElement,
    pageType: string,
    objectName: string | undefined,
    view: OrgView
): Problem[] {
    const name = childText(instance, 'componentName') ?? '';
    const [prefix, plainName] = name.includes(':') ? (name.split(':') as [string, string]) : ['c', name];
    if (platformNamespaces.has(prefix)) {
        return [];
    }
    const place = placeOfChild(instance, 'componentName');
    const bundle = prefix === 'c' ? view.get('LightningComponentBundle', plainName) : undefined;
    if (!bundle) {
        return [problemAt(place, `We couldn't retrieve the design time component information for component ${name}`)];
    }
    return [...placementProblems(bundle, place, pageType, objectName), ...propertyProblems(bundle, instance, pageType)];
}

/** A component stands on a page only where its own configuration exposes it there. */
function placementProblems(
    bundle: Component,
    place: XmlElement,
    pageType: string,
    objectName: string | undefined
): Problem[] {
    const target = targetOfPage(pageType);
    const targets = elementsAt(bundle.xml, 'targets', 'target').map((element) => element.text.trim());
    if (!childFlag(bundle.xml, 'isExposed') || !targets.includes(target)) {
        return [problemAt(place, `The component ${bundle.fullName} is not exposed for ${target}`)];
    }
    const objects = configsFor(bundle, target).flatMap((config) =>
        elementsAt(config, 'objects', 'object').map((object) => object.text.trim())
    );
    return objectName !== undefined && objects.length > 0 && !objects.includes(objectName)
        ? [problemAt(place, `The component ${bundle.fullName} does not support the object ${objectName}`)]
        : [];
}

function propertyProblems(bundle: Component, instance: XmlElement, pageType: string): Problem[] {
    const known = configsFor(bundle, targetOfPage(pageType)).flatMap((config) =>
        childrenOf(config, 'property').map((property) => property.attributes['name'])
    );
    return elementsAt(instance, 'componentInstanceProperties', 'name')
        .filter((element) => !known.includes(element.text.trim()))
        .map((element) =>
            problemAt(element, `The component ${bundle.fullName} has no property ${element.text.trim()}`)
        );
}

function configsFor(bundle: Component, target: string): XmlElement[] {
    return elementsAt(bundle.xml, 'targetConfigs', 'targetConfig').filter((config) =>
        (config.attributes['targets'] ?? '').split(',').some((name) => name.trim() === target)
    );
}

function targetOfPage(type: string): string {
    return type === 'UtilityBar' ? 'lightning__UtilityBar' : `lightning__${type}`;
}

export const customApplication: ReferenceCheck = ({ xml }, view) => [
    ...elementsAt(xml, 'actionOverrides').flatMap((override) => actionOverride(override, view)),
    ...elementsAt(xml, 'profileActionOverrides').flatMap((override) => [
        ...actionOverride(override, view),
        ...elementsAt(override, 'profile')
            .filter((profile) => !view.hasProfile(profile.text.trim()))
            .map((profile) => noSuch(profile, 'profile', 'Profile', profile.text.trim()))
    ]),
    ...elementsAt(xml, 'tabs').flatMap((tab) => appTab(tab, view)),
    ...elementsAt(xml, 'workspaceConfig', 'mappings', 'tab').flatMap((tab) => appTab(tab, view)),
    ...elementsAt(xml, 'utilityBar').flatMap((element) => {
        const page = view.get('FlexiPage', element.text.trim());
        if (!page) {
            return [noSuch(element, 'utilityBar', 'FlexiPage', element.text.trim())];
        }
        return childText(page.xml, 'type') === 'UtilityBar'
            ? []
            : [problemAt(element, `${page.fullName} is not a utility bar`)];
    })
];

function actionOverride(override: XmlElement, view: OrgView): Problem[] {
    const problems: Problem[] = [];
    const objectName = childText(override, 'pageOrSobjectType');
    const content = childText(override, 'content');
    const isPage =
        objectName !== undefined && (/^standard-/.test(objectName) || !view.hasObject(objectName))
            ? objectName
            : undefined;
    if (isPage !== undefined && !/^(standard-home|record-home)$/.test(isPage)) {
        problems.push(noSuch(placeOfChild(override, 'pageOrSobjectType'), 'pageOrSobjectType', 'CustomObject', isPage));
    }
    if (
        childText(override, 'type')?.toLowerCase() === 'flexipage' &&
        content !== undefined &&
        !view.has('FlexiPage', content)
    ) {
        problems.push(noSuch(placeOfChild(override, 'content'), 'content', 'FlexiPage', content));
    }
    return problems;
}

function appTab(element: XmlElement, view: OrgView): Problem[] {
    const name = element.text.trim();
    const standard = /^standard-(.+)$/.exec(name)?.[1];
    const exists = standard === undefined ? view.hasObject(name) : isStandardTab(standard, view);
    return exists ? [] : [noSuch(element, element.name, 'CustomTab', name)];
}
