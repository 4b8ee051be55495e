/** Who asks, and for what: deployments that are published, customers by their token, and their own conversations. */
import type { FastifyRequest } from 'fastify';
import { ApiError } from './answers.ts';
import type { Conversation, Conversations } from './conversations.ts';
import type { DeploymentSetup, MessagingChannelSetup, MessagingSetup } from './setup.ts';
import type { MessagingToken, MessagingTokens } from './tokens.ts';

export interface AccessDeps {
    organizationId: string;
    setup: MessagingSetup;
    conversations: Conversations;
    /** Is the channel's record active? */
    isActive(channel: string): boolean;
}

export class MessagingAccess {
    readonly tokens: MessagingTokens;
    readonly #deps: AccessDeps;

    constructor(deps: AccessDeps, tokens: MessagingTokens) {
        this.#deps = deps;
        this.tokens = tokens;
    }

    /** Ids of orgs come with 15 or 18 characters. */
    isThisOrg(orgId: unknown): boolean {
        return typeof orgId === 'string' && orgId.slice(0, 15) === this.#deps.organizationId.slice(0, 15);
    }

    /** @throws ApiError 404 where the deployment is not published or its channel not active */
    channel(esDeveloperName: string): { deployment: DeploymentSetup; channel: MessagingChannelSetup } {
        const { setup } = this.#deps;
        const deployment = setup.deployment(esDeveloperName);
        if (!deployment?.enabled || !setup.isPublished(esDeveloperName)) {
            throw new ApiError(404, `There is no published deployment ${esDeveloperName}.`);
        }
        const channel = setup.channel(deployment.channel);
        if (!channel || !this.#deps.isActive(deployment.channel)) {
            throw new ApiError(404, `The messaging channel of ${esDeveloperName} is not active.`);
        }
        return { deployment, channel };
    }

    /** @throws ApiError 401 */
    customer(request: FastifyRequest): MessagingToken {
        const token = this.tokens.of(request.headers.authorization);
        if (!token) throw new ApiError(401, 'The access token is missing, unknown or expired.');
        return token;
    }

    /** The conversation of a path `…/:id`. Throws ApiError 401, or 404 where it is not this customer's. */
    ownConversation(request: FastifyRequest): { token: MessagingToken; conversation: Conversation } {
        const token = this.customer(request);
        const { id } = request.params as { id: string };
        const conversation = this.#deps.conversations.get(id);
        if (!conversation || conversation.subject !== token.subject) {
            throw new ApiError(404, `There is no conversation ${id}.`);
        }
        return { token, conversation };
    }
}
