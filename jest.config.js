import { createRequire } from 'node:module';

const { jestConfig } = createRequire(import.meta.url)('@salesforce/sfdx-lwc-jest/config');

/**
 * Component tests. `sfdx-lwc-jest` strips the types itself, so tests and components are the `.ts` files;
 * the resolver keeps compiled `.js` files beside them out of the tests.
 */
export default {
    ...jestConfig,
    roots: ['<rootDir>/force-app', '<rootDir>/jest-mocks'],
    testMatch: ['<rootDir>/force-app/**/__tests__/**/*.test.ts'],
    resolver: '<rootDir>/jest-mocks/typescript-first-resolver.cjs',
    setupFilesAfterEnv: [
        ...jestConfig.setupFilesAfterEnv,
        '<rootDir>/jest-sa11y-setup.js',
        '<rootDir>/jest-mocks/english-labels-setup.js',
        '<rootDir>/jest-mocks/layout-setup.js'
    ],
    moduleNameMapper: {
        // Bundles that are a style sheet only, which the resolver doesn't look for.
        '^c/(bot\\w*Styles)$': '<rootDir>/force-app/core/main/default/lwc/$1/$1.css',
        '^@salesforce/apex$': '<rootDir>/jest-mocks/apex.js',
        // Both packages ship ES modules first; Jest runs CommonJS.
        '^marked$': '<rootDir>/node_modules/marked/lib/marked.umd.js',
        '^dompurify$': '<rootDir>/node_modules/dompurify/dist/purify.cjs.js'
    },
    // Only for what never ends: tests wait for what the components do, and a busy machine takes its time for it.
    testTimeout: 60_000,
    collectCoverageFrom: ['force-app/**/lwc/**/*.ts', '!**/__tests__/**', '!**/*.d.ts'],
    coverageProvider: 'v8'
};
