import { api } from 'lwc';
import { fill, labels, named } from 'c/botLabels';
import { fileFacts } from 'c/botBlockWords';
import { MarkedElement } from 'c/botHighlight';
import {
    LINK_REL,
    linkTarget,
    type AudioBlock,
    type CheckedUrl,
    type FileBlock,
    type ImageBlock,
    type LinkBlock,
    type VideoBlock
} from 'c/botTranscript';
import { keepPlace, takePlace } from './places';

type MediaBlock = ImageBlock | VideoBlock | AudioBlock | FileBlock | LinkBlock;

/** Outlines within 16 × 16. */
const SIGNS: Record<MediaBlock['kind'], string> = {
    image: 'M2 3h12v10H2zM2 11l4-4 3 3 2-2 3 3',
    video: 'M2 4h8v8H2zM10 7l4-2.500v7L10 9',
    audio: 'M3 6v4h2.500L9 13V3L5.500 6zM11.500 6a3 3 0 0 1 0 4',
    file: 'M4 2h5l3 3v9H4zM9 2v3h3',
    link: 'M6 3H3v10h10v-3M9 3h4v4M13 3L7.500 8.500'
};

/**
 * Pictures, videos, sounds, files and links. Videos and sounds load when they are asked for, and only from hosts that
 * are allowed; everything else is offered as a link with its host beside it.
 *
 * Event: `botplay` with `{ player }`, when a video or sound begins to play.
 */
export default class BotMedia extends MarkedElement {
    labels = labels;
    rel = LINK_REL;
    @api block!: MediaBlock;
    /** Of the bot's and the customer's words, as HTML writes it; undefined where it is unknown. */
    @api language: string | undefined;
    isLoaded = false;
    isBroken = false;
    areCaptionsBroken = false;
    /** Captions of another host come only with a video that allows it (CORS); without them, any video plays. */
    isPlainPlayed = false;
    private takesFocus = false;

    get isImage(): boolean {
        return this.block.kind === 'image';
    }
    get alt(): string {
        return this.block.kind === 'image' ? this.block.alt || this.block.title : '';
    }
    /** The title above a picture is all that is said of it. */
    get isNamed(): boolean {
        return this.block.kind === 'image' && this.alt !== '' && this.alt === this.block.title;
    }
    get hasButtons(): boolean {
        return this.block.kind === 'image' && this.block.buttons.length > 0;
    }
    get sign(): string {
        return SIGNS[this.block.kind];
    }
    get title(): string {
        const { block } = this;
        if (block.kind === 'file') {
            return block.name || labels.file;
        }
        const name = block.kind === 'video' || block.kind === 'audio' ? block.title || block.alt : block.title;
        const kinds = { image: labels.image, video: labels.video, audio: labels.audio, link: this.url?.text ?? '' };
        return name || kinds[block.kind];
    }
    get url(): CheckedUrl | undefined {
        return this.block.url;
    }
    get isInfected(): boolean {
        return this.block.kind === 'file' && this.block.scan === 'infected';
    }
    /** Of a link's page, instead of the sign. */
    get thumbnail(): CheckedUrl | undefined {
        const image = this.block.kind === 'link' ? this.block.image : undefined;
        return image?.state === 'ok' ? image : undefined;
    }
    /** A file that is a picture, where it may be loaded. */
    get preview(): CheckedUrl | undefined {
        const isPicture = this.block.kind === 'file' && this.block.media === 'image';
        return isPicture && !this.isInfected && this.url?.state === 'ok' ? this.url : undefined;
    }
    /** Media that plays here needs no link; what may not be loaded is offered as one. */
    get href(): string {
        const isRefused = !this.url || this.url.state === 'refused' || this.isInfected;
        const isPlayedHere = this.canPlay && !this.isBroken && this.block.kind !== 'file';
        return isRefused || isPlayedHere ? '' : (this.url?.href ?? '');
    }
    get target(): string | null {
        return linkTarget(this.href);
    }
    get facts(): string {
        const { block } = this;
        const parts: string[] = [];
        if (block.kind === 'file') {
            parts.push(...fileFacts(block));
        }
        if (this.isBroken) {
            parts.push(labels.mediaBroken);
        } else if (this.url?.state === 'foreign' && block.kind !== 'file') {
            parts.push(fill(labels.mediaForeign, this.url.host));
        }
        if (this.url?.state === 'refused') {
            parts.push(this.url.text, labels.linkRefused);
        } else if (block.kind === 'link' || block.kind === 'file' || this.url?.state === 'ok') {
            parts.push(this.url?.host ?? '');
        }
        return parts.filter((part) => part !== '').join(' · ');
    }
    get factsClass(): string {
        return `facts ${this.isInfected ? 'danger' : ''}`;
    }
    /** Which player it takes. */
    private get plays(): 'video' | 'audio' | '' {
        const { block } = this;
        const isOpen = block.url?.state === 'ok' && !this.isInfected;
        if (block.kind === 'file') {
            return isOpen && block.media !== 'image' && block.media !== null ? block.media : '';
        }
        return (block.kind === 'video' || block.kind === 'audio') && block.isPlayable && isOpen ? block.kind : '';
    }
    get canPlay(): boolean {
        return this.plays !== '';
    }
    get canLoad(): boolean {
        return this.canPlay && !this.isLoaded && !this.isBroken;
    }
    get loadLabel(): string {
        return this.plays === 'video' ? labels.playVideo : labels.playAudio;
    }
    get playsCaptioned(): boolean {
        return this.isLoaded && !this.isBroken && this.captions !== '' && !this.isPlainPlayed;
    }
    get playsVideo(): boolean {
        return this.isLoaded && !this.isBroken && this.plays === 'video' && !this.playsCaptioned;
    }
    get playsAudio(): boolean {
        return this.isLoaded && !this.isBroken && this.plays === 'audio';
    }
    get captions(): string {
        const captions = this.block.kind === 'video' ? this.block.captions : undefined;
        return captions?.state === 'ok' ? captions.href : '';
    }
    /** Why there are none, though the bot sent some. */
    get captionsProblem(): string {
        const captions = this.block.kind === 'video' ? this.block.captions : undefined;
        if (captions?.state === 'foreign') {
            return named(labels.captions, fill(labels.mediaForeign, captions.host));
        }
        const isBroken = this.areCaptionsBroken || captions?.state === 'refused';
        return isBroken ? named(labels.captions, labels.mediaBroken) : '';
    }

    override renderedCallback(): void {
        super.renderedCallback();
        if (this.takesFocus) {
            this.takesFocus = false;
            this.player?.focus({ preventScroll: true });
        }
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        if (this.player) {
            keepPlace(this.player);
        }
    }

    handleLoad(): void {
        this.isLoaded = true;
        // Its button goes away, and what begins to play is to be stopped by the next key.
        this.takesFocus = true;
    }

    handleMetadata({ currentTarget }: Event): void {
        takePlace(currentTarget as HTMLMediaElement);
    }

    handlePlay({ currentTarget: player }: Event): void {
        this.dispatchEvent(new CustomEvent('botplay', { bubbles: true, composed: true, detail: { player } }));
    }

    handleError(): void {
        this.isBroken = true;
    }

    handleCaptionsError(): void {
        this.areCaptionsBroken = true;
    }

    handleCaptionedError(): void {
        this.isPlainPlayed = true;
        this.areCaptionsBroken = true;
    }

    private get player(): HTMLMediaElement | null | undefined {
        return this.template?.querySelector<HTMLMediaElement>('.player');
    }
}
