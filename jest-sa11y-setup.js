import { setup } from '@sa11y/jest';

// Adds `await expect(element).toBeAccessible()` to every component test.
setup();
