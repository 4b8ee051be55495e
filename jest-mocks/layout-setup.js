/** What jsdom leaves out because it lays nothing out: components may call it, and nothing moves. */
globalThis.Element.prototype.scrollIntoView = () => undefined;
