// Before the first paint, so that a dark page never flashes white. A plain script: the module comes later.
(() => {
    const chosen = localStorage.getItem('console.theme');
    const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    document.documentElement.classList.add(dark ? 'slds-color-scheme_dark' : 'slds-color-scheme_light');
})();
