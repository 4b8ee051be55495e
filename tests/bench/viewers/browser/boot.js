// Runs first in every page (classic script in <head>). It is the page's half of the harness:
// fetches the conversation, waits for the adapter, hands the messages over, watches what is rendered.
// The contract with a page is in tests/bench/README.md.
(() => {
    const query = new URLSearchParams(location.search);
    const n = Number(query.get('n'));
    const set = query.get('set') ? '-' + query.get('set') : '';
    const QUIET_MS = 1500; // no long task and no new message for this long = settled
    const POLL_MS = 60;
    const now = () => performance.now();

    const S = (window.__bench = { n, longTasks: [], errors: [], count: 0, frames: [], state: 'loading' });

    const keep = (entries) => {
        for (const e of entries) S.longTasks.push([e.startTime, e.duration]);
    };
    const observer = new PerformanceObserver((list) => keep(list.getEntries()));
    observer.observe({ type: 'longtask', buffered: true });
    addEventListener('error', (e) => S.errors.push(String(e.message || e)));
    addEventListener('unhandledrejection', (e) => S.errors.push('rejection: ' + String(e.reason)));

    const data = fetch(`/data/conversation-${n}${set}.json`).then((r) => r.json());
    const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
    const afterPaint = () =>
        new Promise((r) =>
            requestAnimationFrame(() => {
                const c = new MessageChannel();
                c.port1.onmessage = () => r(now());
                c.port2.postMessage(0);
            })
        );

    const inView = (el) => {
        if (!el || !el.isConnected) return false;
        const r = el.getBoundingClientRect();
        if (!(r.height > 0 && r.width > 0 && r.bottom > 0 && r.top < innerHeight)) return false;
        return el.checkVisibility ? el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) : true;
    };
    const all = () => {
        const a = window.benchAdapter;
        const root = a.root();
        return root ? root.querySelectorAll(a.messageSelector) : [];
    };

    async function watch() {
        const a = window.benchAdapter;
        let lastChange = now();
        let polled = 0;
        // A long task is reported only after it has ended, often later than the next frame: a gap between our frames
        // shows it at once. Without this the page looks quiet right after (and so in the middle of) the heaviest work.
        let lastBusy = 0;
        let left = now();
        for (;;) {
            await new Promise((r) => requestAnimationFrame(r));
            if (now() - left > 100) lastBusy = now();
            left = now();
            if (S.tFirst !== undefined && now() - polled < POLL_MS) continue;
            const list = all();
            if (S.tFirst === undefined && list.length && (inView(list[0]) || inView(list[list.length - 1]))) {
                S.tFirst = await afterPaint();
            }
            polled = now();
            S.polls = (S.polls || 0) + 1;
            S.lastPoll = polled;
            if (list.length !== S.count) {
                S.count = list.length;
                lastChange = polled;
            }
            const complete = a.windowed ? list.length > 0 : list.length >= n;
            if (!complete) continue;
            if (S.tAllInDom === undefined) S.tAllInDom = polled;
            if (S.tLastVisible === undefined && inView(list[list.length - 1])) S.tLastVisible = await afterPaint();

            keep(observer.takeRecords());
            const lastTask = S.longTasks.reduce((m, [s, d]) => Math.max(m, s + d), 0);
            const t = now();
            left = t;
            if (t - lastTask > QUIET_MS && t - lastBusy > QUIET_MS && t - lastChange > QUIET_MS) {
                S.autoScrolled = S.tLastVisible !== undefined;
                S.tSettled = Math.max(S.tLastVisible || 0, S.tAllInDom, lastTask, S.tFirst || 0, S.tResolved || 0);
                S.state = 'done';
                return;
            }
        }
    }

    /* ---- used by run.mjs afterwards ---------------------------------------------------------- */
    S.frameLog = {
        start() {
            S.frames = [];
            S.framesOn = true;
            let prev = 0;
            const tick = (t) => {
                if (!S.framesOn) return;
                if (prev) S.frames.push(t - prev);
                prev = t;
                requestAnimationFrame(tick);
            };
            requestAnimationFrame(tick);
        },
        stop() {
            S.framesOn = false;
            return S.frames;
        }
    };
    S.twoFrames = () => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => r())));
    S.scrollInfo = () => {
        const el = window.benchAdapter.scroller();
        if (!el) return null;
        const r = el.getBoundingClientRect();
        return {
            top: el.scrollTop,
            height: el.scrollHeight,
            client: el.clientHeight,
            x: r.left + r.width / 2,
            y: r.top + r.height / 2
        };
    };
    S.toBottom = async () => {
        const el = window.benchAdapter.scroller();
        if (!el) return;
        el.scrollTop = el.scrollHeight;
        await sleep(400);
    };
    // Walks the document and all open shadow roots: element count, and the refs that are really there.
    S.audit = () => {
        let elements = 0;
        let images = 0;
        let imagesLoaded = 0;
        const refs = new Set();
        const re = /ref-\d{7}/g;
        const take = (s) => {
            for (const m of s.match(re) || []) refs.add(m);
        };
        const walk = (root) => {
            const it = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
            for (let node = it.nextNode(); node; node = it.nextNode()) {
                if (node.nodeType === 3) {
                    if (node.data.includes('ref-')) take(node.data);
                    continue;
                }
                elements++;
                if (node.localName === 'img' && node.src.startsWith('data:image/png')) {
                    images++;
                    if (node.complete && node.naturalWidth) imagesLoaded++;
                }
                const alt = node.getAttribute('alt') || node.alt || node.getAttribute('aria-label');
                if (typeof alt === 'string' && alt.includes('ref-')) take(alt);
                if (node.shadowRoot) walk(node.shadowRoot);
            }
        };
        walk(document);
        const sorted = [...refs].sort();
        const rendered = all().length;
        const missing = [];
        for (let i = 0; i < n && missing.length < 5; i++) {
            const ref = 'ref-' + String(i).padStart(7, '0');
            if (!refs.has(ref)) missing.push(ref);
        }
        return {
            missing,
            elements,
            images,
            imagesLoaded,
            refs: refs.size,
            firstRef: sorted[0],
            lastRef: sorted.at(-1),
            rendered
        };
    };

    // The runner gets the numbers with the signal itself: it must not depend on the page answering afterwards.
    S.report = () => {
        const {
            n,
            state,
            errors,
            count,
            longTasks,
            polls,
            lastPoll,
            autoScrolled,
            tData,
            tReady,
            tHandover,
            tResolved,
            tFirst,
            tAllInDom,
            tLastVisible,
            tSettled
        } = S;
        const a = window.benchAdapter || {};
        return {
            n,
            state,
            errors,
            count,
            longTasks,
            polls,
            lastPoll,
            autoScrolled,
            tData,
            tReady,
            tHandover,
            tResolved,
            tFirst,
            tAllInDom,
            tLastVisible,
            tSettled,
            adapter: { name: a.name, version: a.version, windowed: Boolean(a.windowed) }
        };
    };
    (async () => {
        const messages = await data;
        S.tData = now();
        while (!(window.benchReady && window.benchReady())) await sleep(2);
        S.tReady = now();
        S.state = 'rendering';
        const watching = watch();
        S.tHandover = now();
        await window.startBench(messages);
        S.tResolved = now();
        messages.length = 0; // only what the viewer itself keeps should stay on the heap
        await watching;
        if (window.__benchDone) window.__benchDone(S.report());
    })().catch((e) => {
        S.errors.push('boot: ' + (e && e.stack ? e.stack : e));
        S.state = 'failed';
        if (window.__benchDone) window.__benchDone(S.report());
    });
})();
