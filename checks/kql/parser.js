// Microsoft's KQL parser with the tables declared that the queries ask.
'use strict';
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

// The package is installed outside of this folder, so that nothing is left in the tree.
const installed = createRequire(path.join(process.env.KQL_MODULES, 'package.json'));
installed('@kusto/language-service-next/bridge.min.js');
installed('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
const { KustoCode, GlobalState, Symbols } = Kusto.Language;

const columns = new Map();
for (const line of fs.readFileSync(path.join(__dirname, 'tables.tsv'), 'utf8').split('\n')) {
  const [table, column, type] = line.split('\t');
  if (!type || line.startsWith('#') || type === 'type') continue;
  columns.set(table, [...(columns.get(table) ?? []), `['${column}']: ${type}`]);
}
// A transformation asks `source`, which has the columns of the table that it stands for.
columns.set('source', columns.get('MicrosoftPurviewInformationProtection'));
const tables = [...columns].map(([name, list]) => new Symbols.TableSymbol.$ctor7(name, `(${list.join(', ')})`));
const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('workspace', tables));

// A workspace has this function; the parser does not know it.
const WATCHLIST = `let _GetWatchlist = (alias: string) {
  datatable(LabelId: string, LabelName: string, LabelPath: string, LabelRank: string, SearchKey: string) []
};
`;

function parse(text) {
  const needsWatchlist = text.includes('_GetWatchlist');
  const code = KustoCode.ParseAndAnalyze((needsWatchlist ? WATCHLIST : '') + text, globals);
  const found = code.GetDiagnostics();
  const errors = [];
  for (let i = 0; i < found.Count; i++) {
    const { Code, Message, Severity, Start } = found.getItem(i);
    if (Severity === 'Error') errors.push(`${Code} at ${Start}: ${Message}`);
  }
  return { code, errors };
}

// Every node and token of the tree, in order.
function walk(node, visit) {
  visit(node);
  for (let i = 0; i < node.ChildCount; i++) {
    const child = node.GetChild(i);
    if (child) walk(child, visit);
  }
}

// The name of a node's kind, such as `LookupOperator`.
const { SyntaxKind } = Kusto.Language.Syntax;
const kinds = new Map(Object.keys(SyntaxKind).map((name) => [SyntaxKind[name], name]));
const kind = (node) => kinds.get(node.Kind) ?? String(node.Kind);

// The texts that the literals of a query stand for.
function literals(text) {
  const texts = [];
  walk(parse(text).code.Syntax, (node) => {
    if (kind(node) === 'StringLiteralExpression') texts.push(node.LiteralValue);
  });
  return texts;
}

module.exports = { parse, walk, kind, literals };
