import { runtime } from '../run/active.ts';
import { apexError } from '../run/errors.ts';
import { PlatformValue } from '../values/objects.ts';
import { define, platformClass } from './registry.ts';

/** `System.URL`, as java.net.URL takes addresses apart. */
class UrlValue extends PlatformValue {
    readonly text: string;
    readonly url: URL;

    constructor(text: string) {
        super(platformClass('System.URL')!.type());
        this.text = text;
        const url = URL.parse(text);
        if (!url) {
            const protocol = /^[a-zA-Z][\w+.-]*:/.test(text) ? 'malformed URL' : 'no protocol';
            throw apexError('StringException', `Invalid URL: ${protocol}: ${text}`);
        }
        this.url = url;
    }

    override toText(): string {
        return this.text;
    }

    override identity(): unknown {
        return `\0url:${this.text}`;
    }
}

function orNull(text: string): string | null {
    return text === '' ? null : text;
}

/** The part of the text as it was written: JavaScript's URL would encode it anew. */
function written(self: UrlValue, pattern: RegExp): string | null {
    return pattern.exec(self.text)?.[1] ?? null;
}

function pathOf(self: UrlValue): string {
    return written(self, /^[a-zA-Z][\w+.-]*:(?:\/\/[^/?#]*)?([^?#]*)/) ?? '';
}

define({
    name: 'System.URL',
    constructors: {
        '(String spec)': (spec: string) => new UrlValue(spec),
        '(String protocol, String host, String file)': (protocol: string, host: string, file: string) =>
            new UrlValue(`${protocol}://${host}${file}`),
        '(String protocol, String host, Integer port, String file)': (
            protocol: string,
            host: string,
            port: number,
            file: string
        ) => new UrlValue(`${protocol}://${host}:${port}${file}`)
    },
    methods: {
        'static System.URL getOrgDomainUrl()': () => new UrlValue(`https://${domain()}`),
        'static System.URL getSalesforceBaseUrl()': () => new UrlValue(`https://${domain()}`),
        'String getAuthority()': (self: UrlValue) => written(self, /^[a-zA-Z][\w+.-]*:\/\/([^/?#]*)/),
        'String getFile()': (self: UrlValue) => pathOf(self) + (written(self, /^[^#]*?(\?[^#]*)/) ?? ''),
        'String getHost()': (self: UrlValue) => self.url.hostname,
        'String getPath()': pathOf,
        'Integer getPort()': (self: UrlValue) =>
            Number(written(self, /^[a-zA-Z][\w+.-]*:\/\/[^/?#]*:(\d+)(?=[/?#]|$)/) ?? -1),
        'Integer getDefaultPort()': (self: UrlValue) => ({ 'http:': 80, 'https:': 443 })[self.url.protocol] ?? -1,
        'String getProtocol()': (self: UrlValue) => self.url.protocol.slice(0, -1),
        'String getQuery()': (self: UrlValue) => written(self, /^[^#?]*\?([^#]*)/),
        'String getRef()': (self: UrlValue) => written(self, /#(.*)$/),
        'String getUserInfo()': (self: UrlValue) =>
            orNull(self.url.username + (self.url.password === '' ? '' : `:${self.url.password}`)),
        'Boolean sameFile(System.URL other)': (self: UrlValue, other: UrlValue) =>
            self.text.replace(/#.*$/, '') === other.text.replace(/#.*$/, ''),
        'String toExternalForm()': (self: UrlValue) => self.text
    }
});

/** A host of its own for each org: reserved, so that it can never be a real one. */
function domain(): string {
    return `org-${runtime().host.organizationId.toLowerCase()}.local-org.invalid`;
}
