/** How a test of a handoff is told from what customers said. */

/** What the pretended customer says. */
export const testWords = 'This is a test of the setup.';

/** In SOQL: no test's record, whoever made it. The journal knows only those of its own machine. */
export const noTest = `(Bot_Handoff_Reason__c = null OR (NOT Bot_Handoff_Reason__c LIKE '${testWords}%'))`;
