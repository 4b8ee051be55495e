/** Hosts that the page's security policy lets media come from, as the component's App Builder setting takes them. */
export const mediaHosts = (): string =>
    document.querySelector<HTMLMetaElement>('meta[name="media-hosts"]')?.content ?? '';
