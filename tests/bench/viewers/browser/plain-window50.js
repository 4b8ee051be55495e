// Baseline: the same plain DOM, only the last 50 messages. It keeps all messages in memory, but has no way to load older ones.
import { mountPlain } from './plain.js';

const view = mountPlain(document.getElementById('root'));
let kept;
window.benchAdapter = {
    name: 'plain DOM, last 50',
    version: '-',
    messageSelector: 'article.msg',
    root: () => view,
    scroller: () => view,
    windowed: true,
    kept: () => kept
};
window.startBench = async (messages) => {
    kept = messages.slice();
    view.show(kept.slice(-50));
};
window.benchReady = () => true;
