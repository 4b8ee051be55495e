import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApexTestOrg, checkFailures, checkOutput } from '../test-support.ts';

const org = new ApexTestOrg({
    classes: [
        `public virtual class BaseException extends Exception { }`,
        `public class CodeException extends BaseException {
            public Integer code;
            public CodeException(String message, Integer code) { this(message); this.code = code; }
            public override String getMessage() { return super.getMessage() + ' #' + code; }
        }`,
        `public class Deep {
            public static void one() {
                two();
            }
            private static void two() {
                Integer i =
                    1 / 0;
            }
            public class Inner {
                public Inner() {
                    one();
                }
            }
        }`
    ]
});

checkOutput('making and catching', org, {
    "try { throw new BaseException('m'); } catch (BaseException e) { System.debug(e.getMessage()); System.debug(e.getTypeName()); System.debug(e); }":
        ['m', 'BaseException', 'BaseException: m'],
    "try { throw new CodeException('m', 5); } catch (BaseException e) { System.debug(e.getMessage()); System.debug(e instanceof CodeException); }":
        ['m #5', 'true'],
    'try { throw new BaseException(); } catch (Exception e) { System.debug(e.getMessage()); }': [
        'Script-thrown exception'
    ],
    "try { try { Integer i = 1 / 0; } catch (Exception e) { throw new BaseException('outer', e); } } catch (Exception e) { System.debug(e.getCause().getMessage()); System.debug(e.getMessage()); }":
        ['Divide by 0', 'outer'],
    "Exception e = new BaseException('a'); e.setMessage('b'); System.debug(e.getMessage()); e.initCause(new MathException('c')); System.debug(e.getCause());":
        ['b', 'System.MathException: c'],
    "try { throw new IllegalArgumentException('x'); } catch (Exception e) { System.debug(e.getLineNumber()); }": ['1'],
    "try { throw new AuraHandledException('secret'); } catch (Exception e) { System.debug(e.getMessage()); e.setMessage('shown'); System.debug(e.getMessage()); }":
        ['Script-thrown exception', 'shown']
});

describe('stack traces', () => {
    it('name class, method and line, innermost first', () => {
        const [trace] = org.debug(
            'try {\nnew Deep.Inner();\n} catch (Exception e) { System.debug(e.getStackTraceString()); }'
        );
        assert.equal(
            trace,
            [
                'Class.Deep.two: line 7, column 1',
                'Class.Deep.one: line 3, column 1',
                'Class.Deep.Inner.<init>: line 11, column 1',
                'AnonymousBlock: line 2, column 1'
            ].join('\n')
        );
    });

    it('come with the result of a call that failed', () => {
        const result = org.execute('Deep.one();');
        assert.equal(result.ok, false);
        assert.match(
            result.ok ? '' : result.stackTrace,
            /^Class\.Deep\.two: line 7, column 1\nClass\.Deep\.one: line 3/
        );
    });
});

checkFailures('what Apex cannot catch', org, {
    'try { for (Integer i = 0; i < 101; i++) { List<Account> l = [SELECT Id FROM Account]; } } catch (Exception e) { System.debug(1); }':
        'System.LimitException: Too many SOQL queries: 101',
    'try { Test.getStandardPricebookId(); } catch (Exception e) { System.debug(1); }':
        'LocalOrg.NotSupported: not supported by the local org: Test.getStandardPricebookId (AnonymousBlock line 1)',
    "try { throw new BaseException('a'); } catch (MathException e) { }": 'BaseException: a',
    "throw 'words';":
        'LocalOrg.CompileProblem: Throw expression must be of type exception: String (AnonymousBlock line 1)',
    'Exception e; throw e;': 'System.NullPointerException: Attempt to de-reference a null object'
});
