/** Which flows are active: not for their files alone to say. */
import { childText } from '../../../salesforce/xml.ts';
import type { Component } from '../types.ts';

export function isActiveFlow({ xml }: Pick<Component, 'xml'>): boolean {
    return childText(xml, 'status') === 'Active';
}

/** The flow with another status: `Active`, `Draft`, or `Obsolete` where it was active before. */
export function withStatus<Flow extends Component>(flow: Flow, status: string): Flow {
    const others = flow.xml.children.filter(({ name }) => name !== 'status');
    const leaf = { name: 'status', attributes: {}, children: [], text: status, position: flow.xml.position };
    return { ...flow, xml: { ...flow.xml, children: [...others, leaf] } };
}
