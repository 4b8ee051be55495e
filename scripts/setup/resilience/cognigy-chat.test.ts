import { testResilience } from '../../../tests/setup/resilience.ts';

testResilience('cognigy-chat', 1);
