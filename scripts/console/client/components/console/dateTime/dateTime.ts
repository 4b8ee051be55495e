import { LightningElement, api } from 'lwc';
import { currentSession } from '../../../platform/start';

/** A date and time in the user's own zone; without the year where it is the present one. */
export default class DateTime extends LightningElement {
    @api value: string | null = null;

    get timeZone(): string {
        return currentSession().user.timeZone;
    }

    get year(): string | undefined {
        return this.value?.startsWith(String(new Date().getFullYear())) ? undefined : 'numeric';
    }
}
