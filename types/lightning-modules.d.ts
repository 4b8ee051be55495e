/**
 * `lightning/*` service modules that `@salesforce/lightning-types` doesn't declare, as far as the components use them.
 * Shapes follow https://developer.salesforce.com/docs/platform/lwc/guide/reference-lightning-modules.html
 */

declare module 'lightning/platformShowToastEvent' {
    export class ShowToastEvent extends CustomEvent<unknown> {
        constructor(options: {
            title?: string;
            message: string;
            variant?: 'info' | 'success' | 'warning' | 'error';
            mode?: 'dismissible' | 'pester' | 'sticky';
            messageData?: (string | { url: string; label: string })[];
        });
    }
}

declare module 'lightning/navigation' {
    import type { LightningElement, WireAdapterConstructor } from 'lwc';

    export interface PageReference {
        type: string;
        attributes?: Record<string, unknown>;
        state?: Record<string, string | undefined>;
    }
    interface Navigating {
        [NavigationMixin.Navigate](page: PageReference, replace?: boolean): void;
        [NavigationMixin.GenerateUrl](page: PageReference): Promise<string>;
    }
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what TypeScript asks of a mixin's base
    export function NavigationMixin<T extends new (...parameters: any[]) => LightningElement>(
        base: T
        // eslint-disable-next-line @typescript-eslint/no-explicit-any -- and of its result
    ): T & (new (...parameters: any[]) => InstanceType<T> & Navigating);
    export namespace NavigationMixin {
        const Navigate: unique symbol;
        const GenerateUrl: unique symbol;
    }
    export const CurrentPageReference: WireAdapterConstructor<Record<string, never>, PageReference>;
}

declare module 'lightning/uiRecordApi' {
    export interface FieldValueRepresentation {
        value: unknown;
        displayValue: string | null;
    }
    export interface RecordRepresentation {
        id: string;
        apiName: string;
        fields: Record<string, FieldValueRepresentation>;
        lastModifiedDate: string | null;
    }
    type FieldReference = string | { fieldApiName: string; objectApiName: string };
    export const getRecord: new (config: {
        recordId: string | undefined;
        fields?: FieldReference[];
        optionalFields?: FieldReference[];
    }) => { data?: RecordRepresentation; error?: unknown };
    export function getFieldValue(record: RecordRepresentation | undefined, field: FieldReference): unknown;
    export function getFieldDisplayValue(record: RecordRepresentation | undefined, field: FieldReference): unknown;
    export function notifyRecordUpdateAvailable(records: { recordId: string }[]): Promise<void>;
    export function createRecord(input: {
        apiName: string;
        fields: Record<string, unknown>;
    }): Promise<RecordRepresentation>;
    export function updateRecord(input: { fields: Record<string, unknown> }): Promise<RecordRepresentation>;
}

declare module 'lightning/messageService' {
    export interface Subscription {
        id: number;
    }
    export const MessageContext: new (...parameters: never[]) => object;
    export const APPLICATION_SCOPE: symbol;
    export function subscribe(
        context: object,
        channel: object,
        listener: (message: unknown) => void,
        options?: { scope?: symbol }
    ): Subscription;
    export function unsubscribe(subscription: Subscription | null): void;
    export function publish(context: object, channel: object, message?: unknown): void;
}

declare module 'lightning/refresh' {
    import type { LightningElement } from 'lwc';

    export const REFRESH_ERROR: string;
    export const REFRESH_COMPLETE: string;
    export class RefreshEvent extends Event {
        constructor();
    }
    export function registerRefreshHandler(
        component: LightningElement,
        handler: (resolve: unknown) => Promise<unknown>
    ): number;
    export function unregisterRefreshHandler(id: number): void;
}
