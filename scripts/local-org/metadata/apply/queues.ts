/** A queue as rows: a `Group` of type Queue, the objects it takes, and its members. */
import { childFlag, childText } from '../../../salesforce/xml.ts';
import { elementsAt } from '../references/check.ts';
import type { Component } from '../types.ts';
import type { SetupRows } from './org-port.ts';

/** Writes the queue; members that a person added stay, as on the platform. @returns the group's id */
export function applyQueue({ fullName, xml }: Component, rows: SetupRows): string {
    const routing = childText(xml, 'queueRoutingConfig');
    const routingId = routing === undefined ? undefined : rows.id('QueueRoutingConfig', { DeveloperName: routing });
    const id = rows.save({
        object: 'Group',
        key: { DeveloperName: fullName, Type: 'Queue' },
        fields: {
            ...(rows.has('QueueRoutingConfig') && { QueueRoutingConfigId: routingId ?? null }),
            Name: childText(xml, 'name') ?? fullName,
            Email: childText(xml, 'email') ?? null,
            DoesSendEmailToMembers: childFlag(xml, 'doesSendEmailToMembers')
        }
    });
    rows.remove('QueueSobject', { QueueId: id });
    for (const element of elementsAt(xml, 'queueSobject', 'sobjectType')) {
        rows.insert('QueueSobject', { QueueId: id, SobjectType: element.text.trim() });
    }
    for (const element of elementsAt(xml, 'queueMembers', 'users', 'user')) {
        const userId = rows.id('User', { Username: element.text.trim() }) ?? null;
        if (rows.id('GroupMember', { GroupId: id, UserOrGroupId: userId }) === undefined) {
            rows.insert('GroupMember', { GroupId: id, UserOrGroupId: userId });
        }
    }
    return id;
}

export function removeQueue(fullName: string, rows: SetupRows): void {
    const id = rows.id('Group', { DeveloperName: fullName, Type: 'Queue' });
    if (id !== undefined) {
        rows.remove('QueueSobject', { QueueId: id });
        rows.remove('GroupMember', { GroupId: id });
        rows.remove('Group', { DeveloperName: fullName, Type: 'Queue' });
    }
}
