/** Components that a script creates by hand. */
declare module 'console/app' {
    import { LightningElement } from 'lwc';
    export default class App extends LightningElement {}
}
