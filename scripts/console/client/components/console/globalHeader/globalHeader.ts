import { LightningElement, api } from 'lwc';
import { changeSession } from '../../../platform/org';
import { followLink } from '../../../platform/router';
import { currentSession } from '../../../platform/start';
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

    get users(): { id: string; label: string; checked: boolean }[] {
        const { user, users } = currentSession();
        return users.map(({ id, name, profileName, permissionSets }) => {
            const rights = permissionSets.length > 0 ? permissionSets.join(', ') : 'no permission set';
            return { id, label: `${name} (${profileName}; ${rights})`, checked: id === user.id };
        });
    }

    get languages(): { code: string; label: string; checked: boolean }[] {
        const { user, languages } = currentSession();
        return languages.map((code) => ({ code, label: LANGUAGES[code] ?? code, checked: code === user.language }));
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

    skip(event: MouseEvent): void {
        event.preventDefault();
        document.getElementById('content')?.focus();
    }

    async chooseUser(event: CustomEvent<{ value: string }>): Promise<void> {
        await this.change({ userId: event.detail.value });
    }

    async chooseLanguage(event: CustomEvent<{ value: string }>): Promise<void> {
        await this.change({ language: event.detail.value });
    }

    /** Labels and the user are constants to the components: another user or language is another page load. */
    private async change(change: { userId?: string; language?: string }): Promise<void> {
        try {
            await changeSession(change);
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
