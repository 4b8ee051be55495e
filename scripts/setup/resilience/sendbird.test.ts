import { testResilience } from '../../../tests/setup/resilience.ts';

testResilience('sendbird', 3);
