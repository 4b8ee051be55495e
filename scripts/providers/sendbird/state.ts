import type { Webhook } from './client.ts';
import type { Finding } from './org-probes.ts';

export interface SendbirdState {
    webhook: Webhook | null;
    passwordFlow: Finding;
    remoteSites: Finding & { missing: string[] };
    connector: Finding;
    knowledge: Finding;
}
