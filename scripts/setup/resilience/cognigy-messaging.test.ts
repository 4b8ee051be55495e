import { testResilience } from '../../../tests/setup/resilience.ts';

testResilience('cognigy-messaging', 0);
