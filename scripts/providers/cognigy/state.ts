import type { JsonObject } from '../shared/json.ts';
import type { FieldRole } from './field-names.ts';
import type { NodeRole } from './node-fields.ts';

/** The handover service, as far as a provider needs it. */
export interface ServiceState {
    id: string;
    referenceId: string;
    name: string;
    /** Which key of a provider's settings means what; only those that could be found out. */
    keys: Partial<Record<FieldRole, string>>;
    /** All that a provider needs could be found out: one can be made. */
    isComplete: boolean;
    /** How they were found out. */
    source: 'properties' | 'providers' | 'documentation';
    properties: JsonObject[];
}

/** Only settings that the setup knows the meaning of: nothing else, so no secret of anyone, is kept. */
export interface ProviderState {
    id: string;
    referenceId: string | null;
    name: string;
    settings: JsonObject;
}

export interface NodeState {
    id: string;
    label: string;
    type: string;
    isDisabled: boolean;
    /** Likewise. */
    config: JsonObject;
}

export interface FlowState {
    id: string;
    /** All Handover to Agent nodes of the flow, where none was named. */
    candidates: { id: string; label: string }[];
    /** What a new node is put after: where the bot gives up, as the setup file says, or else the start. */
    target: { id: string; label: string; isChosen: boolean } | null;
    /** How a new node is called; null where the tenant does not tell. */
    kind: { type: string; extension: string } | null;
    keys: Partial<Record<NodeRole, string>>;
    /** Values that a provider may be chosen by; empty where the tenant does not tell. */
    providerChoices: { label: string; value: string }[];
    node: NodeState | null;
}

/** Which node to read, and which of its settings. */
export interface NodePlace {
    flowId: string;
    id: string;
    keys: string[];
}

export interface CognigyState {
    /** Does the tenant list its services and providers? Where not, both stay unknown. */
    isListed: boolean;
    service: ServiceState | null;
    provider: ProviderState | null;
    /** Providers of the wanted name and service: with more than one, nothing is changed. */
    sameName: number;
    /** A locale id that other providers of the project have. */
    localeId: string | null;
    flow: FlowState | null;
    /** Nodes besides the flow's own that the setup wrote into once; read where they may be put back. */
    others?: NodeState[];
}
