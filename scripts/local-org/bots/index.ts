/** Public entry of the pretend bots: everything else in this folder is their own business. */
export { botControlPlugin } from './control/control.ts';
export { VENDOR_ORIGINS, WATSONX_REGIONS } from './hosts.ts';
export { chatTranscripts, conversations, demoTime, SPECIAL_SESSIONS } from './manifest.ts';
export type { ChatTranscriptText } from './conversations/chat-transcripts.ts';
export { PRETEND_SECRETS, startPretendBots, type PretendBots, type SendbirdBot, type StartOptions } from './start.ts';
export type {
    BotConversation,
    BotState,
    Connector,
    Fault,
    LoggedRequest,
    NewMessage,
    PretendBot,
    Vendor
} from './types.ts';
