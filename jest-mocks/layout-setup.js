/** What jsdom leaves out because it lays nothing out: components may call it, and nothing moves. */
Element.prototype.scrollIntoView = () => undefined;
