import { caseObjects } from './cases.ts';
import { chatObjects } from './chat.ts';
import { customerObjects } from './customers.ts';
import { messagingObjects } from './messaging.ts';
import type { StandardObject } from './notation.ts';
import { organizationObjects } from './organization.ts';
import { permissionObjects } from './permissions.ts';
import { routingObjects } from './routing.ts';
import { toolingObjects } from './tooling.ts';

/** Every standard object that the local org can have; its features say whether it does. */
export const standardObjects: readonly StandardObject[] = [
    ...organizationObjects,
    ...permissionObjects,
    ...toolingObjects,
    ...customerObjects,
    ...caseObjects,
    ...messagingObjects,
    ...chatObjects,
    ...routingObjects
];
