/** What `init` tells of the org before it asks. */
import type { Paint } from '../commands/output.ts';
import type { ChatState } from '../org/chat-state.ts';
import type { Inventory } from './inventory.ts';
import { counted } from '../counted.ts';

export function inventoryText(inventory: Inventory, paint: Paint): string {
    const { deployments, channels, chatDeployments, chatButtons, queues, users, groups } = inventory;
    const customClients = deployments.filter(({ isCustomClient }) => isCustomClient);
    const rows: [string, string][] = [
        [
            'Organization',
            `${inventory.name} (${inventory.organizationId}), ${inventory.edition}${inventory.isSandbox ? ', sandbox' : ''}`
        ],
        [
            'Messaging',
            `${inventory.hasMessaging ? 'on' : 'off: apply switches it on'}; API at ${inventory.messagingUrl ?? 'an address that you are asked for'}`
        ],
        ['Salesforce Chat', chatText(inventory.chat)],
        ['Deployments', bothCounted(customClients.length, 'custom client', channels.length, 'messaging channel')],
        ...(inventory.chat.state === 'on'
            ? [
                  ['Live Agent', bothCounted(chatDeployments.length, 'deployment', chatButtons.length, 'button')] as [
                      string,
                      string
                  ]
              ]
            : []),
        ['Queues', queues.length === 0 ? 'none' : String(queues.length)],
        ['People', bothCounted(users.length, inventory.hasMoreUsers ? 'or more user' : 'user', groups.length, 'group')]
    ];
    const width = Math.max(...rows.map(([name]) => name.length));
    return rows.map(([name, text]) => `  ${paint('dim', name.padEnd(width))}  ${text}`).join('\n');
}

function chatText({ state, why }: ChatState): string {
    switch (state) {
        case 'on':
            return 'still there, and on';
        case 'allowed':
            return 'still there, and off: apply switches it on where a connector needs it';
        case 'gone':
            return `not there${why === undefined ? '' : ` (the org: ${why})`}: cognigy-chat and watsonx's built-in desk cannot be used, Messaging can`;
    }
}

function bothCounted(first: number, one: string, second: number, other: string): string {
    return `${counted(first, one)}, ${counted(second, other)}`;
}
