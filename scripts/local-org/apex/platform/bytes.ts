import { createHash, createHmac, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { runtime } from '../run/active.ts';
import { apexError, notSupported } from '../run/errors.ts';
import { ApexBlob } from '../values/blob.ts';
import { toId } from '../values/convert.ts';
import { ApexId } from '../values/id.ts';
import { PlatformValue } from '../values/objects.ts';
import { valuesEqual } from '../values/equality.ts';
import type { Value } from '../values/value.ts';
import { define, platformClass } from './registry.ts';
import { sobjectToken } from './schema-tokens.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(blob: ApexBlob): string {
    try {
        return utf8.decode(blob.bytes);
    } catch (error) {
        if (error instanceof TypeError) {
            throw apexError('StringException', 'BLOB is not a valid UTF-8 string');
        }
        throw error;
    }
}

function blobOf(data: Uint8Array): ApexBlob {
    return new ApexBlob(new Uint8Array(data));
}

const DIGESTS: Record<string, string> = {
    md5: 'md5',
    sha1: 'sha1',
    'sha-256': 'sha256',
    'sha-512': 'sha512',
    sha256: 'sha256',
    sha512: 'sha512'
};
const MACS: Record<string, string> = { hmacmd5: 'md5', hmacsha1: 'sha1', hmacsha256: 'sha256', hmacsha512: 'sha512' };

function algorithm(list: Record<string, string>, name: string): string {
    const found = list[name.toLowerCase()];
    if (found === undefined) {
        throw notSupported(`the crypto algorithm ${name}`);
    }
    return found;
}

function mac(name: string, input: ApexBlob, key: ApexBlob): ApexBlob {
    return blobOf(createHmac(algorithm(MACS, name), key.bytes).update(input.bytes).digest());
}

/** Java's URLEncoder: a plus for a space, and fewer characters left as they are than JavaScript leaves. */
function urlEncode(text: string): string {
    return encodeURIComponent(text)
        .replace(/%20/g, '+')
        .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function urlDecode(text: string): string {
    try {
        return decodeURIComponent(text.replace(/\+/g, ' '));
    } catch (error) {
        if (error instanceof URIError) {
            throw apexError('IllegalArgumentException', 'URLDecoder: Illegal hex characters in escape (%) pattern');
        }
        throw error;
    }
}

function utf8Only(charset: string): void {
    if (charset.toLowerCase() !== 'utf-8' && charset.toLowerCase() !== 'utf8') {
        throw notSupported(`the charset ${charset}`);
    }
}

class UuidValue extends PlatformValue {
    private readonly text: string;

    constructor(text: string) {
        super(platformClass('System.UUID')!.type());
        this.text = text;
    }

    override toText(): string {
        return this.text;
    }

    override identity(): unknown {
        return `\0uuid:${this.text}`;
    }
}

define(
    {
        name: 'System.Id',
        methods: {
            'static Id valueOf(String text)': toId,
            'static Id valueOf(String text, Boolean restoreCasing)': toId,
            'String to15()': (self: ApexId) => self.value.slice(0, 15),
            'Schema.SObjectType getSObjectType()': (self: ApexId) => {
                const describe = runtime().program.schema.objectOfId(self.value);
                if (!describe) {
                    throw apexError('SObjectException', `Cannot locate Apex Type for ID: ${self.value}`);
                }
                return sobjectToken(describe);
            },
            'Boolean equals(Object? other)': valuesEqual,
            'void addError(String message)': () => {
                throw notSupported('Id.addError');
            }
        }
    },
    {
        name: 'System.Blob',
        methods: {
            'static Blob valueOf(String text)': (text: string) => blobOf(Buffer.from(text, 'utf8')),
            'static Blob toPdf(String text)': () => {
                throw notSupported('Blob.toPdf');
            },
            'String toString()': textOf,
            'Integer size()': (self: ApexBlob) => self.bytes.length,
            'Boolean equals(Object? other)': valuesEqual
        }
    },
    {
        name: 'System.EncodingUtil',
        methods: {
            'static String base64Encode(Blob data)': (data: ApexBlob) => Buffer.from(data.bytes).toString('base64'),
            'static Blob base64Decode(String text)': (text: string) => {
                if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)) {
                    throw apexError('StringException', 'Unrecognized base64 character');
                }
                return blobOf(Buffer.from(text, 'base64'));
            },
            'static String convertToHex(Blob data)': (data: ApexBlob) => Buffer.from(data.bytes).toString('hex'),
            'static Blob convertFromHex(String text)': (text: string) => {
                if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) {
                    throw apexError('InvalidParameterValueException', `Invalid hex string: ${text}`);
                }
                return blobOf(Buffer.from(text, 'hex'));
            },
            'static String urlEncode(String text, String charset)': (text: string, charset: string) => {
                utf8Only(charset);
                return urlEncode(text);
            },
            'static String urlDecode(String text, String charset)': (text: string, charset: string) => {
                utf8Only(charset);
                return urlDecode(text);
            }
        }
    },
    {
        name: 'System.Crypto',
        methods: {
            'static Blob generateDigest(String algorithm, Blob input)': (name: string, input: ApexBlob) =>
                blobOf(createHash(algorithm(DIGESTS, name)).update(input.bytes).digest()),
            'static Blob generateMac(String algorithm, Blob input, Blob key)': mac,
            'static Boolean verifyHMac(String algorithm, Blob input, Blob key, Blob expected)': (
                name: string,
                input: ApexBlob,
                key: ApexBlob,
                expected: ApexBlob
            ) => mac(name, input, key).equals(expected),
            'static Blob generateAesKey(Integer size)': (size: number) => blobOf(randomBytes(size / 8)),
            'static Integer getRandomInteger()': () => randomInt(-2147483648, 2147483648),
            'static Long getRandomLong()': () => randomBytes(8).readBigInt64BE()
        }
    },
    {
        name: 'System.UUID',
        methods: {
            'static System.UUID randomUUID()': () => new UuidValue(randomUUID()),
            'static System.UUID fromString(String text)': (text: string) => {
                if (!/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)) {
                    throw apexError('IllegalArgumentException', `Invalid UUID string: ${text}`);
                }
                return new UuidValue(text.toLowerCase());
            },
            'Boolean equals(Object? other)': (self: Value, other: Value) => valuesEqual(self, other)
        }
    }
);
