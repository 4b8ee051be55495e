/** The page's first module: synthetic shadow, then what components need as constants, then the components. */
import '@lwc/synthetic-shadow';
import { startPlatform } from './platform/start';

async function start(): Promise<void> {
    await startPlatform();
    const { mount } = await import('./mount');
    mount(document.getElementById('console') as HTMLElement);
}

start().catch((error: unknown) => {
    console.error(error);
    const notice = document.createElement('div');
    notice.className = 'console-failed';
    notice.setAttribute('role', 'alert');
    const heading = document.createElement('h1');
    heading.textContent = 'The console could not start';
    const reason = document.createElement('p');
    reason.textContent = error instanceof Error ? error.message : String(error);
    const again = document.createElement('a');
    again.href = location.href;
    again.textContent = 'Try again';
    notice.append(heading, reason, again);
    document.body.append(notice);
});
