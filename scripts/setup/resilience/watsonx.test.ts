import { testResilience } from './resilience.ts';

testResilience('watsonx', 2);
