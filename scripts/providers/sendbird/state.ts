import type { Webhook } from './client.ts';
import type { Finding } from './org-probes.ts';

export interface SendbirdState {
    webhook: Webhook | null;
    remoteSites: Finding & { missing: string[] };
    connector: Finding;
}
