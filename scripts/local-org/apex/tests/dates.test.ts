import { ApexTestOrg, checkFailures, checkOutput, checkValues } from '../test-support.ts';

/** The running user is in Berlin. */
const org = new ApexTestOrg();

checkValues('dates', org, {
    'String.valueOf(Date.newInstance(2026, 1, 31).addMonths(1))': '2026-02-28',
    'String.valueOf(Date.newInstance(2026, 12, 31).addDays(1))': '2027-01-01',
    'String.valueOf(Date.newInstance(2024, 2, 29).addYears(1))': '2025-02-28',
    'Date.newInstance(2026, 1, 1).daysBetween(Date.newInstance(2026, 3, 1))': '59',
    'Date.newInstance(2026, 1, 31).monthsBetween(Date.newInstance(2026, 3, 1))': '2',
    'Date.daysInMonth(2024, 2)': '29',
    'Date.isLeapYear(1900)': 'false',
    'Date.newInstance(2026, 7, 4).dayOfYear()': '185',
    'String.valueOf(Date.newInstance(2026, 7, 4).toStartOfMonth())': '2026-07-01',
    'String.valueOf(Date.newInstance(2026, 7, 8).toStartOfWeek())': '2026-07-05',
    "String.valueOf(Date.valueOf('2026-07-08'))": '2026-07-08',
    "String.valueOf(Date.valueOf('2026-07-08 12:30:00'))": '2026-07-08',
    "Date.newInstance(2026, 7, 8) == Date.valueOf('2026-07-08')": 'true',
    'Date.newInstance(2026, 7, 8) < Date.newInstance(2026, 7, 9)': 'true',
    'String.valueOf(Date.newInstance(2026, 7, 8) + 2)': '2026-07-10',
    'Date.newInstance(2026, 7, 8).format()': '7/8/2026',
    'Date.newInstance(2026, 7, 8).year() + Date.newInstance(2026, 7, 8).month()': '2033'
});

checkValues('names of zones, and the year that a week belongs to', org, {
    "Datetime.newInstanceGmt(2026, 7, 1, 12, 0, 0).format('z')": 'CEST',
    "Datetime.newInstanceGmt(2026, 1, 1, 12, 0, 0).format('z')": 'CET',
    "Datetime.newInstanceGmt(2026, 7, 1, 12, 0, 0).format('z', 'America/Los_Angeles')": 'PDT',
    "Datetime.newInstanceGmt(2026, 7, 1, 12, 0, 0).format('z', 'Australia/Sydney')": 'AEST',
    "Datetime.newInstanceGmt(2026, 7, 1, 12, 0, 0).formatGmt('z')": 'GMT',
    "Datetime.newInstanceGmt(2026, 7, 1, 12, 0, 0).format('zzzz', 'Asia/Tokyo')": 'Japan Standard Time',
    "Datetime.newInstanceGmt(2024, 12, 28, 12, 0, 0).formatGmt('YYYY-MM-dd')": '2024-12-28',
    "Datetime.newInstanceGmt(2024, 12, 29, 12, 0, 0).formatGmt('YYYY-MM-dd')": '2025-12-29',
    "Datetime.newInstanceGmt(2024, 12, 31, 12, 0, 0).formatGmt('yyyy-MM-dd')": '2024-12-31',
    "Datetime.newInstanceGmt(1969, 12, 27, 12, 0, 0).formatGmt('YY')": '69',
    "Datetime.newInstanceGmt(1969, 12, 28, 12, 0, 0).formatGmt('YY')": '70'
});

checkValues('datetimes', org, {
    'Datetime.newInstanceGmt(2026, 7, 1, 12, 0, 0).hour()': '14',
    'Datetime.newInstanceGmt(2026, 1, 1, 12, 0, 0).hour()': '13',
    'Datetime.newInstance(2026, 7, 1, 12, 0, 0).hourGmt()': '10',
    "Datetime.newInstanceGmt(2026, 7, 1, 12, 5, 9).format('yyyy-MM-dd HH:mm:ss')": '2026-07-01 14:05:09',
    "Datetime.newInstanceGmt(2026, 7, 1, 12, 5, 9).formatGmt('yyyy-MM-dd\\'T\\'HH:mm:ss.SSS\\'Z\\'')":
        '2026-07-01T12:05:09.000Z',
    "Datetime.newInstanceGmt(2026, 7, 1, 12, 5, 9).format('EEE, d MMM yyyy h:mm a', 'America/New_York')":
        'Wed, 1 Jul 2026 8:05 AM',
    "Datetime.newInstanceGmt(2026, 7, 1, 12, 5, 9).format('EEEE MMMM XXX Z')": 'Wednesday July +02:00 +0200',
    'Datetime.newInstanceGmt(2026, 7, 1, 12, 5, 9).getTime()': '1782907509000',
    "Datetime.newInstance(1782907509000L).formatGmt('HH:mm')": '12:05',
    "Datetime.valueOf('2026-07-01 12:00:00').hourGmt()": '10',
    "Datetime.valueOfGmt('2026-07-01 12:00:00').hourGmt()": '12',
    'Datetime.newInstanceGmt(2026, 3, 29, 0, 30, 0).addHours(1).hour()': '3',
    'Datetime.newInstanceGmt(2026, 7, 1, 22, 30, 0).date() == Date.newInstance(2026, 7, 2)': 'true',
    'Datetime.newInstanceGmt(2026, 7, 1, 22, 30, 0).dateGmt() == Date.newInstance(2026, 7, 1)': 'true',
    'Datetime.newInstanceGmt(2026, 1, 1) == Date.newInstance(2026, 1, 1)': 'true',
    'Datetime.newInstanceGmt(2026, 1, 1, 0, 0, 0) + 0.5 == Datetime.newInstanceGmt(2026, 1, 1, 12, 0, 0)': 'true',
    'Datetime.newInstanceGmt(2026, 7, 1, 12, 5, 9).format()': '7/1/2026, 2:05 PM',
    'Datetime.newInstanceGmt(2026, 1, 31, 12, 0, 0).addMonths(1).day()': '28',
    'Datetime.now().isSameDay(System.now())': 'true'
});

checkValues('times', org, {
    'Time.newInstance(9, 5, 0, 0).addMinutes(60)': '10:05:00.000Z',
    'Time.newInstance(23, 59, 0, 0).addMinutes(2)': '00:01:00.000Z',
    'Time.newInstance(9, 5, 7, 30).second()': '7'
});

checkOutput('comparison and collections', org, {
    'Set<Date> s = new Set<Date>{Date.newInstance(2026, 1, 1)}; System.debug(s.contains(Date.newInstance(2026, 1, 1)));':
        ['true'],
    'List<Datetime> l = new List<Datetime>{Datetime.newInstanceGmt(2026, 2, 1), Datetime.newInstanceGmt(2026, 1, 1)}; l.sort(); System.debug(l[0].monthGmt());':
        ['1']
});

checkOutput('a Date in an Object is a Datetime too, and shows a time', org, {
    'Object o = Date.newInstance(2026, 1, 31); System.debug(o instanceof Date); System.debug(o instanceof Datetime);': [
        'true',
        'true'
    ],
    'Object o = Datetime.now(); System.debug(o instanceof Date); System.debug(o instanceof Datetime);': [
        'false',
        'true'
    ],
    'Object o = Date.newInstance(2026, 1, 31); System.debug(((Datetime) o).getTime());': ['1769817600000'],
    'Object o = Date.newInstance(2026, 1, 31); System.debug(String.valueOf(o));': ['2026-01-31 00:00:00'],
    'Object o = Date.newInstance(2026, 1, 31); System.debug(((Date) o).format());': ['1/31/2026']
});

checkFailures('failures', org, {
    "Date.valueOf('31.01.2026');": 'System.TypeException: Invalid date: 31.01.2026',
    "Date.valueOf('2026-02-30');": 'System.TypeException: Invalid date: 2026-02-30',
    "Datetime.valueOf('2026-07-01T12:00:00Z');": 'System.TypeException: Invalid date/time: 2026-07-01T12:00:00Z',
    "Datetime.newInstanceGmt(2026, 7, 1).format('z', 'Asia/Tokyo');":
        'LocalOrg.NotSupported: not supported by the local org: the name of the time zone Asia/Tokyo (AnonymousBlock line 1)',
    "Datetime.now().format('G');":
        'LocalOrg.NotSupported: not supported by the local org: the date pattern letter G (AnonymousBlock line 1)'
});
