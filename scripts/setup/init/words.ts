/** What `init` tells of the org before it asks. */
import type { Paint } from '../commands/output.ts';
import type { ChatState } from './chat-state.ts';
import type { Inventory } from './inventory.ts';

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
        ['Deployments', counted(customClients.length, 'custom client', channels.length, 'messaging channel')],
        ...(inventory.chat.state === 'on'
            ? [
                  ['Live Agent', counted(chatDeployments.length, 'deployment', chatButtons.length, 'button')] as [
                      string,
                      string
                  ]
              ]
            : []),
        ['Queues', queues.length === 0 ? 'none' : String(queues.length)],
        ['People', counted(users.length, inventory.hasMoreUsers ? 'user and more' : 'user', groups.length, 'group')]
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

function counted(first: number, one: string, second: number, other: string): string {
    const words = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
    return `${words(first, one)}, ${words(second, other)}`;
}
