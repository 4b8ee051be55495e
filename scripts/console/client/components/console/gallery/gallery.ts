import { LightningElement } from 'lwc';

/** Every kind of content that a vendor can put into a conversation, through the real component. */
export default class Gallery extends LightningElement {}
