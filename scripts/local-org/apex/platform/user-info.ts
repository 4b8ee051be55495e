import { runtime } from '../run/active.ts';
import { notSupported } from '../run/errors.ts';
import { LIMITS, type LimitName } from '../run/limits.ts';
import type { RunningUser } from '../../types.ts';
import type { PlatformCode } from '../types/platform-class.ts';
import { ApexId } from '../values/id.ts';
import { timeZoneValue } from './datetime-class.ts';
import { define } from './registry.ts';

function user(): RunningUser {
    return runtime().transaction.user;
}

/** Last word of the name: the host knows the full name only. */
function lastName(): string {
    return user().name.slice(user().name.lastIndexOf(' ') + 1);
}

const COUNTED: [string, LimitName][] = [
    ['Queries', 'queries'],
    ['QueryRows', 'queryRows'],
    ['DmlStatements', 'dmlStatements'],
    ['DmlRows', 'dmlRows'],
    ['Callouts', 'callouts'],
    ['QueueableJobs', 'queueableJobs'],
    ['FutureCalls', 'futureCalls']
];

const counted: Record<string, PlatformCode> = Object.fromEntries(
    COUNTED.flatMap(([name, limit]): [string, PlatformCode][] => [
        [`static Integer get${name}()`, () => runtime().transaction.limits.get(limit)],
        [`static Integer getLimit${name}()`, () => LIMITS[limit]]
    ])
);

define(
    {
        name: 'System.UserInfo',
        methods: {
            'static String getUserId()': () => ApexId.ofStore(user().id).toString(),
            'static String getUserName()': () => user().userName,
            'static String getUserEmail()': () => user().email,
            'static String getName()': () => user().name,
            'static String getFirstName()': () => user().name.slice(0, Math.max(0, user().name.lastIndexOf(' '))),
            'static String getLastName()': lastName,
            'static Id getProfileId()': () => ApexId.ofStore(user().profileId),
            'static String getOrganizationId()': () => ApexId.ofStore(runtime().host.organizationId).toString(),
            'static String getLocale()': () => user().locale,
            'static String getLanguage()': () => user().language,
            'static System.TimeZone getTimeZone()': () => timeZoneValue(user().timeZone),
            'static Boolean isMultiCurrencyOrganization()': () => false,
            'static String getDefaultCurrency()': () => 'USD',
            'static String getSessionId()': () => {
                throw notSupported('UserInfo.getSessionId');
            }
        }
    },
    {
        name: 'System.Limits',
        methods: {
            ...counted,
            'static Integer getCpuTime()': () => runtime().transaction.cpu.used,
            'static Integer getLimitCpuTime()': () => LIMITS.cpuMilliseconds
        }
    }
);
