import type { ConversationPlan } from '../../conversations/plan.ts';
import type { SendbirdTalk } from '../talk.ts';

/** A cold dinner. */
export const coldDinner: ConversationPlan<SendbirdTalk> = {
    name: 'cold-dinner',
    connector: 'sendbird',
    title: 'Refund for a cold dinner',
    customer: { firstName: 'Sam', lastName: 'Keller', email: 'sam.keller@example.com' },
    reason: 'Second complaint in a month',
    summary: 'Order #88213 came 50 minutes late and cold. Sam wants 23.50 EUR back, not a voucher.',
    language: 'en',
    kind: 'short',
    record: 'Case',
    minutesAgo: 6,
    script: (talk) =>
        talk
            .bot('Hi Sam! How was order **#88213**?', { suggested_replies: ['Good 😋', 'Not good'] })
            .user('Not good')
            .user('50 min late and cold, i want my money back', { after: 7 })
            .bot('I am sorry about that. I can give you a voucher of **5 EUR** right away.', {
                suggested_replies: ['Take the voucher', 'I want the money']
            })
            .user('I want the money')
            .handoff('I understand. A colleague will look at it now.')
};

/** Arabic, right to left: a delivery that is late. */
export const lateDelivery: ConversationPlan<SendbirdTalk> = {
    name: 'ta-akhur-tawsil',
    connector: 'sendbird',
    title: 'تأخر توصيل الطلب',
    customer: { firstName: 'ليلى', lastName: 'حداد', email: 'layla.haddad@example.com' },
    reason: 'العنوان غير مكتمل',
    summary: 'الطلب رقم 77120 متأخر يومين لأن العنوان غير مكتمل. العميلة تريد التوصيل غدًا بعد الساعة 17:00.',
    language: 'ar',
    kind: 'short',
    record: 'Case',
    minutesAgo: 38,
    script: (talk) =>
        talk
            .bot('مرحبًا ليلى 👋 كيف يمكنني مساعدتك؟', { suggested_replies: ['أين طلبي؟', 'إرجاع منتج'] })
            .user('أين طلبي؟')
            .bot('ما هو رقم الطلب؟ مثال: **77120**')
            .user('77120 وكان يجب أن يصل قبل يومين')
            .bot('العنوان غير مكتمل: لا يوجد رقم شقة. هل تريدين تغييره؟', {
                cta_button: { label: 'تغيير العنوان', url: 'https://shop.example.com/ar/address?order=77120' }
            })
            .user('الشقة 4، وأريد التوصيل غدًا بعد الساعة 17:00 من فضلك')
            .handoff('سأحوّلك إلى زميل يمكنه تحديد موعد التوصيل.')
};
