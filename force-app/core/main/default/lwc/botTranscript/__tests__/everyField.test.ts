import { toBlocks } from 'c/botTranscript';
import { shapeMessage, VENDOR_SHAPES } from '../../../../../../../tests/fixtures/vendor-shapes.ts';

/** Fields that say what a thing is: another value would make it another thing. */
const KINDS =
    /^(?:type|response_type|user_defined_type|template_type|content_?type|button_type|preference|status|mimeType|media_type|custom_type|message_type|display|version)$/i;
const URLS = /(?:url|^source|^link)$/i;

/** Fields that no block carries, and why an agent misses nothing. */
const LEFT_OUT: Record<string, string> = {
    target: 'in which window a link opens: always a new one',
    'buttons[].payload': 'where a form or call leads; the label says what it is',
    speak: 'the fallback text says the same',
    'body[].size': 'layout',
    'body[].value': 'a default is no answer; the choices have it',
    '_webchat.message.text': 'an older form of what _webchat3 says',
    openPickerButtonText: 'the name of the event says what is asked',
    openButtonLabel: 'the title of the app says what it is',
    ratingSubmitButtonText: 'the name of a button that only sends',
    '_app.url': "opens the customer's own form",
    feedbackMessage: 'said in the chat once the form is sent back',
    sessionUrl: "opens the customer's own form",
    runtimeFileId: "the vendor's own id",
    'attachments[].url': 'of an infected file',
    'input.text': 'what a choice sent; shown is what was pressed',
    relatedMessageID: "the vendor's own id",
    'results[].id': "the vendor's own id",
    'results[].body': 'the highlight, answer or citation is part of it',
    'agent_unavailable.message': 'said to the customer only where no agent could be had',
    agent_availability: 'decides between the two',
    agent_message_type: 'says to whom it went',
    file_upload_status: 'how far the upload was',
    'subtitle_tracks[].language': 'the captions are the words',
    'subtitle_tracks[].label': 'the captions are the words',
    'transcript.language': 'stands in it',
    'transcript.label': 'the sound above says what it is',
    workspace_id: "the vendor's own id",
    step_id: 'by it a web page knows the step',
    'channels[].channel': 'where it was shown',
    'columns[].width': 'becomes a weight',
    source_type: 'the host says more',
    'message_template.key': 'the values say what it is',
    'custom_message_templates[].id': 'the card says what it is',
    'items[].placeholder': 'the name says what is asked',
    'style.layout': 'layout',
    'challenge.request_id': "the vendor's own id",
    'payload.intent': 'what the bot took it for',
    orderState: 'a code',
    'data.body.state': 'of a survey: the score says that there was an answer',
    'data.body.site_name': 'the host says more',
    'data.results[].category': "sorts the bot's questions",
    'channelConfig.text': 'the same for the phone'
};

interface Marked {
    path: string;
    mark: string;
}

/** The payload with a text of its own in every field. */
function marked(value: unknown, path: string, name: string, marks: Marked[]): unknown {
    if (typeof value === 'string') {
        if (KINDS.test(name) || value === '') {
            return value;
        }
        if (/^[[{]/.test(value)) {
            return JSON.stringify(marked(JSON.parse(value), path, '', marks));
        }
        const mark = `mark${marks.length}end`;
        marks.push({ path, mark });
        return URLS.test(name) ? `https://${mark}.example.com/` : mark;
    }
    if (Array.isArray(value)) {
        return value.map((part) => marked(part, `${path}[]`, name, marks));
    }
    if (typeof value === 'object' && value !== null) {
        return Object.fromEntries(
            Object.entries(value).map(([inner, part]) => [inner, marked(part, `${path}.${inner}`, inner, marks)])
        );
    }
    return value;
}

/** Everything in blocks but the raw data of what is shown otherwise. */
function shown(blocks: ReturnType<typeof toBlocks>): string {
    return JSON.stringify(blocks, (name, value: unknown) => (name === 'raw' ? undefined : value));
}

describe('every text of every shape', () => {
    const used = new Set<string>();

    it.each(
        VENDOR_SHAPES.filter(({ payload, shows }) => payload !== undefined && !shows.includes('unknown')).map(
            (shape) => [shape.adapter, shape.name, shape] as const
        )
    )('%s %s is in a block, or left out for a reason', (adapter, _name, shape) => {
        const marks: Marked[] = [];
        const payload = marked(shape.payload, 'payload', '', marks);
        const message = { ...shapeMessage({ ...shape, payload }), text: shape.text === '' ? '' : 'own text' };
        const all = shown(toBlocks(message, adapter, { policy: { mediaHosts: ['*'] } }));
        const missing = marks
            .filter(({ mark }) => !all.includes(mark))
            .map(({ path }) => {
                const reason = Object.keys(LEFT_OUT).find((end) => path.endsWith(end));
                used.add(reason ?? '');
                return reason === undefined ? path : '';
            })
            .filter((path) => path !== '' && shape.shows.length > 0);
        expect(missing).toEqual([]);
    });

    it('has no reason that nothing needs', () => {
        expect(Object.keys(LEFT_OUT).filter((end) => !used.has(end))).toEqual([]);
    });
});
