import type { Frame } from '../run/frame.ts';

/** How a statement ended. Numbers, because every statement of every loop yields one. */
export const NORMAL = 0;
export const BREAK = 1;
export const CONTINUE = 2;
export const RETURN = 3;

/** A compiled statement. A return statement leaves its value in `frame.result`. */
export type Execute = (frame: Frame) => number;
