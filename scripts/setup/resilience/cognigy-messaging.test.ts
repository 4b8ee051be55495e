import { testResilience } from './resilience.ts';

testResilience('cognigy-messaging', 0);
