// Plain CommonJS on purpose: it has to run, and say its sentence, on any Node that people still have.
'use strict';
const { join } = require('path');
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

const script = join(process.cwd(), process.argv[2]);
process.argv.splice(1, 2, script);
import(pathToFileURL(script).href).catch(function (error) {
    console.error(error);
    process.exit(1);
});
