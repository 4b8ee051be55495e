import { LightningElement } from 'lwc';
import { giveHistory } from '../../../platform/apex';
import { mediaHosts } from '../../../platform/media-hosts';
import { readGallery } from '../../../platform/org';
import type { GalleryHistory } from '../../../platform/org';

/** Every kind of content that a vendor can put into a conversation, through the real component. */
export default class Gallery extends LightningElement {
    histories: GalleryHistory[] = [];
    problem = '';

    connectedCallback(): void {
        document.title = 'Gallery | Service Console (local org, simulated)';
        void this.load();
    }

    private async load(): Promise<void> {
        try {
            const histories = await readGallery();
            for (const { recordId, answer } of histories) giveHistory(recordId, answer);
            this.histories = histories;
        } catch (error) {
            this.problem = error instanceof Error ? error.message : String(error);
        }
    }

    get mediaHosts(): string {
        return mediaHosts();
    }
}
