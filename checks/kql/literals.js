// Names that try to leave their literal are read back by the parser as they were.
// node literals.js MSAUDIT DIRECTORY
'use strict';
const fs = require('fs');
const path = require('path');
const { execFileSync } = require('child_process');
const { parse, literals } = require('./parser.js');

const [msaudit, directory] = process.argv.slice(2);
const NAMES = [
  'plain', '', 'Say "no"', "it's", '\\', '\\\\', 'ends in \\', '\\"', "\\'", '\\n', '\\u0041', 'C:\\temp\\new',
  'a\nb', 'a\rb', 'a\r\nb', 'a\tb', 'a\0b', 'a\u2028b', 'a\u2029b', 'a\u0085b', 'a\u000bb\u000cc', '\u001b[2J', '\u007f',
  ']; // all of it', '/* */', '// x', '| take 1', '```', '@"raw"', "h'hidden'", '{}', '{{x}}', '$left.x', '%s', '--',
  '\u{1f512} \u{1f469}\u200d\u{1f4bb}', '\u202eabc', '\ufeffbom', '\u00e9 e\u0301', '\uffff', '\u{10ffff}', 'x'.repeat(1000),
];
const labels = NAMES.map((name, n) => {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  return { id, name, order: n };
});
const book = path.join(directory, 'hostile.json');
fs.writeFileSync(book, JSON.stringify({ labels }));

let failed = 0;
function compare(what, found) {
  const wrong = labels.filter(({ id, name }) => found.get(id) !== name);
  if (wrong.length || found.size < labels.length) failed += 1;
  const names = wrong.map(({ name }) => JSON.stringify(name));
  console.log(wrong.length ? `FAILED: ${what}: ${names.join(', ')}` : `ok: ${what}: ${labels.length} names read back`);
}

const run = (...args) => execFileSync(msaudit, ['kql', 'labels', book, ...args], { encoding: 'utf8' });
const text = run('--shape', 'function-body');
const read = literals(text);
compare('literals of a table', new Map(labels.map(({ id }) => [id, read[read.indexOf(id) + 1]])));
const lines = text.split(/[\r\n\u0085\u2028\u2029]/).filter((line) => /^ {4}"0{8}-/.test(line)).length;
if (lines !== labels.length) {
  failed += 1;
  console.log(`FAILED: ${labels.length} labels stand on ${lines} lines`);
}

// A transformation holds them as JSON in one literal; the long name would not fit.
labels.pop();
fs.writeFileSync(book, JSON.stringify({ labels }));
const transformation = run('--shape', 'transformation');
const map = JSON.parse(literals(transformation)[0]);
compare('the map of a transformation', new Map(Object.entries(map).map(([id, { name }]) => [id, name])));
if (parse(text).errors.length || parse(transformation).errors.length) {
  failed += 1;
  console.log('FAILED: hostile names break the query');
}
process.exitCode = failed ? 1 : 0;
