import { LightningElement, api } from 'lwc';

/** What stands in for a page that is not there: it is loading, or why it can't be shown. */
export default class PageState extends LightningElement {
    /** Of what kind it is: `record`. */
    @api what = '';
    /** In words; without, the page is loading. */
    @api problem: string | undefined;
}
