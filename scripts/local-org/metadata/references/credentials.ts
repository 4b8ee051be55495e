/** Named and external credentials, remote sites, trusted sites. */
import { childrenOf, childText, type XmlElement } from '../../../salesforce/xml.ts';
import type { Problem } from '../types.ts';
import { placeOfChild, problemAt, nameProblems, type ReferenceCheck } from './check.ts';

const parameterTypes = new Set(['Url', 'Authentication', 'HttpHeader', 'AllowedManagedPackageNamespaces']);

export const namedCredential: ReferenceCheck = ({ xml }, view) => {
    const type = childText(xml, 'namedCredentialType');
    if (type !== 'SecuredEndpoint') {
        return [
            problemAt(
                placeOfChild(xml, 'namedCredentialType'),
                `not supported by the local org: named credentials of type ${type ?? 'Legacy'} (SecuredEndpoint only)`
            )
        ];
    }
    const parameters = childrenOf(xml, 'namedCredentialParameters');
    const url = parameters.find((parameter) => childText(parameter, 'parameterType') === 'Url');
    const authentication = parameters.find((parameter) => childText(parameter, 'parameterType') === 'Authentication');
    const problems: Problem[] = url
        ? urlProblems(url, 'parameterValue')
        : [problemAt(xml, 'Required field is missing: Url')];
    if (!authentication) {
        problems.push(
            problemAt(xml, 'A named credential of type SecuredEndpoint needs a parameter of type Authentication')
        );
    }
    for (const parameter of parameters) {
        problems.push(...nameProblems(parameter, 'externalCredential', 'ExternalCredential', view));
        const parameterType = childText(parameter, 'parameterType') ?? '';
        if (!parameterTypes.has(parameterType)) {
            problems.push(
                problemAt(
                    parameter,
                    `not supported by the local org: named credential parameters of type ${parameterType}`
                )
            );
        }
    }
    return problems;
};

export const externalCredential: ReferenceCheck = ({ xml }) => {
    const protocol = childText(xml, 'authenticationProtocol');
    if (protocol !== 'Custom') {
        return [
            problemAt(
                placeOfChild(xml, 'authenticationProtocol'),
                `not supported by the local org: the authentication protocol ${protocol} (Custom only)`
            )
        ];
    }
    return childrenOf(xml, 'externalCredentialParameters').flatMap((parameter) => {
        const type = childText(parameter, 'parameterType') ?? '';
        if (!['NamedPrincipal', 'AuthHeader'].includes(type)) {
            return [
                problemAt(parameter, `not supported by the local org: external credential parameters of type ${type}`)
            ];
        }
        return type === 'AuthHeader' && childText(parameter, 'parameterValue') === undefined
            ? [problemAt(parameter, 'Required field is missing: parameterValue')]
            : [];
    });
};

export const remoteSite: ReferenceCheck = ({ xml }) => urlProblems(xml, 'url');

export const cspTrustedSite: ReferenceCheck = ({ xml }) => {
    const url = childText(xml, 'endpointUrl') ?? '';
    return /^(https?|wss?):\/\/[^\s/]+/.test(url) || /^[\w*.-]+\.[\w.-]+$/.test(url)
        ? []
        : [problemAt(placeOfChild(xml, 'endpointUrl'), `Invalid URL: ${url}`)];
};

function urlProblems(element: XmlElement, childName: string): Problem[] {
    const url = childText(element, childName) ?? '';
    return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
        ? []
        : [problemAt(placeOfChild(element, childName), `Invalid URL: ${url}`)];
}
