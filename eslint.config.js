import js from '@eslint/js';
import lwcTypeScript from '@salesforce/eslint-config-lwc/recommended-ts.js';
import globals from 'globals';
import { globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const lwcConfigs = Array.isArray(lwcTypeScript) ? lwcTypeScript : [lwcTypeScript];

export default tseslint.config(
    globalIgnores([
        'node_modules/',
        'dist/',
        '.cache/',
        '.local-org/',
        'coverage/',
        'tests/bench/dist/',
        'tests/bench/results/',
        // Compiled from the .ts beside it.
        'force-app/*/main/default/lwc/**/*.js'
    ]),
    js.configs.recommended,
    ...tseslint.configs.recommended,
    {
        files: ['scripts/**/*.ts', 'tests/**/*.ts'],
        languageOptions: { globals: globals.node },
        rules: {
            '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
            'no-console': 'off'
        }
    },
    {
        files: ['**/*.cjs', '**/*.js', '**/*.mjs'],
        languageOptions: { globals: { ...globals.node, ...globals.jest } },
        rules: { '@typescript-eslint/no-require-imports': 'off' }
    },
    {
        files: ['scripts/console/client/**/*.js', 'tests/bench/viewers/browser/**/*.{js,jsx}'],
        languageOptions: { globals: globals.browser }
    },
    ...lwcConfigs.map((config) => ({ ...config, files: ['force-app/**/lwc/**/*.ts'] })),
    {
        // The rules of typescript-eslint need its own parser's tree; undefined names are the type check's business.
        files: ['force-app/**/lwc/**/*.ts'],
        languageOptions: { parser: tseslint.parser },
        rules: {
            'no-undef': 'off',
            'no-redeclare': 'off',
            'no-unused-vars': 'off',
            'no-shadow': 'off',
            '@typescript-eslint/no-shadow': 'error',
            'import/named': 'off',
            'import/export': 'off',
            // The compiler knows which cases there are.
            'default-case': 'off',
            'consistent-return': 'off',
            'no-use-before-define': ['error', { functions: false, classes: false, variables: false }],
            // Prettier would take the brackets away again.
            'no-confusing-arrow': 'off'
        }
    },
    {
        files: ['force-app/**/lwc/**/__tests__/**/*.ts', 'jest-mocks/**'],
        languageOptions: { globals: globals.jest },
        rules: { '@lwc/lwc/no-inner-html': 'off', 'no-script-url': 'off' }
    }
);
