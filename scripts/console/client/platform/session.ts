/** `@salesforce/user/…` and the parts of `@salesforce/i18n/…` that follow the user. */
import { currentPermissionSets, currentSession } from './start';

const { user: running } = currentSession();
const locale = running.locale.replace('_', '-');
const RIGHT_TO_LEFT = new Set(['ar', 'he', 'iw', 'fa', 'ur']);
const language = running.language.replace('_', '-');

export const user: Record<string, unknown> & { permissions: string[] } = {
    Id: running.id,
    isGuest: false,
    permissions: currentPermissionSets()
};

export const i18n: Record<string, unknown> = {
    lang: language,
    locale,
    timeZone: running.timeZone,
    dir: RIGHT_TO_LEFT.has(language.slice(0, 2)) ? 'rtl' : 'ltr',
    currency: 'USD',
    firstDayOfWeek: locale === 'en-US' || locale === 'ja-JP' ? 1 : 2
};
