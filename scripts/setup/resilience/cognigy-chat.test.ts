import { testResilience } from './resilience.ts';

testResilience('cognigy-chat', 1);
