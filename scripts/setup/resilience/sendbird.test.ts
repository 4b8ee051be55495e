import { testResilience } from './resilience.ts';

testResilience('sendbird', 3);
