/** Stand-in of `@salesforce/apex` in component tests; imperative Apex imports are mocked by the tests themselves. */
export const refreshApex = jest.fn(() => Promise.resolve());
export const getSObjectValue = jest.fn((record, field) => record?.[field.fieldApiName ?? field]);
