// Plain CommonJS on purpose: it has to run, and say its sentence, on any Node that people still have.
'use strict';
const { join, resolve, sep } = require('path');
const { pathToFileURL } = require('url');

const wanted = [22, 18];
const found = process.versions.node.split('.').map(Number);

if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
    console.error(
        'This project needs Node.js ' +
            wanted.join('.') +
            ' or newer; this is ' +
            process.versions.node +
            '.\nRun it through npm (`npm ci`, then `npm start`): on Linux that brings its own Node. Elsewhere install a newer one from https://nodejs.org.'
    );
    process.exit(1);
}

// What was read and compiled once is not again: a command starts in half the time. Its child processes inherit it.
process.env.NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE || join(process.cwd(), '.cache', 'node');
require('module').enableCompileCache();

// A proxy of the company leads to no program on this machine, where the local org and its bots are.
const exempt = process.env.no_proxy === undefined ? 'NO_PROXY' : 'no_proxy';
if (process.env[exempt] !== '*') {
    process.env[exempt] = [process.env[exempt], '127.0.0.1', 'localhost'].filter(Boolean).join(',');
}

/** A folder of somebody else (root's, after one run with sudo) is told in words; anything else as Node tells it. */
function fail(error) {
    const path = String((error && error.path) || '');
    const isOurs = (resolve(path) + sep).startsWith(process.cwd() + sep);
    const isRefused = error && ['EACCES', 'EPERM', 'EROFS'].includes(error.code);
    if (path !== '' && isOurs && isRefused) {
        console.error(
            path +
                ' may not be written (' +
                error.code +
                ').\nThe project builds into its own folder: give that to your user, or clone it to a folder of your own.'
        );
    } else {
        console.error(error);
    }
    process.exit(1);
}

process.on('uncaughtException', fail);
const script = join(process.cwd(), process.argv[2]);
process.argv.splice(1, 2, script);
import(pathToFileURL(script).href).catch(fail);
