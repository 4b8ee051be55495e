/** The console's one HTML document, and what a browser is told about it. */
import type { ConsoleManifest } from './build/main.ts';

const DESIGN_SYSTEM = '/assets/styles/salesforce-lightning-design-system.min.css';

/**
 * Close to the policy of Lightning Experience: scripts from the page's own origin only and none inline, styles inline
 * as well (the LWC engine writes them), media from trusted sites.
 */
export function contentSecurityPolicy(mediaOrigins: string[]): string {
    const media = mediaOrigins.join(' ');
    return [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        `img-src 'self' data: blob: ${media}`,
        `media-src 'self' blob: ${media}`,
        "font-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'"
    ]
        .map((directive) => directive.trim())
        .join('; ');
}

/**
 * The document: hosts of media, style sheets, the theme before the first paint, the entry module and what it needs
 * next.
 */
export function pageHtml(manifest: ConsoleManifest, mediaOrigins: string[]): string {
    const mediaHosts = [...new Set(mediaOrigins.map((origin) => new URL(origin).hostname))];
    const styles = [DESIGN_SYSTEM, ...manifest.styles.map((name) => `/console/${name}`)];
    const lines = [
        '<!doctype html>',
        '<html lang="en">',
        '<head>',
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        // What an admin would enter in App Builder for the component.
        `<meta name="media-hosts" content="${mediaHosts.join(',')}">`,
        '<title>Service Console (local org, simulated)</title>',
        `<script src="/console/${manifest.theme}"></script>`,
        ...styles.map((href) => `<link rel="stylesheet" href="${href}">`),
        ...manifest.preload.map((name) => `<link rel="modulepreload" href="/console/${name}">`),
        `<script type="module" src="/console/${manifest.entry}"></script>`,
        '</head>',
        '<body class="slds-scope">',
        '<div id="console"></div>',
        '<noscript>The console needs JavaScript.</noscript>',
        '</body>',
        '</html>'
    ];
    return `${lines.join('\n')}\n`;
}
