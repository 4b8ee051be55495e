/** Public entry of the pretend bots: everything else in this folder is their own business. */
export { botControlPlugin } from './control/control.ts';
export { VENDOR_ORIGINS } from './hosts.ts';
export { chatTranscripts, conversations, demoTime, SPECIAL_SESSIONS } from './manifest.ts';
export { startPretendBots, type PretendBots } from './start.ts';
export type { BotConversation, Fault, Vendor } from './types.ts';
