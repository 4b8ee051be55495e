/**
 * Salesforce's own libraries. They are loaded on first use (half a second), and kept from their log in the home folder:
 * nobody asked for it, and where no file can be written there, as for a container's user without one, they end the
 * process.
 */
const withoutLog = (): void => {
    process.env['SF_DISABLE_LOG_FILE'] ??= 'true';
};

/** Logins that `sf` keeps. */
export async function salesforceCore(): Promise<typeof import('@salesforce/core')> {
    withoutLog();
    return import('@salesforce/core');
}

/** Source format to Metadata format. */
export async function sourceDeployRetrieve(): Promise<typeof import('@salesforce/source-deploy-retrieve')> {
    withoutLog();
    return import('@salesforce/source-deploy-retrieve');
}
