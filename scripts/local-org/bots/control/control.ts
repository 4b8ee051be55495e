import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseFault } from '../server/fault.ts';
import type { PretendBots } from '../start.ts';
import { VENDORS, type PretendBot, type Vendor } from '../types.ts';

const message = z.strictObject({
    from: z.enum(['customer', 'bot', 'agent']),
    text: z.string().max(20_000),
    rich: z.unknown().optional(),
    /** Milliseconds after the message before. */
    afterMs: z.number().int().min(0).max(600_000).default(0)
});

const messages = z.union([z.strictObject({ messages: z.array(message).min(1).max(500) }), message]);

const handoff = z.strictObject({ channelUrl: z.string(), caseId: z.string(), url: z.string().optional() });

interface Route {
    Params: { vendor: string; id: string };
}

/**
 * The pretend bots' control, as a plugin that a server mounts under a prefix (the local org: `/local/bots`).
 *
 * - `GET /` state and counters of all · `GET /:vendor` of one, with the newest requests
 * - `PUT /:vendor/fault` a fault as JSON · `DELETE /:vendor/fault`
 * - `POST /:vendor/stop` · `POST /:vendor/start` · `POST /:vendor/reset-limits`
 * - `POST /:vendor/sessions/:id` opens an empty session
 * - `POST /:vendor/sessions/:id/messages` one message `{from, text, rich?}`, or `{messages: [{…, afterMs}]}`, of which
 *   the later ones come over time; the session id is percent-encoded
 * - `POST /sendbird/handoff` sends the signed webhook: `{channelUrl, caseId, url?}`
 *
 * Errors are `{error}` with 400 (not understood), 404 (no such bot or session) or 409 (can't be done now).
 */
export function botControlPlugin(bots: PretendBots): (app: FastifyInstance) => Promise<void> {
    return async (app) => {
        const timers = new Set<NodeJS.Timeout>();
        app.addHook('onClose', async () => timers.forEach((timer) => clearTimeout(timer)));
        app.setErrorHandler((error, _request, reply) => {
            if (!(error instanceof Refusal)) throw error;
            return reply.code(error.status).send({ error: error.message });
        });
        const botOf = (vendor: string): PretendBot => {
            if (!VENDORS.includes(vendor as Vendor)) throw new Refusal(404, `There is no bot ${vendor}`);
            return bots[vendor as Vendor];
        };

        app.get('/', async () => VENDORS.map((vendor) => bots[vendor].state()));
        app.get<Route>('/:vendor', async ({ params }) => {
            const bot = botOf(params.vendor);
            return { ...bot.state(), log: bot.requests };
        });

        app.put<Route>('/:vendor/fault', async ({ params, body }) => {
            const bot = botOf(params.vendor);
            const fault = await orRefuse(400, () => parseFault(body));
            await bot.setFault(fault);
            return bot.state();
        });
        app.delete<Route>('/:vendor/fault', async ({ params }) => {
            const bot = botOf(params.vendor);
            await bot.setFault(null);
            return bot.state();
        });

        app.post<Route>('/:vendor/stop', async ({ params }) => {
            const bot = botOf(params.vendor);
            await bot.stop();
            return bot.state();
        });
        app.post<Route>('/:vendor/start', async ({ params }) => {
            const bot = botOf(params.vendor);
            await orRefuse(409, () => bot.start());
            return bot.state();
        });
        app.post<Route>('/:vendor/reset-limits', async ({ params }) => {
            const bot = botOf(params.vendor);
            bot.resetLimits();
            return bot.state();
        });

        app.post<Route>('/:vendor/sessions/:id', async ({ params }, reply) => {
            const bot = botOf(params.vendor);
            await orRefuse(409, () => bot.addSession(params.id));
            return reply.code(201).send({ session: params.id });
        });
        app.post<Route>('/:vendor/sessions/:id/messages', async ({ params, body }, reply) => {
            const bot = botOf(params.vendor);
            const parsed = read(messages, body);
            const [first, ...later] = 'messages' in parsed ? parsed.messages : [parsed];
            const ids = first ? [await orRefuse(404, () => bot.addMessage(params.id, first))] : [];
            addLater(bot, params.id, later, timers);
            return reply.code(202).send({ ids, scheduled: later.length });
        });

        app.post('/sendbird/handoff', async ({ body }) => {
            const { channelUrl, caseId, url } = read(handoff, body);
            return { status: await orRefuse(409, () => bots.sendbird.sendHandoff(channelUrl, caseId, url)) };
        });
    };
}

/** Adds messages one after the other. @param timers of those that are still to come */
function addLater(
    bot: PretendBot,
    session: string,
    later: readonly z.infer<typeof message>[],
    timers: Set<NodeJS.Timeout>
): void {
    let wait = 0;
    for (const next of later) {
        wait += next.afterMs;
        const timer = setTimeout(() => {
            timers.delete(timer);
            bot.addMessage(session, next);
        }, wait);
        timers.add(timer);
    }
}

/** Why something is not done, with the status that says whose fault it is. */
class Refusal extends Error {
    readonly status: number;

    constructor(status: number, message: string) {
        super(message);
        this.status = status;
    }
}

/** @throws Refusal with that status and the words of the error, where the work fails */
async function orRefuse<Result>(status: number, work: () => Result | Promise<Result>): Promise<Result> {
    try {
        return await work();
    } catch (error) {
        throw new Refusal(status, error instanceof Error ? error.message : String(error));
    }
}

/** @throws Refusal 400 where the body is not what the schema wants */
function read<Body>(schema: z.ZodType<Body>, body: unknown): Body {
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw new Refusal(400, z.prettifyError(parsed.error).replaceAll('\n', ' '));
    return parsed.data;
}
