// Every query parses without an error over the declared tables; broken ones do not; transformations keep to their subset.
// node queries.js MSAUDIT BOOK
'use strict';
const { execFileSync } = require('child_process');
const { parse, walk, kind } = require('./parser.js');

const [msaudit, book] = process.argv.slice(2);
const run = (...args) => execFileSync(msaudit, ['kql', ...args], { encoding: 'utf8' });
let failed = 0;
function check(what, problems) {
  if (problems.length) failed += 1;
  console.log(problems.length ? `FAILED: ${what}: ${problems.join('; ')}` : `ok: ${what}`);
}

const shapes = ['query', 'function', 'function-body', 'watchlist', 'transformation'];
for (const shape of shapes) check(`${shape} over mpip parses`, parse(run('labels', book, '--shape', shape)).errors);
for (const shape of shapes.slice(0, 4)) {
  const text = run('labels', book, '--shape', shape, '--table', 'office-activity');
  check(`${shape} over office-activity parses`, parse(text).errors);
}
const names = run('names', 'Update application - Certificates and secrets management', 'Add user');
check('names parse', parse(`OfficeActivity | where Operation ${names}`).errors);

const parsers = ['audit-logs', 'office-activity', 'mpip'].map((table) => [table, 'audit-event']);
parsers.push(['audit-logs', 'user-management'], ['office-activity', 'user-management'], ['office-activity', 'authentication']);
for (const [table, schema] of parsers) {
  const text = run('asim', '--table', table, '--schema', schema);
  check(`${schema} over ${table} parses`, parse(text).errors);
  const broken = text.replace('tostring(_', 'tostrin(_').replace('UserId', 'UserID').replace('tolower(', 'tolowr(');
  check(`rejected: ${schema} over ${table}, misspelt`, parse(broken).errors.length ? [] : ['it was accepted']);
}

// A check that accepts everything proves nothing.
const query = run('labels', book);
const mutants = {
  'a column in another case': [/\bSensitivityLabelId\)/, 'SensitivityLabelID)'],
  'a misspelt operator': ['| lookup ', '| lokup '],
  'a misspelt function': ['tolower(', 'tolowr('],
  'a number compared with a text': ['_NewLabelRank > _OldLabelRank', '_NewLabelRank > _OldLabelId'],
  'a row without its rank': [/, long\(\d+\),\n/, ',\n'],
  'a case without its last value': [/,\s*"same-order"\)\n/, ')\n'],
  'a column that was taken away': [/$/, '| where _Deed == ""\n'],
};
for (const [what, [from, to]] of Object.entries(mutants)) {
  const mutant = query.replace(from, to);
  const rejected = mutant !== query && parse(mutant).errors.length > 0;
  check(`rejected: ${what}`, rejected ? [] : ['it was accepted']);
}
const accepted = [0.1, 0.3, 0.5, 0.7, 0.9].filter((part) => !parse(query.slice(0, query.length * part)).errors.length);
check('rejected: a cut query', accepted.map((part) => `accepted when cut at ${part}`));

// From `Supported KQL features in Azure Monitor transformations`: what we use of it, and nothing else.
const OPERATORS = ['ExtendOperator', 'ProjectAwayOperator'];
const FUNCTIONS = ['case', 'extract', 'isempty', 'isnotempty', 'isnull', 'parse_json', 'tolong', 'tolower', 'tostring'];
function beyond(text) {
  const found = new Set();
  walk(parse(text).code.Syntax, (node) => {
    const name = kind(node);
    if (name.endsWith('Operator') && !OPERATORS.includes(name)) found.add(name);
    if (['DataTableExpression', 'DynamicExpression'].includes(name)) found.add(name);
    if (name === 'FunctionCallExpression' && !FUNCTIONS.includes(node.Name.SimpleName)) found.add(node.Name.SimpleName);
  });
  return [...found];
}
check('the transformation keeps to its subset', beyond(run('labels', book, '--shape', 'transformation')));
check('rejected: a query as a transformation', beyond(query).length ? [] : ['it was accepted']);
process.exitCode = failed ? 1 : 0;
