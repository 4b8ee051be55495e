import { LightningElement, api } from 'lwc';
import type { ObjectInfo, OrgRecord } from '../../../platform/org';
import { textOf } from '../kinds/kinds';
import type { RecordKind } from '../kinds/kinds';

/** The highlights panel: what the compact layout shows. */
export default class Highlights extends LightningElement {
    @api kind: RecordKind | undefined;
    @api info: ObjectInfo | undefined;
    @api record: OrgRecord | undefined;
    @api name = '';

    get icon(): string {
        return this.kind?.icon ?? 'standard:record';
    }

    get objectLabel(): string {
        return this.kind?.label ?? this.info?.label ?? '';
    }

    get fields(): { name: string; label: string; value: string; isDateTime: boolean }[] {
        const { info, record } = this;
        if (!info || !record) return [];
        return (this.kind?.highlights ?? []).flatMap((name) => {
            const field = info.fields.find((known) => known.name === name);
            const value = textOf(record, name);
            return field && value ? [{ name, label: field.label, value, isDateTime: field.type === 'datetime' }] : [];
        });
    }
}
