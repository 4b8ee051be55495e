/** What of the org Sendbird needs: asked once, early, before an admin has clicked through a guide for nothing. */
import { OrgRequestError } from '../../salesforce/org-request-error.ts';
import type { HandedOver, OrgReader, ProviderContext } from '../../setup/provider-setup.ts';
import { objectOf } from '../shared/json.ts';

export interface Finding {
    /** `unknown`: the org would not say; `found` tells why. */
    status: 'yes' | 'no' | 'unknown';
    found: string;
}

/** An org that answered "no" gives a finding; one that could not be reached is an error like any other. */
async function ask(what: string, question: () => Promise<Finding>): Promise<Finding> {
    try {
        return await question();
    } catch (error) {
        if (!(error instanceof OrgRequestError) || error.isSilence) throw error;
        return { status: 'unknown', found: `${what} can't be told: ${error.message}` };
    }
}

/**
 * Does this org allow the OAuth username-password flow? By its `OauthOidc` settings, as the Metadata API shows them.
 * https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_oauthoidcsettings.htm
 */
export function passwordFlow({ org }: Pick<ProviderContext, 'org'>): Finding {
    switch (org.isPasswordFlowBlocked) {
        case true:
            return {
                status: 'no',
                found: "This org blocks the OAuth username-password flow, as orgs since Summer '23 do unless an admin allows it."
            };
        case false:
            return { status: 'yes', found: 'This org allows the OAuth username-password flow.' };
        case undefined:
            return {
                status: 'unknown',
                found: "The org does not tell whether it allows the OAuth username-password flow; orgs since Summer '23 block it unless an admin allows it."
            };
    }
}

/** Remote sites of the vendor that are not registered, or not active. */
export async function missingRemoteSites(
    orgReader: OrgReader,
    wanted: string[]
): Promise<Finding & { missing: string[] }> {
    let missing: string[] = [];
    const finding = await ask('Which remote sites are registered', async () => {
        const rows = await orgReader.query('SELECT SiteName, EndpointUrl, IsActive FROM RemoteProxy', {
            tooling: true
        });
        const active = new Set(
            rows
                .filter(({ IsActive }) => IsActive !== false)
                .map(({ EndpointUrl }) => String(EndpointUrl).toLowerCase().replace(/\/+$/, ''))
        );
        missing = wanted.filter((url) => !active.has(url.toLowerCase().replace(/\/+$/, '')));
        return missing.length
            ? { status: 'no', found: `Not registered: ${missing.join(', ')}.` }
            : { status: 'yes', found: 'Both are registered and active.' };
    });
    return { ...finding, missing };
}

/** Is the vendor's own package there (namespace `Sendbird`)? Without it no conversation becomes a Case. */
export const connectorPackage = (orgReader: OrgReader): Promise<Finding> =>
    ask('Whether the Sendbird connector is installed', async () => {
        // Not every org lets this object be filtered by its package.
        const all = await orgReader.query(
            'SELECT Id, SubscriberPackage.NamespacePrefix FROM InstalledSubscriberPackage',
            {
                tooling: true
            }
        );
        const rows = all.filter((row) => objectOf(row['SubscriberPackage'])['NamespacePrefix'] === 'Sendbird');
        return rows.length
            ? { status: 'yes', found: 'The Sendbird connector is installed.' }
            : { status: 'no', found: 'No package with the namespace Sendbird is installed.' };
    });

/**
 * Languages that Knowledge may have the articles in: a language alone stands for its usual country (`en` for `en_US`),
 * one with a country for the language alone, which is how Salesforce names most of them (`de_DE` for `de`).
 */
function languagesOf(language: string): string[] {
    const named = /^([A-Za-z]{2,3})(?:[_-]([A-Za-z]{2,4}))?$/.exec(language);
    if (!named) return ['en_US'];
    const [, base = '', country] = named;
    const usual = ({ en: 'en_US', pt: 'pt_BR', zh: 'zh_CN' } as Record<string, string>)[base] ?? base;
    return [...new Set([country === undefined ? usual : `${base}_${country}`, usual])];
}

/**
 * May this user read articles as Sendbird asks for them?
 *
 * @param language of the articles, as Salesforce writes it
 */
export const knowledgeAccess = (orgReader: OrgReader, language: string): Promise<Finding> =>
    ask('Whether articles can be read', async () => {
        const locales = languagesOf(language);
        try {
            // One by one: Salesforce asks for a single language in such a query.
            for (const locale of locales) {
                const rows = await orgReader.query(
                    'SELECT Id, Title, Summary, UrlName FROM Knowledge__kav ' +
                        `WHERE PublishStatus = 'Online' AND Language = '${locale}' LIMIT 1`
                );
                if (rows.length > 0) return { status: 'yes', found: `Published articles in ${locale} can be read.` };
            }
        } catch (error) {
            if (!(error instanceof OrgRequestError && error.errorCode === 'INVALID_TYPE')) throw error;
            return { status: 'no', found: 'This org has no Salesforce Knowledge, or this user may not read it.' };
        }
        return { status: 'no', found: `There is Knowledge, but no published article in ${locales.join(' or ')}.` };
    });

/**
 * The newest Case of the vendor's own connector, by the field that its package brings.
 *
 * @returns undefined where there is none
 */
export async function newestChannelCase(orgReader: OrgReader): Promise<HandedOver | undefined> {
    const [row] = await orgReader.query(
        'SELECT Id, CreatedDate FROM Case WHERE Sendbird__ChannelUrl__c != null ORDER BY CreatedDate DESC LIMIT 1'
    );
    return row && { recordId: String(row['Id']), at: String(row['CreatedDate']) };
}
