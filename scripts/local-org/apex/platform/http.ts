import { sendCallout } from '../run/callouts.ts';
import { apexError, notSupported } from '../run/errors.ts';
import { STRING } from '../types/apex-type.ts';
import { ApexBlob } from '../values/blob.ts';
import { ApexList } from '../values/collections.ts';
import { PlatformValue } from '../values/objects.ts';
import { HttpRequestValue, HttpResponseValue } from './http-messages.ts';
import { define, platformClass } from './registry.ts';

class HttpValue extends PlatformValue {}

function bodyText(body: string | null, bytes: ApexBlob | null): string {
    return body ?? (bytes === null ? '' : Buffer.from(bytes.bytes).toString('utf8'));
}

define(
    {
        name: 'System.Http',
        constructors: { '()': () => new HttpValue(platformClass('System.Http')!.type()) },
        methods: {
            'System.HttpResponse send(System.HttpRequest request)': (_: HttpValue, request: HttpRequestValue) =>
                sendCallout(request)
        }
    },
    {
        name: 'System.HttpRequest',
        constructors: { '()': () => new HttpRequestValue() },
        methods: {
            'String getBody()': (self: HttpRequestValue) => bodyText(self.body, self.bodyBytes),
            'Blob getBodyAsBlob()': (self: HttpRequestValue) =>
                self.bodyBytes ?? new ApexBlob(Buffer.from(self.body ?? '', 'utf8')),
            'String getEndpoint()': (self: HttpRequestValue) => self.endpoint,
            'String getHeader(String name)': (self: HttpRequestValue, name: string) => self.headers.get(name),
            'String getMethod()': (self: HttpRequestValue) => self.method,
            'Boolean getCompressed()': (self: HttpRequestValue) => self.compressed,
            'void setBody(String body)': (self: HttpRequestValue, body: string) => {
                self.body = body;
            },
            'void setBodyAsBlob(Blob body)': (self: HttpRequestValue, body: ApexBlob) => {
                self.bodyBytes = body;
            },
            'void setCompressed(Boolean compressed)': (_: HttpRequestValue, compressed: boolean) => {
                if (compressed) {
                    throw notSupported('compressed callout bodies');
                }
            },
            'void setEndpoint(String endpoint)': (self: HttpRequestValue, endpoint: string) => {
                self.endpoint = endpoint;
            },
            'void setHeader(String name, String value)': (self: HttpRequestValue, name: string, value: string) =>
                self.headers.set(name, value),
            'void setMethod(String method)': (self: HttpRequestValue, method: string) => {
                self.method = method;
            },
            'void setTimeout(Integer milliseconds)': (self: HttpRequestValue, milliseconds: number) => {
                if (milliseconds < 1 || milliseconds > 120_000) {
                    throw apexError(
                        'CalloutException',
                        `Invalid timeout value: ${milliseconds}. Valid range is 1 to 120000 milliseconds`
                    );
                }
                self.timeout = milliseconds;
            }
        }
    },
    {
        name: 'System.HttpResponse',
        constructors: { '()': () => new HttpResponseValue() },
        methods: {
            'String getBody()': (self: HttpResponseValue) => self.body,
            'Blob getBodyAsBlob()': (self: HttpResponseValue) => new ApexBlob(Buffer.from(self.body ?? '', 'utf8')),
            'String getHeader(String name)': (self: HttpResponseValue, name: string) => self.headers.get(name),
            'List<String> getHeaderKeys()': (self: HttpResponseValue) => ApexList.of(STRING, self.headers.names()),
            'String getStatus()': (self: HttpResponseValue) => self.status,
            'Integer getStatusCode()': (self: HttpResponseValue) => self.statusCode,
            'void setBody(String? body)': (self: HttpResponseValue, body: string | null) => {
                self.body = body;
            },
            'void setBodyAsBlob(Blob body)': (self: HttpResponseValue, body: ApexBlob) => {
                self.body = Buffer.from(body.bytes).toString('utf8');
            },
            'void setHeader(String name, String? value)': (
                self: HttpResponseValue,
                name: string,
                value: string | null
            ) => self.headers.set(name, value ?? ''),
            'void setStatus(String? status)': (self: HttpResponseValue, status: string | null) => {
                self.status = status;
            },
            'void setStatusCode(Integer code)': (self: HttpResponseValue, code: number) => {
                self.statusCode = code;
            }
        }
    },
    {
        name: 'System.HttpCalloutMock',
        isInterface: true,
        methods: {
            'System.HttpResponse respond(System.HttpRequest? request)': () => {
                throw notSupported('a built-in callout mock');
            }
        }
    }
);
