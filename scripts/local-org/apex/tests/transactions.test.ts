import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CalloutRequest } from '../../types.ts';
import { ApexTestOrg, checkFailures, checkOutput } from '../test-support.ts';

const SEND = `HttpRequest r = new HttpRequest(); r.setEndpoint('callout:Bot/path?x=1'); r.setMethod('GET'); r.setHeader('X-Test', 'a'); HttpResponse s = new Http().send(r);`;

const classes = [
    `public class Later implements Queueable {
        public static Integer runs = 0;
        private String name;
        public Later(String name) { this.name = name; }
        public void execute(QueueableContext context) {
            runs++;
            insert new Account(Name = name + runs);
            if (name == 'chain') { System.enqueueJob(new Later('end')); }
            if (name == 'broken') { Integer i = 1 / 0; }
        }
        public class Renamer implements Database.Batchable<SObject>, Database.Stateful {
            Integer seen = 0;
            String wanted;
            public Renamer(String wanted) { this.wanted = wanted; }
            public Database.QueryLocator start(Database.BatchableContext context) {
                return Database.getQueryLocator('SELECT Id, Name FROM Account WHERE Name = :wanted');
            }
            public void execute(Database.BatchableContext context, List<Account> scope) {
                seen += scope.size();
                for (Account each : scope) { each.Name = 'renamed'; }
                update scope;
            }
            public void finish(Database.BatchableContext context) { insert new Account(Name = 'seen ' + seen); }
        }
        @future public static void soon(String name) { insert new Account(Name = name); }
    }`
];

function orgWith(
    callout?: (
        request: CalloutRequest
    ) => ReturnType<NonNullable<ConstructorParameters<typeof ApexTestOrg>[0]>['callout'] & object>
): ApexTestOrg {
    return new ApexTestOrg({ classes, ...(callout ? { callout } : {}) });
}

const org = orgWith(() => ({
    statusCode: 200,
    status: 'OK',
    headers: { 'Content-Type': 'application/json' },
    body: '{"a":1}'
}));

checkOutput('callouts', org, {
    [`${SEND} System.debug(s.getStatusCode() + s.getBody() + s.getHeader('content-type') + s.getStatus()); System.debug(Limits.getCallouts());`]:
        ['200{"a":1}application/jsonOK', '1'],
    [`Savepoint p = Database.setSavepoint(); insert new Account(Name = 'c'); Database.rollback(p); Database.releaseSavepoint(p); ${SEND} System.debug(s.getStatusCode());`]:
        ['200'],
    [`${SEND} insert new Account(Name = 'after'); System.debug('fine');`]: ['fine']
});

describe('what the host is asked to send', () => {
    it('is what Apex set', () => {
        org.callouts.length = 0;
        org.debug(`${SEND}`);
        assert.deepEqual(org.callouts, [
            {
                method: 'GET',
                endpoint: 'callout:Bot/path?x=1',
                headers: { 'X-Test': 'a' },
                body: null,
                timeoutMs: 10_000,
                userId: org.userId
            }
        ]);
    });
});

const UNCOMMITTED =
    'System.CalloutException: You have uncommitted work pending. Please commit or rollback before calling out';

checkFailures('callouts that are refused', org, {
    [`insert new Account(Name = 'before'); ${SEND}`]: UNCOMMITTED,
    [`System.enqueueJob(new Later('x')); ${SEND}`]: UNCOMMITTED,
    [`Savepoint p = Database.setSavepoint(); ${SEND}`]: UNCOMMITTED,
    [`for (Integer i = 0; i < 101; i++) { ${SEND} }`]: 'System.LimitException: Too many callouts: 101',
    'new Http().send(new HttpRequest());': 'System.CalloutException: Missing endpoint',
    "HttpRequest r = new HttpRequest(); r.setEndpoint('callout:A/b'); new Http().send(r);":
        'System.CalloutException: Missing method',
    'new HttpRequest().setTimeout(120001);':
        'System.CalloutException: Invalid timeout value: 120001. Valid range is 1 to 120000 milliseconds'
});

checkFailures(
    'a callout that gets no answer',
    orgWith(() => ({ failure: 'Read timed out' })),
    {
        [SEND]: 'System.CalloutException: Read timed out'
    }
);

checkFailures('limits', org, {
    'for (Integer i = 0; i < 101; i++) { Integer n = [SELECT COUNT() FROM Account]; }':
        'System.LimitException: Too many SOQL queries: 101',
    "for (Integer i = 0; i < 151; i++) { insert new Account(Name = 'l' + i); }":
        'System.LimitException: Too many DML statements: 151',
    "List<Account> l = new List<Account>(); for (Integer i = 0; i < 10001; i++) { l.add(new Account(Name = 'l' + i)); } insert l;":
        'System.LimitException: Too many DML rows: 10001',
    "for (Integer i = 0; i < 51; i++) { System.enqueueJob(new Later('q')); }":
        'System.LimitException: Too many queueable jobs added to the queue: 51'
});

checkOutput('usage', org, {
    "Integer n = [SELECT COUNT() FROM Account]; List<Account> l = [SELECT Id FROM Account LIMIT 1]; insert new Account(Name = 'u'); System.debug(Limits.getQueries()); System.debug(Limits.getLimitQueries()); System.debug(Limits.getDmlStatements());":
        ['2', '100', '1']
});

describe('work that waits for the end of the transaction', () => {
    const jobs = orgWith();
    const count = (name: string): string | undefined =>
        jobs.value(`[SELECT COUNT() FROM Account WHERE Name = '${name}']`);

    it('a queueable runs after the commit, with fresh static variables', () => {
        assert.deepEqual(
            jobs.debug(
                "Later.runs = 5; System.enqueueJob(new Later('q')); System.debug([SELECT COUNT() FROM Account]);"
            ),
            ['0']
        );
        assert.equal(count('q1'), '1');
    });

    it('a queueable may enqueue another', () => {
        jobs.debug("System.enqueueJob(new Later('chain'));");
        assert.equal(count('chain1'), '1');
        assert.equal(count('end1'), '1');
    });

    it('a future method runs after the commit', () => {
        jobs.debug("Later.soon('future');");
        assert.equal(count('future'), '1');
    });

    it('a batch runs in chunks, and keeps its state where it is stateful', () => {
        jobs.debug(
            "List<Account> l = new List<Account>(); for (Integer i = 0; i < 5; i++) { l.add(new Account(Name = 'batched')); } insert l; Database.executeBatch(new Later.Renamer('batched'), 2);"
        );
        assert.equal(count('renamed'), '5');
        assert.equal(count('seen 5'), '1');
    });

    it('nothing runs after a failure', () => {
        jobs.failure("Later.soon('never'); Integer i = 1 / 0;");
        assert.equal(count('never'), '0');
    });

    it('what a failed job wrote is gone, and the transaction before it stands', () => {
        jobs.debug("insert new Account(Name = 'stands'); System.enqueueJob(new Later('broken'));");
        assert.equal(count('stands'), '1');
        assert.equal(count('broken1'), '0');
    });
});
