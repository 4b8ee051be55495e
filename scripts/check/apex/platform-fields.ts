/** Names that the Apex type checker's library does not know and that our Apex may use nevertheless. */
import { fieldsOfOtherPackages, standardFields } from '../metadata/platform-names.ts';

/** `Case.Sendbird__ChannelUrl__c`, … */
export const fieldsOtherPackagesBring: string[] = Object.keys(fieldsOfOtherPackages);

/** Fields of standard objects that not every org has, and one that every org has. */
export const standardFieldsBesides: string[] = [
    ...Object.entries(standardFields).flatMap(([object, fields]) => fields.map((field) => `${object}.${field}`)),
    'UserLicense.LicenseDefinitionKey'
];
