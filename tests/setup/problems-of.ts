/** For tests: what is wrong with a config. */
import assert from 'node:assert/strict';

import { ConfigError, parseConfig, type ConfigProblem } from '../../scripts/setup/config/read.ts';

/** @throws AssertionError where the config is taken */
export function problemsOf(text: string): ConfigProblem[] {
    try {
        parseConfig(text, 'handoff.yaml');
    } catch (error) {
        assert.ok(error instanceof ConfigError, String(error));
        return error.problems;
    }
    assert.fail('the config was taken');
}
