import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { fieldsOfClassFile } from './class-file.ts';
import { javaLibrary } from './java-library.ts';

test('fields of a class file are read with their types', () => {
    const path = 'com/nawforce/runforce/SObjects/PermissionSetAssignment.class';
    const bytes = unzipSync(readFileSync(javaLibrary('sobject-types')), { filter: ({ name }) => name === path })[path];
    assert.ok(bytes);
    const fields = fieldsOfClassFile(bytes);
    assert.deepEqual(
        fields.find(({ name }) => name === 'Assignee'),
        { name: 'Assignee', descriptor: 'Lcom/nawforce/runforce/SObjects/User;', isStatic: false }
    );
    assert.equal(fields.find(({ name }) => name === 'SObjectType')?.isStatic, true);
});

test('other bytes are refused', () => {
    assert.throws(() => fieldsOfClassFile(new Uint8Array(20)), /no Java class file/);
});
