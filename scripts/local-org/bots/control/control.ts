import type { FastifyInstance, FastifyReply } from 'fastify';
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

function complain(reply: FastifyReply, status: number, error: unknown): FastifyReply {
    return reply.code(status).send({ error: error instanceof Error ? error.message : String(error) });
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

        const botOf = (vendor: string): PretendBot | null =>
            VENDORS.includes(vendor as Vendor) ? bots[vendor as Vendor] : null;
        const withBot =
            (
                action: (
                    bot: PretendBot,
                    request: { params: Route['Params']; body: unknown },
                    reply: FastifyReply
                ) => unknown
            ) =>
            async (request: { params: Route['Params']; body: unknown }, reply: FastifyReply): Promise<unknown> => {
                const bot = botOf(request.params.vendor);
                return bot
                    ? action(bot, request, reply)
                    : complain(reply, 404, `There is no bot ${request.params.vendor}`);
            };

        app.get('/', async () => VENDORS.map((vendor) => bots[vendor].state()));

        app.get<Route>(
            '/:vendor',
            withBot((bot) => ({ ...bot.state(), log: bot.requests }))
        );

        app.put<Route>(
            '/:vendor/fault',
            withBot(async (bot, request, reply) => {
                let fault;
                try {
                    fault = parseFault(request.body);
                } catch (error) {
                    return complain(reply, 400, error);
                }
                await bot.setFault(fault);
                return bot.state();
            })
        );

        app.delete<Route>(
            '/:vendor/fault',
            withBot(async (bot) => {
                await bot.setFault(null);
                return bot.state();
            })
        );

        app.post<Route>(
            '/:vendor/stop',
            withBot(async (bot) => {
                await bot.stop();
                return bot.state();
            })
        );

        app.post<Route>(
            '/:vendor/start',
            withBot(async (bot, _request, reply) => {
                try {
                    await bot.start();
                } catch (error) {
                    return complain(reply, 409, error);
                }
                return bot.state();
            })
        );

        app.post<Route>(
            '/:vendor/reset-limits',
            withBot((bot) => {
                bot.resetLimits();
                return bot.state();
            })
        );

        app.post<Route>(
            '/:vendor/sessions/:id',
            withBot((bot, request, reply) => {
                try {
                    bot.addSession(request.params.id);
                } catch (error) {
                    return complain(reply, 409, error);
                }
                return reply.code(201).send({ session: request.params.id });
            })
        );

        app.post<Route>(
            '/:vendor/sessions/:id/messages',
            withBot((bot, request, reply) => {
                const parsed = messages.safeParse(request.body);
                if (!parsed.success) {
                    return complain(reply, 400, z.prettifyError(parsed.error).replaceAll('\n', ' '));
                }
                const list = 'messages' in parsed.data ? parsed.data.messages : [parsed.data];
                const [first, ...later] = list;
                const ids: string[] = [];
                try {
                    if (first) {
                        ids.push(bot.addMessage(request.params.id, first));
                    }
                } catch (error) {
                    return complain(reply, 404, error);
                }
                let wait = 0;
                for (const next of later) {
                    wait += next.afterMs;
                    const timer = setTimeout(() => {
                        timers.delete(timer);
                        bot.addMessage(request.params.id, next);
                    }, wait);
                    timers.add(timer);
                }
                return reply.code(202).send({ ids, scheduled: later.length });
            })
        );

        app.post('/sendbird/handoff', async (request, reply) => {
            const parsed = handoff.safeParse(request.body);
            if (!parsed.success) {
                return complain(reply, 400, z.prettifyError(parsed.error).replaceAll('\n', ' '));
            }
            try {
                const { channelUrl, caseId, url } = parsed.data;
                return { status: await bots.sendbird.sendHandoff(channelUrl, caseId, url) };
            } catch (error) {
                return complain(reply, 409, error);
            }
        });
    };
}
