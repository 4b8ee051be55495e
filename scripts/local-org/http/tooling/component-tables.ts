/** Deployed components as tooling objects. */
import { childText } from '../../../salesforce/xml.ts';
import type { OrgMetadata } from '../../metadata/metadata.ts';
import { definitionFields, flowRows } from './flows.ts';
import type { ToolingRow } from './soql-tables.ts';

/** Tooling object → metadata type whose components are its rows. */
const tables: Record<string, string> = {
    embeddedserviceconfig: 'EmbeddedServiceConfig',
    flexipage: 'FlexiPage',
    lightningcomponentbundle: 'LightningComponentBundle',
    compactlayout: 'CompactLayout',
    layout: 'Layout',
    customapplication: 'CustomApplication',
    remoteproxy: 'RemoteSiteSetting',
    csptrustedsite: 'CspTrustedSite',
    externalcredential: 'ExternalCredential',
    namedcredential: 'NamedCredential',
    flowdefinition: 'Flow'
};

/** Rows of a tooling object; undefined where the local org has no such object. */
export function componentRows(table: string, metadata: OrgMetadata): ToolingRow[] | undefined {
    if (table.toLowerCase() === 'flow') {
        return flowRows(metadata);
    }
    const type = tables[table.toLowerCase()];
    return type === undefined
        ? emptyTable(table)
        : metadata.list(type).map(({ id, fullName, createdDate, lastModifiedDate }) => {
              const xml = metadata.component(type, fullName);
              const label = xml && (childText(xml, 'masterLabel') ?? childText(xml, 'label'));
              return {
                  attributes: { type: table },
                  Id: id,
                  DeveloperName: fullName,
                  FullName: fullName,
                  ...(type === 'RemoteSiteSetting' && {
                      SiteName: fullName,
                      EndpointUrl: (xml && childText(xml, 'url')) ?? null,
                      IsActive: (xml && childText(xml, 'isActive')) === 'true'
                  }),
                  ...(type === 'Flow' && definitionFields(fullName, metadata)),
                  MasterLabel: label ?? fullName,
                  NamespacePrefix: null,
                  CreatedDate: createdDate.replace(/Z$/, '+0000'),
                  LastModifiedDate: lastModifiedDate.replace(/Z$/, '+0000')
              };
          });
}

/** Nothing is ever installed as a package in a local org, and sources are not tracked. */
function emptyTable(table: string): ToolingRow[] | undefined {
    return ['installedsubscriberpackage', 'packagelicense', 'sourcemember'].includes(table.toLowerCase())
        ? []
        : undefined;
}
