import { extname } from 'node:path/posix';
import { DmlFailure } from '../errors.ts';
import { makeId } from '../ids.ts';
import { insertRow, updateRow, type Values, type WriteContext } from './context.ts';

/** Files: a version belongs to a document, which is made with the first version. */
export function completeContentVersion(context: WriteContext, values: Values, before: Values | null): void {
    if (before) return;
    if (typeof values.VersionData !== 'string' || typeof values.PathOnClient !== 'string') {
        throw new DmlFailure('REQUIRED_FIELD_MISSING', 'Required fields are missing: [PathOnClient, VersionData]', [
            'PathOnClient',
            'VersionData'
        ]);
    }
    const path = values.PathOnClient.replaceAll('\\', '/');
    const extension = extname(path).slice(1).toLowerCase();
    values.Title ??= path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
    values.FileExtension = extension === '' ? null : extension;
    values.FileType = extension === '' ? 'UNKNOWN' : extension === 'txt' ? 'TEXT' : extension.toUpperCase();
    values.ContentSize = Buffer.from(values.VersionData, 'base64').length;
    values.IsLatest = true;
    if (typeof values.ContentDocumentId !== 'string') {
        values.ContentDocumentId = makeDocument(context, values);
        values.VersionNumber = '1';
        return;
    }
    const document = values.ContentDocumentId;
    const earlier = context.db.get(
        'SELECT COUNT(*) AS count FROM "ContentVersion" WHERE "ContentDocumentId" = ?',
        document
    );
    values.VersionNumber = String(Number(earlier?.count ?? 0) + 1);
    context.db.run('UPDATE "ContentVersion" SET "IsLatest" = 0 WHERE "ContentDocumentId" = ?', document);
}

function makeDocument(context: WriteContext, version: Values): string {
    const object = context.schema.object('ContentDocument')!;
    const id = makeId(object.keyPrefix, context.sequences.next(`id:${object.name}`));
    insertRow(context, object, {
        ...stamps(context),
        OwnerId: version.OwnerId ?? context.userId,
        Title: version.Title!,
        Id: id
    });
    return id;
}

/** The document shows its latest version; a first version may say which record the file belongs to. */
export function publishContentVersion(context: WriteContext, id: string, version: Values): void {
    const documents = context.schema.object('ContentDocument')!;
    const documentId = String(version.ContentDocumentId);
    updateRow(context, documents, documentId, {
        LatestPublishedVersionId: id,
        Title: version.Title ?? null,
        FileType: version.FileType ?? null,
        FileExtension: version.FileExtension ?? null,
        ContentSize: version.ContentSize ?? null
    });
    if (version.VersionNumber !== '1') return;
    link(context, documentId, String(version.OwnerId), 'I');
    const location = version.FirstPublishLocationId;
    if (typeof location === 'string' && location !== version.OwnerId) link(context, documentId, location, 'V');
}

function link(context: WriteContext, documentId: string, entityId: string, shareType: string): void {
    const object = context.schema.object('ContentDocumentLink')!;
    const id = makeId(object.keyPrefix, context.sequences.next(`id:${object.name}`));
    insertRow(context, object, {
        Id: id,
        ContentDocumentId: documentId,
        LinkedEntityId: entityId,
        ShareType: shareType,
        Visibility: 'AllUsers',
        IsDeleted: false,
        SystemModstamp: context.now
    });
}

function stamps(context: WriteContext): Values {
    return {
        CreatedDate: context.now,
        CreatedById: context.userId,
        LastModifiedDate: context.now,
        LastModifiedById: context.userId,
        SystemModstamp: context.now
    };
}
