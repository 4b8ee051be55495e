'use strict';

const { existsSync } = require('fs');
const resolveLwc = require('@salesforce/sfdx-lwc-jest/src/resolver');

/**
 * Resolves as sfdx-lwc-jest does, but never to a component's compiled `.js` while its `.ts` is there:
 * a stale build must not decide a test.
 */
module.exports = function resolveTypeScriptFirst(modulePath, options) {
    const resolved = resolveLwc(modulePath, options);
    if (resolved.endsWith('.js') && /[\\/]force-app[\\/].*[\\/]lwc[\\/]/.test(resolved)) {
        const source = resolved.slice(0, -'.js'.length) + '.ts';
        if (existsSync(source)) {
            return source;
        }
    }
    return resolved;
};
