import { SCENES, type Turn } from './long-scenes.ts';
import { SeededRandom } from './random.ts';

export interface TimedTurn extends Turn {
    /** Seconds since the turn before. */
    gap: number;
}

/** How many turns a long conversation has at least. */
const LONG_TURNS = 1040;

const NIGHT = 15.5 * 3600;

/**
 * An office manager who orders for several cafés, over some days: a conversation of at least {@link LONG_TURNS} turns
 * that ends with a handoff. The same seed gives the same turns.
 */
export function longScript(seed: number): TimedTurn[] {
    const random = new SeededRandom(seed);
    const turns: TimedTurn[] = [
        { from: 'bot', text: 'Hello Nadia, welcome back to Bluebird Supplies. What can I do for you?', gap: 1 }
    ];
    let nextNight = 340;
    while (turns.length < LONG_TURNS) {
        const pause = random.between(40, 400);
        random
            .pick(SCENES)(random)
            .forEach((turn, index) => {
                const thinking = turn.from === 'bot' ? random.between(1, 3) : random.between(6, 45);
                turns.push({ ...turn, gap: index === 0 ? pause : thinking });
            });
        if (turns.length > nextNight) {
            nextNight += 340;
            turns.push({ from: 'customer', text: 'Enough for today, I will go on tomorrow.', gap: 20 });
            turns.push({ from: 'bot', text: 'Have a good evening, Nadia. I keep everything here for you. 🌙', gap: 2 });
            turns.push({ from: 'customer', text: 'Good morning!', gap: NIGHT + random.between(0, 3600) });
            turns.push({ from: 'bot', text: 'Good morning, Nadia. Where shall we go on?', gap: 2 });
        }
    }
    turns.push(
        { from: 'customer', text: 'One last thing: I would like new prices for all shops, from April on.', gap: 60 },
        {
            from: 'bot',
            text: 'That is for a person to decide. Shall I pass you on?',
            gap: 2,
            rich: { kind: 'choices', options: ['Yes, please', 'No'] }
        },
        { from: 'customer', text: 'Yes, please', gap: 8, chosen: true },
        {
            from: 'bot',
            text: 'I am connecting you with a colleague from sales, who can see everything that we talked about.',
            gap: 2
        }
    );
    return turns;
}

/** Who talks in the long conversations, and why it was handed over. */
export const LONG_STORY = {
    title: 'New prices for all cafés',
    customer: { firstName: 'Nadia', lastName: 'Okafor', email: 'nadia.okafor@bluebird-cafes.example.com' },
    reason: 'Wants new prices for all shops',
    summary:
        'Nadia orders for seven cafés. Over several days the bot looked up orders, changed delivery addresses, booked a technician and recorded complaints. She now wants new prices for all shops from April on.',
    language: 'en'
} as const;
