/** More than that are forgotten, the oldest first. */
const MOST_PLACES = 100;

/** Where videos and sounds were when they left the page, in seconds, by address. */
const places = new Map<string, number>();

/** Keeps the place of a player that leaves the page: its row goes when the reader scrolls on. */
export function keepPlace({ currentTime, ended, src }: HTMLMediaElement): void {
    places.delete(src);
    if (currentTime > 0 && !ended) {
        places.set(src, currentTime);
        const [oldest] = places.keys();
        if (oldest !== undefined && places.size > MOST_PLACES) {
            places.delete(oldest);
        }
    }
}

/** Has a player that is asked for again go on where it was. */
export function takePlace(player: HTMLMediaElement): void {
    const place = places.get(player.src);
    if (place !== undefined) {
        places.delete(player.src);
        player.currentTime = place;
    }
}
