import { LightningElement, api } from 'lwc';
import { changeLanguage, changeUser } from '../../../platform/org';
import { followLink } from '../../../platform/router';
import { currentPermissionSets, currentSession } from '../../../platform/start';
import { showProblem } from '../../../platform/notify';

const LANGUAGES: Record<string, string> = {
    en_US: 'English',
    de: 'Deutsch',
    fr: 'Français',
    es: 'Español',
    ja: '日本語'
};

/** App name, pages, and whose eyes the page is seen with: user, language, theme. */
export default class GlobalHeader extends LightningElement {
    @api pageName = 'home';
    isDark = document.documentElement.classList.contains('slds-color-scheme_dark');

    get userName(): string {
        return currentSession().user.name;
    }

    get userTitle(): string {
        const { profileName } = currentSession().user;
        return `${profileName}; ${currentPermissionSets().join(', ') || 'no permission set'}`;
    }

    get users(): { id: string; label: string; checked: boolean }[] {
        const { user, users } = currentSession();
        return users.map(({ id, name, profileName }) => ({
            id,
            label: `${name} (${profileName})`,
            checked: id === user.id
        }));
    }

    get languages(): { code: string; label: string; checked: boolean }[] {
        const { language } = currentSession().user;
        return Object.entries(LANGUAGES).map(([code, label]) => ({ code, label, checked: code === language }));
    }

    get languageName(): string {
        const { language } = currentSession().user;
        return LANGUAGES[language] ?? language;
    }

    get handoffsIsCurrent(): string | null {
        return this.pageName === 'home' ? 'page' : null;
    }

    get galleryIsCurrent(): string | null {
        return this.pageName === 'gallery' ? 'page' : null;
    }

    get themeIcon(): string {
        return 'utility:brush';
    }

    get themeLabel(): string {
        return this.isDark ? 'Light theme' : 'Dark theme';
    }

    openPage(event: MouseEvent): void {
        followLink(event);
    }

    skip(): void {
        this.dispatchEvent(new CustomEvent('skip'));
    }

    async chooseUser(event: CustomEvent<{ value: string }>): Promise<void> {
        await this.change(() => changeUser(event.detail.value));
    }

    async chooseLanguage(event: CustomEvent<{ value: string }>): Promise<void> {
        await this.change(() => changeLanguage(event.detail.value));
    }

    /** Labels and the user are constants to the components: another user or language is another page load. */
    private async change(work: () => Promise<unknown>): Promise<void> {
        try {
            await work();
            location.reload();
        } catch (error) {
            showProblem(this, 'The session could not be changed', error);
        }
    }

    toggleTheme(): void {
        this.isDark = !this.isDark;
        const { classList } = document.documentElement;
        classList.toggle('slds-color-scheme_dark', this.isDark);
        classList.toggle('slds-color-scheme_light', !this.isDark);
        localStorage.setItem('console.theme', this.isDark ? 'dark' : 'light');
    }
}
