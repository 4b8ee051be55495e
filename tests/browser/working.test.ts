/**
 * How an agent works with it. In one process: one local org, one Chromium. Each file also runs by itself (`node --test
 * FILE`).
 */
import './cases/long-history.browser.ts';
import './cases/reading.browser.ts';
import './cases/finding.browser.ts';
import './cases/leading.browser.ts';
import './cases/keyboard.browser.ts';
import './cases/focus.browser.ts';
import './cases/session.browser.ts';
import './cases/columns.browser.ts';
