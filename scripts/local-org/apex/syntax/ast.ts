/**
 * The syntax tree that the rest of the runtime works on: plain data, independent of the parser that made it.
 * Every node carries the line (1-based) on which it starts; lines are what stack traces and coverage speak of.
 */

export interface TypeNamePart {
    name: string;
    args: TypeName[];
}

/** A type as it is written: `Map<String, List<Outer.Inner>>[]`. */
export interface TypeName {
    parts: TypeNamePart[];
    /** How many `[]` follow. */
    arrays: number;
    line: number;
}

export interface Annotation {
    /** Lower case. */
    name: string;
    /** Keys in lower case; a lone value is under `value`. */
    values: Record<string, string | boolean | number | null>;
}

export interface Modifiers {
    /** Lower case: `public`, `static`, `with sharing`, … */
    words: Set<string>;
    annotations: Annotation[];
}

export type AssignOperator = '=' | '+=' | '-=' | '*=' | '/=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '>>>=';

export type BinaryOperator =
    | '+'
    | '-'
    | '*'
    | '/'
    | '<<'
    | '>>'
    | '>>>'
    | '<'
    | '<='
    | '>'
    | '>='
    | '=='
    | '!='
    | '==='
    | '!=='
    | '&'
    | '^'
    | '|'
    | '&&'
    | '||';

export type Literal =
    | { kind: 'literal'; line: number; type: 'Integer' | 'Double'; value: number }
    | { kind: 'literal'; line: number; type: 'Long'; value: bigint }
    | { kind: 'literal'; line: number; type: 'Decimal' | 'String'; value: string }
    | { kind: 'literal'; line: number; type: 'Boolean'; value: boolean }
    | { kind: 'literal'; line: number; type: 'null'; value: null };

export interface Bind {
    /** The bind expression's text without white space, in lower case: the key under which the store asks for it. */
    key: string;
    expression: Expression;
}

export interface SoqlExpression {
    kind: 'soql';
    line: number;
    /** The query as written, without the brackets. */
    text: string;
    binds: Bind[];
    /** API name after FROM, as written. */
    from: string;
    /** `rows`: a list of records; `count`: `SELECT COUNT()`, a number; `aggregate`: a list of AggregateResult. */
    shape: 'rows' | 'count' | 'aggregate';
}

export type Expression =
    | Literal
    | SoqlExpression
    | { kind: 'name'; line: number; name: string }
    | { kind: 'this'; line: number }
    | { kind: 'super'; line: number }
    | { kind: 'member'; line: number; target: Expression; name: string; safe: boolean }
    | { kind: 'call'; line: number; target: Expression | null; name: string; args: Expression[]; safe: boolean }
    | { kind: 'constructorCall'; line: number; which: 'this' | 'super'; args: Expression[] }
    | { kind: 'index'; line: number; target: Expression; index: Expression }
    | { kind: 'new'; line: number; type: TypeName; args: Expression[] }
    | { kind: 'newArray'; line: number; type: TypeName; size: Expression | null; items: Expression[] }
    | { kind: 'newCollection'; line: number; type: TypeName; items: Expression[]; pairs: [Expression, Expression][] }
    | { kind: 'cast'; line: number; type: TypeName; operand: Expression }
    | { kind: 'instanceof'; line: number; operand: Expression; type: TypeName }
    | { kind: 'unary'; line: number; operator: '+' | '-' | '!' | '~'; operand: Expression }
    | { kind: 'increment'; line: number; operator: '++' | '--'; prefix: boolean; operand: Expression }
    | { kind: 'binary'; line: number; operator: BinaryOperator; left: Expression; right: Expression }
    | { kind: 'coalesce'; line: number; left: Expression; right: Expression }
    | { kind: 'conditional'; line: number; test: Expression; then: Expression; otherwise: Expression }
    | { kind: 'assign'; line: number; operator: AssignOperator; target: Expression; value: Expression }
    | { kind: 'classLiteral'; line: number; type: TypeName | null }
    | { kind: 'unsupported'; line: number; what: string };

export type DmlKeyword = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete';

export interface VariableDeclarator {
    name: string;
    line: number;
    value: Expression | null;
}

export interface WhenBranch {
    line: number;
    values: Expression[];
    /** `when Account a`. */
    type: { type: TypeName; variable: string } | null;
    isElse: boolean;
    body: Block;
}

export interface CatchClause {
    line: number;
    type: TypeName;
    variable: string;
    body: Block;
}

export interface Block {
    kind: 'block';
    line: number;
    statements: Statement[];
}

export interface LocalVariables {
    kind: 'local';
    line: number;
    type: TypeName;
    variables: VariableDeclarator[];
}

export type Statement =
    | Block
    | LocalVariables
    | { kind: 'expression'; line: number; expression: Expression }
    | { kind: 'if'; line: number; test: Expression; then: Statement; otherwise: Statement | null }
    | { kind: 'switch'; line: number; subject: Expression; branches: WhenBranch[] }
    | {
          kind: 'for';
          line: number;
          init: LocalVariables | Expression[];
          test: Expression | null;
          update: Expression[];
          body: Statement;
      }
    | { kind: 'forEach'; line: number; type: TypeName; variable: string; source: Expression; body: Statement }
    | { kind: 'while'; line: number; test: Expression; body: Statement }
    | { kind: 'doWhile'; line: number; test: Expression; body: Statement }
    | { kind: 'try'; line: number; body: Block; catches: CatchClause[]; last: Block | null }
    | { kind: 'return'; line: number; value: Expression | null }
    | { kind: 'throw'; line: number; value: Expression }
    | { kind: 'break'; line: number }
    | { kind: 'continue'; line: number }
    | {
          kind: 'dml';
          line: number;
          operation: DmlKeyword;
          access: 'user' | 'system' | null;
          value: Expression;
          externalId: string | null;
      }
    | { kind: 'runAs'; line: number; args: Expression[]; body: Block }
    | { kind: 'unsupportedStatement'; line: number; what: string };

export interface Parameter {
    name: string;
    type: TypeName;
}

export interface MethodDeclaration {
    kind: 'method';
    line: number;
    name: string;
    modifiers: Modifiers;
    /** Null for `void`. */
    returns: TypeName | null;
    parameters: Parameter[];
    body: Block | null;
}

export interface ConstructorDeclaration {
    kind: 'constructor';
    line: number;
    name: string;
    modifiers: Modifiers;
    parameters: Parameter[];
    body: Block;
}

export interface FieldDeclaration {
    kind: 'field';
    line: number;
    modifiers: Modifiers;
    type: TypeName;
    variables: VariableDeclarator[];
}

/** `body` null means automatic (`get;`). */
export interface Accessor {
    line: number;
    modifiers: Modifiers;
    body: Block | null;
}

export interface PropertyDeclaration {
    kind: 'property';
    line: number;
    name: string;
    modifiers: Modifiers;
    type: TypeName;
    getter: Accessor | null;
    setter: Accessor | null;
}

export interface InitializerDeclaration {
    kind: 'initializer';
    line: number;
    isStatic: boolean;
    body: Block;
}

export interface TypeDeclaration {
    kind: 'class' | 'interface' | 'enum';
    line: number;
    name: string;
    modifiers: Modifiers;
    superType: TypeName | null;
    interfaces: TypeName[];
    enumValues: string[];
    /** In source order: field initialisers and initialiser blocks run in it. */
    members: (FieldDeclaration | PropertyDeclaration | InitializerDeclaration)[];
    methods: MethodDeclaration[];
    constructors: ConstructorDeclaration[];
    inner: TypeDeclaration[];
}

/** Anonymous Apex: statements, with methods and classes declared among them. */
export interface AnonymousUnit {
    statements: Statement[];
    methods: MethodDeclaration[];
    members: FieldDeclaration[];
    inner: TypeDeclaration[];
}
