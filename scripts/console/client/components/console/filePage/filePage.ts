import { LightningElement, api } from 'lwc';
import { query, readBlob } from '../../../platform/org';
import { textOf } from '../kinds/kinds';

/** One file: what it is called, and its text. Other files than texts are not previewed. */
export default class FilePage extends LightningElement {
    @api documentId = '';
    name = '';
    size = '';
    text = '';
    problem = '';

    connectedCallback(): void {
        void this.load();
    }

    get isIncomplete(): boolean {
        return this.name === '' || this.problem !== '';
    }

    private async load(): Promise<void> {
        try {
            const [version] = await query(
                `SELECT Id, Title, FileExtension, FileType, ContentSize, VersionData FROM ContentVersion
                 WHERE ContentDocumentId = '${this.documentId}' AND IsLatest = true`
            );
            if (!version) {
                this.problem = 'The file does not exist, or this user may not see it.';
                return;
            }
            this.text =
                version['FileType'] === 'TEXT'
                    ? await readBlob(textOf(version, 'VersionData'))
                    : 'There is no preview of this kind of file.';
            this.size = `${String(version['ContentSize'])} bytes`;
            this.name = `${textOf(version, 'Title')}.${textOf(version, 'FileExtension')}`;
            document.title = `${this.name} | Service Console (local org, simulated)`;
        } catch (error) {
            this.problem = error instanceof Error ? error.message : String(error);
        }
    }
}
