/**
 * What an agent sees, and takes along. In one process: one local org, one Chromium. Each file also runs by itself (`node
 * --test FILE`).
 */
import './cases/list.browser.ts';
import './cases/record.browser.ts';
import './cases/histories.browser.ts';
import './cases/failures.browser.ts';
import './cases/gallery.browser.ts';
import './cases/content.browser.ts';
import './cases/media.browser.ts';
import './cases/saved.browser.ts';
import './cases/case.browser.ts';
import './cases/languages.browser.ts';
import './cases/direction.browser.ts';
import './cases/hostile-content.browser.ts';
import './cases/bad-input.browser.ts';
import './cases/everybody.browser.ts';
