import { createElement } from 'lwc';
import App from 'console/app';

export function mount(parent: HTMLElement): void {
    parent.append(createElement('console-app', { is: App }));
}
