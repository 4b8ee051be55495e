/** A name that a component or code refers to. */
import type { NameKind } from './defined-names.ts';

export interface Reference {
    kind: NameKind | 'tab' | 'serviceChannel';
    name: string;
    /** Looked up when it is needed, so that any package or template may bring it. */
    atRunTime?: true;
}
