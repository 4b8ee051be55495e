/** `lightning/uiRecordApi`, the reading half: `getRecord` through the REST API, `getFieldValue`, refresh notices. */
import { OrgError, readRecord } from '../org';
import type { OrgRecord } from '../org';

type FieldReference = string | { objectApiName: string; fieldApiName: string };

interface RecordConfig {
    recordId?: string;
    fields?: FieldReference | FieldReference[];
    optionalFields?: FieldReference | FieldReference[];
}

interface UiRecord {
    id: string;
    apiName: string;
    fields: Record<string, { value: unknown; displayValue: string | null }>;
}

const listeners = new Set<(recordId: string) => void>();
const list = <T>(value: T | T[] | undefined): T[] =>
    value === undefined ? [] : Array.isArray(value) ? value : [value];
const nameOf = (field: FieldReference) =>
    typeof field === 'string' ? field : `${field.objectApiName}.${field.fieldApiName}`;

function asUiRecord(record: OrgRecord, recordId: string): UiRecord {
    const fields = Object.entries(record).filter(([name]) => name !== 'attributes');
    return {
        id: recordId,
        apiName: record.attributes.type,
        fields: Object.fromEntries(fields.map(([name, value]) => [name, { value, displayValue: null }]))
    };
}

/** Wire adapter. Only fields of the record itself: a path over a parent is refused. */
export class getRecord {
    readonly #emit: (value: { data?: UiRecord; error?: unknown }) => void;
    #config: RecordConfig = {};
    #stop: (() => void) | undefined;
    #turn = 0;

    constructor(emit: (value: { data?: UiRecord; error?: unknown }) => void) {
        this.#emit = emit;
        emit({});
    }

    connect(): void {
        const listener = (recordId: string) => {
            if (recordId === this.#config.recordId) void this.#load();
        };
        listeners.add(listener);
        this.#stop = () => listeners.delete(listener);
        void this.#load();
    }

    disconnect(): void {
        this.#stop?.();
        this.#turn += 1;
    }

    update(config: RecordConfig): void {
        this.#config = config;
        if (this.#stop) void this.#load();
    }

    async #load(): Promise<void> {
        const { recordId, fields, optionalFields } = this.#config;
        const names = [...list(fields), ...list(optionalFields)].map(nameOf);
        if (!recordId || names.length === 0) return;
        const turn = ++this.#turn;
        try {
            const objectApiName = names[0]?.split('.')[0] ?? '';
            const paths = names.map((name) => name.split('.').slice(1));
            if (paths.some((path) => path.length !== 1)) {
                throw new OrgError(
                    400,
                    'NOT_SUPPORTED',
                    `not supported by the console page: getRecord with ${names.join(', ')}`,
                    null
                );
            }
            const record = await readRecord(
                objectApiName,
                recordId,
                paths.map(([name = '']) => name)
            );
            if (turn === this.#turn) this.#emit({ data: asUiRecord(record, recordId), error: undefined });
        } catch (error) {
            if (turn !== this.#turn) return;
            const problem = error as OrgError;
            this.#emit({ data: undefined, error: { status: problem.status, body: { message: problem.message } } });
        }
    }
}

export function getFieldValue(record: UiRecord | undefined, field: FieldReference): unknown {
    const name = nameOf(field).split('.').slice(1).join('.');
    return record?.fields[name]?.value;
}

export function getFieldDisplayValue(record: UiRecord | undefined, field: FieldReference): string | null | undefined {
    const name = nameOf(field).split('.').slice(1).join('.');
    return record?.fields[name]?.displayValue;
}

export function notifyRecordUpdateAvailable(records: { recordId: string }[]): Promise<void> {
    for (const { recordId } of records) for (const listener of listeners) listener(recordId);
    return Promise.resolve();
}
