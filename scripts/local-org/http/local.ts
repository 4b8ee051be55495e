/**
 * `/local`: what only a local org has. These paths need no token: whoever reaches loopback is trusted, and the console
 * page speaks as the user that is chosen here.
 */
import type { FastifyInstance } from 'fastify';

import { RestError } from './errors.ts';
import { mayUseClass } from './class-access.ts';
import type { HttpOrg } from './org.ts';

/** What the console page keeps on the server: who is signed in there. */
export interface LocalState {
    currentUserId: string;
}

interface UserRow {
    id: string;
    userName: string;
    name: string;
    email: string;
    profileName: string;
    language: string;
    locale: string;
    timeZone: string;
}

export function localRoutes(app: FastifyInstance, org: HttpOrg, state: LocalState): void {
    const tokens = new Map<string, string>();
    /** Who speaks where the chosen user was deactivated: somebody has to, or nobody could be chosen any more. */
    const administratorId = state.currentUserId;

    app.get('/session', () => session());
    app.put<{ Body: { userId?: string; userName?: string; language?: string } }>('/session', (request) => {
        const { userId = state.currentUserId, userName, language } = request.body ?? {};
        const isWanted = (user: UserRow): boolean => (userName ? user.userName === userName : user.id === userId);
        const user = users().find(isWanted);
        if (!user) {
            throw new RestError(404, 'NOT_FOUND', 'There is no such active user.');
        }
        state.currentUserId = user.id;
        if (language !== undefined) {
            setLanguage(user.id, language);
        }
        return session();
    });

    app.get<{ Querystring: { language?: string } }>('/labels', (request) =>
        org.metadata.labels(request.query.language ?? currentUser().language)
    );

    app.post<{ Params: { method: string }; Body: Record<string, unknown> | null }>(
        '/apex/:method',
        async (request, reply) => {
            const [className, methodName, ...rest] = request.params.method.split('.') as [
                string,
                string | undefined,
                ...string[]
            ];
            if (methodName === undefined || rest.length > 0) {
                throw new RestError(404, 'NOT_FOUND', 'The path must name a class and a method: Class.method.');
            }
            // Whose token comes along, where one does: each page of a browser stays with the user whose name it shows.
            const userId = org.sessions.userOfHeader(request.headers.authorization) ?? currentUser().id;
            if (!mayUseClass(org, className, userId)) {
                const message = `You do not have access to the Apex class named '${className}'.`;
                return reply
                    .code(403)
                    .send({ exceptionType: 'System.NoAccessException', isUserDefinedException: false, message });
            }
            const outcome = await org.apex.invoke(className, methodName, request.body ?? {}, userId);
            if (outcome.ok) {
                return { returnValue: outcome.returnValue ?? null };
            }
            // As Lightning gives it to components: never a stack trace.
            const { exceptionType, message } = outcome;
            return reply
                .code(500)
                .send({ exceptionType, isUserDefinedException: !exceptionType.startsWith('System.'), message });
        }
    );

    function session() {
        const user = currentUser();
        // The console page calls `/services` as this user, with a token as any client has.
        const accessToken = tokens.get(user.id) ?? org.sessions.open(user.id);
        tokens.set(user.id, accessToken);
        return { user, users: users(), organizationId: org.organizationId, accessToken };
    }

    /** As everybody may in their own settings. */
    function setLanguage(id: string, language: string): void {
        const [result] = org.records.dml('update', [{ type: 'User', id, fields: { LanguageLocaleKey: language } }], {
            access: 'system',
            userId: id,
            allOrNone: true
        });
        if (!result?.success) {
            throw new RestError(400, 'INVALID_FIELD', result?.errors[0]?.message ?? 'The language was refused.');
        }
    }

    function currentUser(): UserRow {
        const active = users();
        const of = (userId: string): UserRow | undefined => active.find(({ id }) => id === userId);
        const user = of(state.currentUserId) ?? of(administratorId) ?? active[0];
        if (!user) {
            throw new RestError(404, 'NOT_FOUND', 'There is no active user.');
        }
        state.currentUserId = user.id;
        return user;
    }

    function users(): UserRow[] {
        const { rows } = org.records.query(
            `SELECT Id, Username, Name, Email, Profile.Name, LanguageLocaleKey, LocaleSidKey, TimeZoneSidKey
             FROM User WHERE IsActive = true AND UserType = 'Standard' ORDER BY Name`,
            { access: 'system', userId: state.currentUserId }
        );
        return rows.map(({ fields }) => {
            const profile = fields['Profile'] as { fields: Record<string, unknown> } | null;
            const text = (name: string): string => String(fields[name] ?? '');
            return {
                id: text('Id'),
                userName: text('Username'),
                name: text('Name'),
                email: text('Email'),
                profileName: String(profile?.fields['Name'] ?? ''),
                language: text('LanguageLocaleKey'),
                locale: text('LocaleSidKey'),
                timeZone: text('TimeZoneSidKey')
            };
        });
    }
}
