import type { ConversationPlan } from '../../conversations/plan.ts';
import { connectToAgent, option } from '../messages.ts';
import type { WatsonxTalk } from '../talk.ts';

/** A parcel that was "delivered" and isn't there. */
export const parcel: ConversationPlan<WatsonxTalk> = {
    name: 'missing-parcel',
    connector: 'watsonx',
    title: 'Parcel marked as delivered is missing',
    customer: { firstName: 'Grace', lastName: 'Adeyemi', email: 'grace.adeyemi@example.com' },
    reason: 'Parcel not with the neighbours either',
    summary:
        'Parcel NW-5512 was marked as delivered at 14:02 on 9 February. It is not at the door and not with the neighbours.',
    language: 'en',
    kind: 'short',
    record: 'LiveChatTranscript',
    minutesAgo: 7,
    script: (talk) =>
        talk
            .bot('Welcome to Northwind Parcel. Ask me about a delivery.')
            .user('NW-5512 says delivered but it isn’t here')
            .bot(
                'It was left **at the front door** at 14:02.',
                option('Did you look with the neighbours?', ['Yes', 'Not yet'])
            )
            .choose('Yes')
            .handoff(
                connectToAgent(
                    'I am passing you on, one moment.',
                    'Parcel NW-5512 not found, neighbours asked.',
                    talk.key
                )
            )
};

/** Japanese: more guests for a reservation. */
export const reservation: ConversationPlan<WatsonxTalk> = {
    name: 'yoyaku',
    connector: 'watsonx',
    title: '予約人数の変更',
    customer: { firstName: '美咲', lastName: '佐藤', email: 'misaki.sato@example.com' },
    reason: '個室の空きがない',
    summary: '2月14日19時の予約を4名から7名に変更希望。個室は6名まで。担当者による確認が必要。',
    language: 'ja',
    kind: 'short',
    record: 'MessagingSession',
    minutesAgo: 33,
    script: (talk) =>
        talk
            .bot(
                'こんにちは。レストラン「やまもも」です。ご用件をお選びください。',
                option('ご用件', ['予約の変更', '予約の取消', 'その他'])
            )
            .choose('予約の変更')
            .user('2月14日19時の予約を4名から7名に変更したいです。個室は使えますか？')
            .bot('個室は**6名様**までとなっております。7名様の場合は、担当者が空席を確認いたします。')
            .user('お願いします 🙇')
            .handoff(connectToAgent('担当者におつなぎします。少々お待ちください。', '7名への変更、個室希望', talk.key))
};
