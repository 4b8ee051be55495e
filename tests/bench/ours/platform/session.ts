export const user: Record<string, unknown> & { permissions: string[] } = {
    Id: '005000000000001AAA',
    isGuest: false,
    permissions: []
};

export const i18n: Record<string, unknown> = {
    lang: 'en-US',
    locale: 'en-US',
    timeZone: 'Europe/Berlin',
    dir: 'ltr',
    currency: 'USD',
    firstDayOfWeek: 1
};
