import * as fastCheck from 'fast-check';

/** Texts that have been trouble somewhere, and any others. */
export const texts = fastCheck.oneof(
    fastCheck.string({ unit: 'binary', maxLength: 40 }),
    fastCheck.constantFrom(
        '',
        'Hello',
        'a\ud800b\0',
        '\udc00',
        'UNSUPPORTED_STRUCTURE_DATA',
        'javascript:x',
        'https://example.com'
    )
);
const names = fastCheck.constantFrom(
    ...['generic', 'response_type', 'text', 'title', 'options', 'label', 'value', 'input', 'history', 'event', 'name'],
    ...[
        '_cognigy',
        '_webchat',
        '_default',
        '_plugin',
        'message',
        'attachment',
        'payload',
        'type',
        'elements',
        'buttons'
    ],
    ...['attachments', 'url', 'extended_message_payload', 'suggested_replies', 'citations', 'form', 'items', 'body'],
    ...['file', 'is_removed', 'data', 'adaptiveCard', 'rows', 'cells', 'columns', 'headers', '__proto__', 'constructor']
);
const words = fastCheck.constantFrom(
    ...[
        'text',
        'option',
        'card',
        'carousel',
        'grid',
        'table',
        'search',
        'template',
        'generic',
        'button',
        'list',
        'image'
    ],
    ...[
        'date-picker',
        'adaptivecards',
        'AdaptiveCard',
        'TextBlock',
        'ColumnSet',
        'connect_to_agent',
        'MESG',
        'FILE',
        'ADMM'
    ]
);

/** JSON that looks a little like a payload: known names, any values, nested. */
export const likelyJson = fastCheck.letrec((tie) => ({
    value: fastCheck.oneof(
        { maxDepth: 6, depthSize: 'small' },
        fastCheck.oneof(fastCheck.jsonValue({ maxDepth: 1 }), words, texts),
        fastCheck.array(tie('value'), { maxLength: 4 }),
        fastCheck.dictionary(names, tie('value'), { maxKeys: 5 })
    )
})).value;
