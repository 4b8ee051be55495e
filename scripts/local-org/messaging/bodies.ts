/** Bodies of requests, as the messaging API documents them. */
import { z } from 'zod';
import { longestAttribute, longestMessage } from './limits.ts';

const uuid = z
    .string()
    .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'must be a lower-case UUID');
const attributes = z.record(z.string(), z.string().max(longestAttribute)).optional();
export const tokenBody = z.object({
    orgId: z.string(),
    esDeveloperName: z.string(),
    capabilitiesVersion: z.literal('1'),
    platform: z.literal('Web'),
    deviceId: z.string().optional(),
    context: z.unknown().optional()
});
export const conversationBody = z.object({
    conversationId: uuid,
    esDeveloperName: z.string(),
    routingAttributes: attributes,
    language: z.string().optional()
});
export const messageBody = z.object({
    message: z.object({
        id: uuid,
        messageType: z.literal('StaticContentMessage'),
        staticContent: z.object({ formatType: z.literal('Text'), text: z.string().min(1).max(longestMessage) })
    }),
    esDeveloperName: z.string(),
    isNewMessagingSession: z.boolean().optional(),
    routingAttributes: attributes,
    language: z.string().optional()
});
export const entryBody = z.object({
    entryType: z.enum(['TypingStartedIndicator', 'TypingStoppedIndicator']),
    id: uuid
});
