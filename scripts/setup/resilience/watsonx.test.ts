import { testResilience } from '../../../tests/setup/resilience.ts';

testResilience('watsonx', 2);
