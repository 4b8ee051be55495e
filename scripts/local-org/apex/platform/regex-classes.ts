import { apexError } from '../run/errors.ts';
import { STRING } from '../types/apex-type.ts';
import { ApexList } from '../values/collections.ts';
import { PlatformValue } from '../values/objects.ts';
import { demandLooks, javaRegex, replaceRegex, splitRegex } from './java-regex.ts';
import { define, platformClass } from './registry.ts';

class PatternValue extends PlatformValue {
    readonly pattern: string;
    readonly regex: RegExp;

    constructor(pattern: string) {
        super(platformClass('System.Pattern')!.type());
        this.pattern = pattern;
        this.regex = javaRegex(pattern);
    }

    /** The regex with other flags than its own g and y. */
    with(flags: string): RegExp {
        return new RegExp(this.regex.source, `${this.regex.flags.replace(/[gyd]/g, '')}d${flags}`);
    }

    override toText(): string {
        return this.pattern;
    }
}

class MatcherValue extends PlatformValue {
    readonly pattern: PatternValue;
    text: string;
    match: RegExpExecArray | null = null;
    /** Where the next find starts. */
    position = 0;
    /** Characters that were gone over. */
    private looks = 0;

    constructor(pattern: PatternValue, text: string) {
        super(platformClass('System.Matcher')!.type());
        this.pattern = pattern;
        this.text = text;
    }

    find(): boolean {
        if (this.position > this.text.length) {
            this.match = null;
            return false;
        }
        const regex = this.pattern.with('g');
        regex.lastIndex = this.position;
        this.match = regex.exec(this.text);
        const stop = this.match ? this.match.index + this.match[0].length : this.text.length;
        this.looks += stop - this.position;
        demandLooks(this.pattern.regex, this.looks);
        if (this.match) {
            this.position = this.match[0] === '' ? stop + 1 : stop;
        }
        return this.match !== null;
    }

    /** The whole text, by wrapping the pattern: alternatives may have to give way for it. */
    matches(): boolean {
        const regex = new RegExp(
            `^(?:${this.pattern.regex.source})$(?![\\s\\S])`,
            this.pattern.with('').flags.replace('m', '')
        );
        this.match = regex.exec(this.text);
        if (this.match) {
            demandLooks(this.pattern.regex, this.text.length);
        }
        return this.match !== null;
    }

    lookingAt(): boolean {
        const regex = this.pattern.with('y');
        this.match = regex.exec(this.text);
        return this.match !== null;
    }

    get found(): RegExpExecArray {
        if (!this.match) {
            throw apexError('StringException', 'No match found');
        }
        return this.match;
    }

    group(index: number): string | null {
        const { found } = this;
        if (index < 0 || index >= found.length) {
            throw apexError('StringException', `No group ${index}`);
        }
        return found[index] ?? null;
    }

    span(index: number): readonly [number, number] {
        this.group(index);
        return this.found.indices?.[index] ?? [-1, -1];
    }

    reset(text = this.text): this {
        this.text = text;
        this.position = 0;
        this.match = null;
        return this;
    }
}

function groupCount(pattern: PatternValue): number {
    return (new RegExp(`${pattern.regex.source}|`, pattern.regex.flags).exec('')?.length ?? 1) - 1;
}

define(
    {
        name: 'System.Pattern',
        methods: {
            'static System.Pattern compile(String pattern)': (pattern: string) => new PatternValue(pattern),
            'static Boolean matches(String pattern, String text)': (pattern: string, text: string) =>
                new MatcherValue(new PatternValue(pattern), text).matches(),
            'static String quote(String text)': (text: string) => `\\Q${text.replaceAll('\\E', '\\E\\\\E\\Q')}\\E`,
            'System.Matcher matcher(String text)': (self: PatternValue, text: string) => new MatcherValue(self, text),
            'String pattern()': (self: PatternValue) => self.pattern,
            'List<String> split(String text)': (self: PatternValue, text: string) =>
                ApexList.of(STRING, splitRegex(text, self.regex, 0)),
            'List<String> split(String text, Integer limit)': (self: PatternValue, text: string, limit: number) =>
                ApexList.of(STRING, splitRegex(text, self.regex, limit))
        }
    },
    {
        name: 'System.Matcher',
        methods: {
            'Boolean find()': (self: MatcherValue) => self.find(),
            'Boolean find(Integer from)': (self: MatcherValue, from: number) => {
                if (from < 0 || from > self.text.length) {
                    throw apexError('StringException', 'Illegal start index');
                }
                self.reset().position = from;
                return self.find();
            },
            'Boolean matches()': (self: MatcherValue) => self.matches(),
            'Boolean lookingAt()': (self: MatcherValue) => self.lookingAt(),
            'String group()': (self: MatcherValue) => self.group(0),
            'String group(Integer index)': (self: MatcherValue, index: number) => self.group(index),
            'Integer groupCount()': (self: MatcherValue) => groupCount(self.pattern),
            'Integer start()': (self: MatcherValue) => self.span(0)[0],
            'Integer start(Integer index)': (self: MatcherValue, index: number) => self.span(index)[0],
            'Integer end()': (self: MatcherValue) => self.span(0)[1],
            'Integer end(Integer index)': (self: MatcherValue, index: number) => self.span(index)[1],
            'System.Pattern pattern()': (self: MatcherValue) => self.pattern,
            'static String quoteReplacement(String text)': (text: string) => text.replace(/[\\$]/g, '\\$&'),
            'String replaceAll(String replacement)': (self: MatcherValue, replacement: string) =>
                replaceRegex(self.text, self.pattern.regex, replacement, true),
            'String replaceFirst(String replacement)': (self: MatcherValue, replacement: string) =>
                replaceRegex(self.text, self.pattern.regex, replacement, false),
            'System.Matcher reset()': (self: MatcherValue) => self.reset(),
            'System.Matcher reset(String text)': (self: MatcherValue, text: string) => self.reset(text)
        }
    }
);
