/** What of the org a setup uses: asked with what the org has, and what pasted code names. */
import { answerChecks } from '../config/schema.ts';
import type { Interview } from './interview.ts';
import type { Inventory, Named, QueueFound } from './inventory.ts';
import type { Pasted } from './pasted.ts';
import { mustBe, pickOrMake, type Picked } from './pick.ts';

export type Way = 'messaging' | 'chat' | 'case';

/** As the setup file has it. */
export interface OrgAnswers {
    org: { messagingUrl?: string; chatUrl?: string };
    queue: Named & { fallback: Named; routing: Named };
    messaging?: { channel: Named; deployment: Named };
    chat?: { deployment: Named; button: Named };
    /** What is used and stays as it is: `Type:FullName`. */
    keep: string[];
}

/** Asks which queue, channel or button is taken, or made. */
export async function askOrg(
    interview: Interview,
    inventory: Inventory,
    pasted: Pasted,
    ways: ReadonlySet<Way>
): Promise<OrgAnswers> {
    const keep: string[] = [];
    const messaging = ways.has('messaging') ? await askMessaging(interview, inventory, pasted) : undefined;
    const chat = ways.has('chat') ? await askChat(interview, inventory, pasted, keep) : undefined;
    const org = {
        ...(ways.has('messaging') && (await askMessagingUrl(interview, inventory, pasted))),
        ...(ways.has('chat') && (await askChatUrl(interview, inventory, pasted)))
    };
    const queue = await askQueues(interview, inventory, ways, keep);
    return { org, queue, ...(messaging && { messaging }), ...(chat && { chat }), keep };
}

async function askMessaging(
    interview: Interview,
    inventory: Inventory,
    { choice }: Pasted
): Promise<{ channel: Named; deployment: Named }> {
    const { deployments, channels } = inventory;
    const fromCode = deployments.find(({ name }) => name === choice.deployment);
    const deployment: Picked = fromCode
        ? { ...plain(fromCode), isNew: false }
        : await pickOrMake(interview, {
              id: 'messaging.deployment',
              what: 'embedded service deployment',
              candidates: deployments.map(({ name, label, isCustomClient, channel }) => ({
                  name,
                  label,
                  ...(channel !== undefined && { note: `channel ${channel}` }),
                  ...(!isCustomClient && { disabled: 'no custom client' })
              })),
              presetName: 'Bot_Handoff_Client'
          });
    const bound = deployments.find(({ name }) => name === deployment.name)?.channel;
    const channelOfIt = channels.find(({ name }) => name === bound);
    const channel: Picked = channelOfIt
        ? { ...plain(channelOfIt), isNew: false }
        : await pickOrMake(interview, {
              id: 'messaging.channel',
              what: 'messaging channel',
              candidates: channels.map(({ name, label, isActive }) => ({
                  name,
                  label,
                  note: isActive ? 'active' : 'not active'
              })),
              presetName: 'Bot_Handoff'
          });
    if (channelOfIt) interview.say(`✔ Messaging channel ${channelOfIt.name}, which ${deployment.name} has`);
    if (!channel.isNew) {
        interview.say(
            `  apply gives ${channel.name} the parameters and the routing flow of the handoff; plan shows each change.`
        );
    }
    return { channel: plain(channel), deployment: plain(deployment) };
}

async function askChat(
    interview: Interview,
    { chatDeployments, chatButtons }: Inventory,
    { choice }: Pasted,
    keep: string[]
): Promise<{ deployment: Named; button: Named }> {
    const deployment = choice.chatDeployment
        ? existing(chatDeployments, choice.chatDeployment)
        : await pickOrMake(interview, {
              id: 'chat.deployment',
              what: 'chat deployment',
              candidates: chatDeployments.map(({ name, label, id }) => ({ name, label, note: id })),
              presetName: 'Bot_Handoff_Chat'
          });
    const hasPrechatApi = chatDeployments.find(({ name }) => name === deployment.name)?.hasPrechatApi;
    if (hasPrechatApi === true) keep.push(`LiveChatDeployment:${deployment.name}`);
    if (hasPrechatApi === false) {
        interview.say(`  ${deployment.name} takes no pre-chat details yet: plan shows what apply changes.`);
    }
    const button = choice.chatButton
        ? existing(chatButtons, choice.chatButton)
        : await pickOrMake(interview, {
              id: 'chat.button',
              what: 'chat button',
              candidates: chatButtons.map(({ name, label, id, isActive, routing }) => ({
                  name,
                  label,
                  note: [id, ...(routing === undefined ? [] : [`routing ${routing}`])].join(', '),
                  ...(!isActive && { disabled: 'not active' })
              })),
              presetName: 'Bot_Handoff_Chat_Button'
          });
    if (!button.isNew) {
        keep.push(`LiveChatButton:${button.name}`);
        interview.say(`  ${button.name} routes as it does today: the agents need its skill or its queue.`);
    }
    return { deployment: plain(deployment), button: plain(button) };
}

async function askMessagingUrl(
    interview: Interview,
    { messagingUrl }: Inventory,
    { choice }: Pasted
): Promise<{ messagingUrl?: string }> {
    if (choice.messagingUrl !== undefined) return { messagingUrl: choice.messagingUrl };
    if (messagingUrl !== undefined) return {};
    return {
        messagingUrl: await interview.text('org.messagingUrl', {
            message: 'Url of the Messaging API (https://….my.salesforce-scrt.com)',
            validate: (text) => mustBe(answerChecks.origin, text)
        })
    };
}

async function askChatUrl(
    interview: Interview,
    { isLocalOrg }: Inventory,
    { choice }: Pasted
): Promise<{ chatUrl?: string }> {
    if (choice.chatUrl !== undefined) return { chatUrl: choice.chatUrl };
    // A local org answers at its own address.
    if (isLocalOrg) return {};
    const endpoint = (text: string) => text.replace(/\/(?:chat(?:\/rest)?\/?)?$/, '');
    const answer = await interview.text('org.chatUrl', {
        message: 'Chat API endpoint (Setup, Chat Settings; no API tells it)',
        validate: (text) => mustBe(answerChecks.origin, endpoint(text))
    });
    return { chatUrl: endpoint(answer) };
}

async function askQueues(
    interview: Interview,
    { queues, routings }: Inventory,
    ways: ReadonlySet<Way>,
    keep: string[]
): Promise<OrgAnswers['queue']> {
    const needed = [...(ways.has('messaging') ? ['MessagingSession'] : []), ...(ways.has('case') ? ['Case'] : [])];
    const lacks = (queue: QueueFound) => needed.filter((object) => !queue.objects.includes(object));
    const sorted = [...queues].sort(
        (one, other) => lacks(one).length - lacks(other).length || other.objects.length - one.objects.length
    );
    const fitting = sorted.find((queue) => queue.objects.length > 0 && queue.routing && lacks(queue).length === 0);
    const asked = (id: string, what: string, presetName: string, without: string | undefined) =>
        pickOrMake(interview, {
            id,
            what,
            presetName,
            ...(id === 'queue' && fitting && { proposed: fitting.name }),
            candidates: sorted
                .filter(({ name }) => name !== without)
                .map((queue) => ({ name: queue.name, label: queue.label, note: noteOf(queue, lacks(queue)) })),
            taken: without === undefined ? [] : [without]
        });
    const first = await asked('queue', 'queue', 'Bot_Handoff_Queue', undefined);
    const fallback = await asked('queue.fallback', 'fallback queue', 'Bot_Handoff_Fallback', first.name);
    const found = queues.find(({ name }) => name === first.name);
    const routing = found?.routing ?? newRouting(routings);
    if (found?.routing) keep.push(`QueueRoutingConfig:${found.routing.name}`);
    for (const { name, isNew } of [first, fallback]) {
        const queue = queues.find((each) => each.name === name);
        if (!isNew && queue?.routing && lacks(queue).length === 0) keep.push(`Queue:${name}`);
        else if (!isNew) interview.say(`  ${name} lacks something: plan shows what apply changes.`);
    }
    return { ...plain(first), fallback: plain(fallback), routing };
}

function noteOf({ objects, routing }: QueueFound, lacking: string[]): string {
    return [
        objects.length === 0 ? 'takes no conversations' : `takes ${objects.join(', ')}`,
        ...(routing ? [`routing ${routing.name}`] : ['no Omni-Channel routing']),
        ...(lacking.length === 0 ? [] : [`apply adds ${lacking.join(', ')}`])
    ].join('; ');
}

/** The setup's own, whether or not an earlier run made it; another's of that name is left alone. */
function newRouting(routings: readonly Named[]): Named {
    const preset = { name: 'Bot_Handoff_Routing', label: 'Bot Handoff Routing' };
    return routings.find(({ name }) => name === preset.name) ?? preset;
}

function existing(list: readonly Named[], name: string): Picked {
    const found = list.find((each) => each.name === name);
    if (!found) throw new Error(`${name} was found before.`);
    return { ...plain(found), isNew: false };
}

const plain = ({ name, label }: Named): Named => ({ name, label });
