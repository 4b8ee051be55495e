/** The setup file: its text, and how it gets to the disk without taking the place of another. */
import { accessSync, constants, existsSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

import { Document, isMap, isScalar, type Node } from 'yaml';

import { slashed } from '../../salesforce/slashes.ts';
import { parseConfig } from '../config/read.ts';
import type { SetupConfig } from '../config/schema.ts';
import type { Connector } from '../provider-setup.ts';
import { exitCodes, SetupError } from '../run/error.ts';
import type { Agents } from './agent-questions.ts';
import type { BotAnswers } from './bot-questions.ts';
import type { OrgAnswers } from './org-questions.ts';

export interface Answers {
    language: string;
    agents: Agents;
    org: OrgAnswers;
    connectors: { connector: Connector; way?: 'messaging' | 'chat'; provider?: string; bot: BotAnswers }[];
}

/**
 * The setup file of these answers, checked as any setup file is.
 *
 * @param file where it will be, for the path to its JSON Schema
 * @throws ConfigError with every mistake
 */
export function configText(answers: Answers, file: string): { text: string; config: SetupConfig } {
    const { org, queue, messaging, chat, keep } = answers.org;
    const { users, groups } = answers.agents;
    const document = new Document({
        version: 1,
        language: answers.language,
        ...(Object.keys(org).length > 0 && { org }),
        agents: { ...(users.length > 0 && { users }), ...(groups.length > 0 && { groups }) },
        queue,
        ...(messaging && { messaging }),
        ...(chat && { chat }),
        ...(keep.length > 0 && { keep }),
        connectors: answers.connectors
    });
    comment(document, 'keep', ' Of the org, used as it is: apply changes nothing of these.');
    const schema = slashed(relative(dirname(resolve(file)), resolve('config/handoff.schema.json')));
    const path = schema.startsWith('.') ? schema : `./${schema}`;
    const text = `# yaml-language-server: $schema=${path}\n${document.toString({ indent: 4, lineWidth: 0 })}`;
    return { text, config: parseConfig(text, 'the answers') };
}

function comment(document: Document, field: string, text: string): void {
    const { contents } = document;
    if (!isMap(contents)) return;
    const pair = contents.items.find(({ key }) => isScalar(key) && key.value === field);
    if (pair) (pair.key as Node).commentBefore = text;
}

/** @throws SetupError where there is no folder for the file, or it may not be written */
export function refuseUnwritable(file: string): void {
    const folder = dirname(resolve(file));
    const problem = !existsSync(folder)
        ? `There is no folder ${folder}.`
        : existsSync(file) && statSync(file).isDirectory()
          ? `${file} is a folder.`
          : isWritable(folder)
            ? undefined
            : `${folder} may not be written to.`;
    if (problem !== undefined) {
        throw new SetupError(problem, { exitCode: exitCodes.usage, remedy: 'Choose another file with --config.' });
    }
}

function isWritable(folder: string): boolean {
    try {
        accessSync(folder, constants.W_OK);
        return true;
    } catch (error) {
        if (['EACCES', 'EROFS', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
        throw error;
    }
}

/**
 * Writes the file; the one that it replaces is there until the new one is whole.
 *
 * @param mayReplace a person, or `--force`, said so
 * @throws SetupError where a file is there already and may not be replaced, also one that came meanwhile
 */
export function writeConfig(file: string, text: string, mayReplace: boolean): void {
    if (mayReplace) {
        const next = `${resolve(file)}.${process.pid}.next`;
        writeFileSync(next, text);
        renameSync(next, file);
        return;
    }
    try {
        writeFileSync(file, text, { flag: 'wx' });
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        throw alreadyThere(file);
    }
}

export function alreadyThere(file: string): SetupError {
    return new SetupError(`${file} is there already, and was left as it is.`, {
        exitCode: exitCodes.usage,
        remedy: 'Choose another with --config, or replace it with --force.'
    });
}
