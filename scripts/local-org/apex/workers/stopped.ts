/** Why a call that was on its way when the local org was stopped has no result: nothing went wrong. */
export class ApexStopped extends Error {
    /** HTTP: service unavailable. */
    readonly statusCode = 503;

    constructor() {
        super('the Apex pool is closed');
        this.name = 'ApexStopped';
    }
}
