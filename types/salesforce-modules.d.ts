/**
 * Platform modules that `@salesforce/lightning-types` doesn't declare.
 * Shapes follow https://developer.salesforce.com/docs/platform/lwc/guide/reference-salesforce-modules.html
 */

declare module '@salesforce/apex' {
    /** Asks the server again for the value that a wire adapter of an Apex method had provisioned. */
    export function refreshApex(wiredValue: unknown): Promise<void>;
    export function getSObjectValue(record: unknown, field: unknown): unknown;
}

/** A static `@AuraEnabled` method: `@salesforce/apex/ClassName.methodName`. Rejects with `ApexError`. */
declare module '@salesforce/apex/*' {
    const method: (parameters?: Record<string, unknown>) => Promise<unknown>;
    export default method;
}

declare module '@salesforce/label/*' {
    const label: string;
    export default label;
}

declare module '@salesforce/schema/*' {
    const reference: { fieldApiName: string; objectApiName: string };
    export default reference;
}

declare module '@salesforce/resourceUrl/*' {
    const url: string;
    export default url;
}

declare module '@salesforce/messageChannel/*' {
    const channel: object;
    export default channel;
}

declare module '@salesforce/customPermission/*' {
    /** Undefined when the running user doesn't have it. */
    const isGranted: boolean | undefined;
    export default isGranted;
}

declare module '@salesforce/userPermission/*' {
    const isGranted: boolean | undefined;
    export default isGranted;
}

declare module '@salesforce/i18n/lang' {
    /** BCP 47, e.g. `en-US`. */
    const lang: string;
    export default lang;
}

declare module '@salesforce/i18n/locale' {
    /** BCP 47, e.g. `de-DE`. */
    const locale: string;
    export default locale;
}

declare module '@salesforce/i18n/timeZone' {
    /** IANA name, e.g. `Europe/Berlin`. */
    const timeZone: string;
    export default timeZone;
}

declare module '@salesforce/i18n/dir' {
    const direction: 'ltr' | 'rtl';
    export default direction;
}

declare module '*.html' {
    const template: (...parameters: never[]) => unknown;
    export default template;
}

declare module '*.css' {
    const styles: unknown;
    export default styles;
}
