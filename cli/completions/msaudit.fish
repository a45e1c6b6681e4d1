# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_msaudit_global_optspecs
    string join \n h/help V/version
end

function __fish_msaudit_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_msaudit_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_msaudit_using_subcommand
    set -l cmd (__fish_msaudit_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c msaudit -n "__fish_msaudit_needs_command" -s h -l help -d 'Print help'
complete -c msaudit -n "__fish_msaudit_needs_command" -s V -l version -d 'Print version'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "exit" -d 'What the exit status says'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "output" -d 'What is written where'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "kql" -d 'Generate KQL: label names for rows in Sentinel, all spellings of an activity'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "sql" -d 'Generate SQL: label names for rows in DuckDB or DataFusion'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "activities" -d 'List documented activities, one row per service and category'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "aip-activities" -d 'List the activities of the Azure Information Protection log'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "categories" -d 'List the categories of activities'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "completions" -d 'Print completions for a shell'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "drift" -d 'List names, codes and fields in an export that the catalogue does not know'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "editions" -d 'List the editions of the documentation'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "enrich" -d 'Copy an export and add label names to its records'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "label-operations" -d 'List the operations of sensitivity-label events, by record type'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "labels" -d 'Show a label book as msaudit reads it'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "lint" -d 'Check the activity names used in detection rules'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "lookup" -d 'Tell whether a name is documented, historical, observed or unknown'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "man" -d 'Print the manual, or write a page for each command'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "operations" -d 'List operations of the unified audit log, cmdlets included, one row per section'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "read" -d 'Print the records of exports as events'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "record-types" -d 'List the record types of the unified audit log'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "report" -d 'Write a page for people: label changes, privileged changes, failures'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "services" -d 'List the services that log activities'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "summary" -d 'Count events and answer common questions about them'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "timeline" -d 'Print the events of all exports in the order of their times, copies folded'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "workloads" -d 'List the workloads of the unified audit log'
complete -c msaudit -n "__fish_msaudit_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c msaudit -n "__fish_msaudit_using_subcommand exit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand output" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and not __fish_seen_subcommand_from labels asim names help" -s h -l help -d 'Print help'
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and not __fish_seen_subcommand_from labels asim names help" -f -a "labels" -d 'Name the labels of every row, and say how each changed'
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and not __fish_seen_subcommand_from labels asim names help" -f -a "asim" -d 'A parser of the Advanced Security Information Model: the rows of a table in the columns of a schema'
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and not __fish_seen_subcommand_from labels asim names help" -f -a "names" -d 'Every spelling of an activity or operation, as a list for `in~`'
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and not __fish_seen_subcommand_from labels asim names help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and __fish_seen_subcommand_from labels" -l shape -d 'Where the labels go' -r -f -a "query\t'From itself; fits a scheduled rule up to some eighty labels'
function\t'From itself, as the command that saves it as a function'
function-body\t'From itself, as the body of a function of a workspace'
watchlist\t'From a watchlist'
watchlist-csv\t'The watchlist itself, to be uploaded'
transformation\t'From itself, as a transformation of a data collection rule'"
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and __fish_seen_subcommand_from labels" -l table -d 'The table that is asked' -r -f -a "mpip\t'`MicrosoftPurviewInformationProtection`'
office-activity\t'`OfficeActivity`, which has ids of labels only for sites'"
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and __fish_seen_subcommand_from labels" -l name -d 'What the function or the watchlist is called' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and __fish_seen_subcommand_from labels" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and __fish_seen_subcommand_from asim" -l table -d 'The table that is read' -r -f -a "audit-logs\t'`AuditLogs`, the directory\'s audit log'
office-activity\t'`OfficeActivity`, the unified audit log of Exchange, SharePoint and Teams'
mpip\t'`MicrosoftPurviewInformationProtection`, events of labels'"
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and __fish_seen_subcommand_from asim" -l schema -d 'The schema' -r -f -a "audit-event\t'Changes of configuration, and whatever the others do not have'
user-management\t'Changes of users and groups'
authentication\t'Sign-ins'"
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and __fish_seen_subcommand_from asim" -l shape -d 'How it is saved' -r -f -a "function-body\t'As the body of a function of a workspace'
function\t'As the command of a cluster'"
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and __fish_seen_subcommand_from asim" -l name -d 'What the function is called; else after the schema and the table, as `ASimAuditEventAuditLogs`' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and __fish_seen_subcommand_from asim" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and __fish_seen_subcommand_from names" -s h -l help -d 'Print help'
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and __fish_seen_subcommand_from help" -f -a "labels" -d 'Name the labels of every row, and say how each changed'
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and __fish_seen_subcommand_from help" -f -a "asim" -d 'A parser of the Advanced Security Information Model: the rows of a table in the columns of a schema'
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and __fish_seen_subcommand_from help" -f -a "names" -d 'Every spelling of an activity or operation, as a list for `in~`'
complete -c msaudit -n "__fish_msaudit_using_subcommand kql; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c msaudit -n "__fish_msaudit_using_subcommand sql; and not __fish_seen_subcommand_from labels help" -s h -l help -d 'Print help'
complete -c msaudit -n "__fish_msaudit_using_subcommand sql; and not __fish_seen_subcommand_from labels help" -f -a "labels" -d 'Name the labels of every row, and say how each changed; runs in DuckDB and DataFusion'
complete -c msaudit -n "__fish_msaudit_using_subcommand sql; and not __fish_seen_subcommand_from labels help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c msaudit -n "__fish_msaudit_using_subcommand sql; and __fish_seen_subcommand_from labels" -l table -d 'The table that is asked, with the columns of `MicrosoftPurviewInformationProtection`' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand sql; and __fish_seen_subcommand_from labels" -s h -l help -d 'Print help'
complete -c msaudit -n "__fish_msaudit_using_subcommand sql; and __fish_seen_subcommand_from help" -f -a "labels" -d 'Name the labels of every row, and say how each changed; runs in DuckDB and DataFusion'
complete -c msaudit -n "__fish_msaudit_using_subcommand sql; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c msaudit -n "__fish_msaudit_using_subcommand activities" -l service -d 'Only activities of this service, in any spelling' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand activities" -l category -d 'Only activities of this category, in any spelling' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand activities" -l edition -d 'Only activities of this edition, such as `entra-2024-10`' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand activities" -l format -d 'Output format' -r -f -a "table\t'Columns, fitted to the terminal'
tsv\t'Tab-separated values with a header'
json\t'One JSON object per line'"
complete -c msaudit -n "__fish_msaudit_using_subcommand activities" -l columns -d 'Show these columns, in this order' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand activities" -l sort -d 'Show rows in the order of this column; `-COLUMN` turns it round' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand activities" -l wide -d 'Show tables whole, however narrow the terminal is'
complete -c msaudit -n "__fish_msaudit_using_subcommand activities" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand aip-activities" -l format -d 'Output format' -r -f -a "table\t'Columns, fitted to the terminal'
tsv\t'Tab-separated values with a header'
json\t'One JSON object per line'"
complete -c msaudit -n "__fish_msaudit_using_subcommand aip-activities" -l columns -d 'Show these columns, in this order' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand aip-activities" -l sort -d 'Show rows in the order of this column; `-COLUMN` turns it round' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand aip-activities" -l wide -d 'Show tables whole, however narrow the terminal is'
complete -c msaudit -n "__fish_msaudit_using_subcommand aip-activities" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand categories" -l format -d 'Output format' -r -f -a "table\t'Columns, fitted to the terminal'
tsv\t'Tab-separated values with a header'
json\t'One JSON object per line'"
complete -c msaudit -n "__fish_msaudit_using_subcommand categories" -l columns -d 'Show these columns, in this order' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand categories" -l sort -d 'Show rows in the order of this column; `-COLUMN` turns it round' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand categories" -l wide -d 'Show tables whole, however narrow the terminal is'
complete -c msaudit -n "__fish_msaudit_using_subcommand categories" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand completions" -s h -l help -d 'Print help'
complete -c msaudit -n "__fish_msaudit_using_subcommand drift" -l errors -d 'Write errors to this file instead of standard error, one JSON object per line' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand drift" -s j -l jobs -d 'Read on so many threads; as many as there are cores, if not given' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand drift" -l format -d 'Output format' -r -f -a "table\t'Columns, fitted to the terminal'
tsv\t'Tab-separated values with a header'
json\t'One JSON object per line'"
complete -c msaudit -n "__fish_msaudit_using_subcommand drift" -l columns -d 'Show these columns, in this order' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand drift" -l sort -d 'Show rows in the order of this column; `-COLUMN` turns it round' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand drift" -l dedup -d 'Keep one copy of each event, the most complete one; reads the files twice'
complete -c msaudit -n "__fish_msaudit_using_subcommand drift" -l force -d 'Replace output files that are there already'
complete -c msaudit -n "__fish_msaudit_using_subcommand drift" -s v -l verbose -d 'Say of each file what became of its records'
complete -c msaudit -n "__fish_msaudit_using_subcommand drift" -s q -l quiet -d 'Say nothing of what was read, and show no progress; errors are still told'
complete -c msaudit -n "__fish_msaudit_using_subcommand drift" -l wide -d 'Show tables whole, however narrow the terminal is'
complete -c msaudit -n "__fish_msaudit_using_subcommand drift" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand editions" -l format -d 'Output format' -r -f -a "table\t'Columns, fitted to the terminal'
tsv\t'Tab-separated values with a header'
json\t'One JSON object per line'"
complete -c msaudit -n "__fish_msaudit_using_subcommand editions" -l columns -d 'Show these columns, in this order' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand editions" -l sort -d 'Show rows in the order of this column; `-COLUMN` turns it round' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand editions" -l wide -d 'Show tables whole, however narrow the terminal is'
complete -c msaudit -n "__fish_msaudit_using_subcommand editions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand enrich" -l labels -d 'Label book that supplies label names and order' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand enrich" -l out -d 'Write to this file instead of standard output' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand enrich" -s j -l jobs -d 'Read on so many threads; as many as there are cores, if not given' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand enrich" -l force -d 'Replace the output file if it is there already'
complete -c msaudit -n "__fish_msaudit_using_subcommand enrich" -s h -l help -d 'Print help'
complete -c msaudit -n "__fish_msaudit_using_subcommand label-operations" -l format -d 'Output format' -r -f -a "table\t'Columns, fitted to the terminal'
tsv\t'Tab-separated values with a header'
json\t'One JSON object per line'"
complete -c msaudit -n "__fish_msaudit_using_subcommand label-operations" -l columns -d 'Show these columns, in this order' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand label-operations" -l sort -d 'Show rows in the order of this column; `-COLUMN` turns it round' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand label-operations" -l wide -d 'Show tables whole, however narrow the terminal is'
complete -c msaudit -n "__fish_msaudit_using_subcommand label-operations" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand labels" -l format -d 'Output format' -r -f -a "table\t'Columns, fitted to the terminal'
tsv\t'Tab-separated values with a header'
json\t'One JSON object per line'"
complete -c msaudit -n "__fish_msaudit_using_subcommand labels" -l columns -d 'Show these columns, in this order' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand labels" -l sort -d 'Show rows in the order of this column; `-COLUMN` turns it round' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand labels" -l wide -d 'Show tables whole, however narrow the terminal is'
complete -c msaudit -n "__fish_msaudit_using_subcommand labels" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand lint" -l format -d 'Output format' -r -f -a "text\t'One line per notable finding'
json\t'One JSON object per line for every name, documented ones too'
sarif\t'A SARIF 2.1.0 log for code scanning'
github\t'Annotations for GitHub\'s checks'"
complete -c msaudit -n "__fish_msaudit_using_subcommand lint" -l select -d 'Report only these kinds, such as `unknown,case`' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand lint" -l ignore -d 'Do not report these kinds' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand lint" -l fail-on -d 'End with status 1 only for findings of this severity or above' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand lint" -l baseline -d 'Report only what this file does not have; it is written if it is not there' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand lint" -l explain -d 'Say what a kind of finding means, and end' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand lint" -l fix -d 'Write the spelling of the logs into the rules, where a finding has one'
complete -c msaudit -n "__fish_msaudit_using_subcommand lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand lookup" -l format -d 'Output format' -r -f -a "text\t'Text for people'
json\t'One JSON object per line'"
complete -c msaudit -n "__fish_msaudit_using_subcommand lookup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand man" -l out -d 'Write a page for each command into this folder, which is made if need be' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand man" -s h -l help -d 'Print help'
complete -c msaudit -n "__fish_msaudit_using_subcommand operations" -l workload -d 'Only operations that this workload logs, such as `Exchange`' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand operations" -l record-type -d 'Only operations of records of this type, such as `ExchangeItem`' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand operations" -l section -d 'Only operations of this section of the documentation, in any spelling' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand operations" -l edition -d 'Only operations of this edition, such as `purview-2023-06`' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand operations" -l format -d 'Output format' -r -f -a "table\t'Columns, fitted to the terminal'
tsv\t'Tab-separated values with a header'
json\t'One JSON object per line'"
complete -c msaudit -n "__fish_msaudit_using_subcommand operations" -l columns -d 'Show these columns, in this order' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand operations" -l sort -d 'Show rows in the order of this column; `-COLUMN` turns it round' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand operations" -l wide -d 'Show tables whole, however narrow the terminal is'
complete -c msaudit -n "__fish_msaudit_using_subcommand operations" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l errors -d 'Write errors to this file instead of standard error, one JSON object per line' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -s j -l jobs -d 'Read on so many threads; as many as there are cores, if not given' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l labels -d 'Label book that supplies label names and order' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l format -d 'Output format' -r -f -a "ndjson\t'One JSON object per line'
csv\t'Comma-separated values with a header'
table\t'The portal\'s list view, or label changes if a label book or `--label-change` is given'
parquet\t'Parquet files in the folder given with `--out`'"
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l schema -d 'Write events in this schema' -r -f -a "own\t'The fields of msaudit'
ocsf\t'The Open Cybersecurity Schema Framework, as JSON lines or Parquet'
asim\t'The Advanced Security Information Model of Microsoft Sentinel, as JSON lines or Parquet'"
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l formulas -d 'How to write CSV cells that a spreadsheet would execute as a formula' -r -f -a "escape\t'Prefix them with an apostrophe'
keep\t'Leave them as they are, for programs'"
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l columns -d 'Show these columns, in this order' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l sort -d 'Show rows in the order of this column; `-COLUMN` turns it round' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l out -d 'Folder for Parquet files, created if needed; existing files are replaced only with `--force`' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l partition -d 'Partition into folders as Hive does (`day=2024-10-05`); Parquet only' -r -f -a "day\t'The day of the event, UTC'"
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l from -d 'Events at this time or later; a date begins at its midnight, UTC' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l to -d 'Events before this time; a date is included to its end' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l service -d 'Events of a service, by any of its names' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l category -d 'Events of a category, by any of its names' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l activity -d 'Events of an activity, by any of its names' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l workload -d 'Events of a workload of the unified audit log' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l operation -d 'Events of an operation of the unified audit log, in any spelling' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l outcome -d 'Events that ended so' -r -f -a "success\t''
failure\t''
timeout\t''
partial\t''
unknown\t''"
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l actor -d 'Events by an actor whose id, name or address contains this' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l target -d 'Events on a target whose id or name contains this' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l ip -d 'Events from this address' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l session -d 'Events of the sign-in session with this id' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l correlation -d 'Events with this correlation id' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l label-change -d 'Events that changed a label so' -r -f -a "applied\t''
upgraded\t''
downgraded\t''
same-order\t''
removed\t''
unchanged\t''
undetermined\t''"
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l source -d 'Events of exports in this format' -r -f -a "graph\t''
audit-search\t''
mpip\t''
office-activity\t''
aip-log\t''
log-analytics\t''
diagnostic\t''
management-api\t''
activity-explorer\t''
entra-csv\t''"
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l dedup -d 'Keep one copy of each event, the most complete one; reads the files twice'
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l force -d 'Replace output files that are there already'
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -s v -l verbose -d 'Say of each file what became of its records'
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -s q -l quiet -d 'Say nothing of what was read, and show no progress; errors are still told'
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l raw-data -d 'Add the text of each record as `raw_data`; with `--schema ocsf` only'
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l wide -d 'Show tables whole, however narrow the terminal is'
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -l original -d 'Include the text of each record in a column `original`; Parquet only'
complete -c msaudit -n "__fish_msaudit_using_subcommand read" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand record-types" -l format -d 'Output format' -r -f -a "table\t'Columns, fitted to the terminal'
tsv\t'Tab-separated values with a header'
json\t'One JSON object per line'"
complete -c msaudit -n "__fish_msaudit_using_subcommand record-types" -l columns -d 'Show these columns, in this order' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand record-types" -l sort -d 'Show rows in the order of this column; `-COLUMN` turns it round' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand record-types" -l wide -d 'Show tables whole, however narrow the terminal is'
complete -c msaudit -n "__fish_msaudit_using_subcommand record-types" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l errors -d 'Write errors to this file instead of standard error, one JSON object per line' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -s j -l jobs -d 'Read on so many threads; as many as there are cores, if not given' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l labels -d 'Label book that supplies label names and order' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l out -d 'The HTML file to write' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l section -d 'Only these sections of the page: labels, directory, mail, sharing; or all' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l departments -d 'Tell downgrades by department too: a CSV file with the columns `userPrincipalName` and `department`' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l title -d 'The title of the page' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l from -d 'Events at this time or later; a date begins at its midnight, UTC' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l to -d 'Events before this time; a date is included to its end' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l service -d 'Events of a service, by any of its names' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l category -d 'Events of a category, by any of its names' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l activity -d 'Events of an activity, by any of its names' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l workload -d 'Events of a workload of the unified audit log' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l operation -d 'Events of an operation of the unified audit log, in any spelling' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l outcome -d 'Events that ended so' -r -f -a "success\t''
failure\t''
timeout\t''
partial\t''
unknown\t''"
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l actor -d 'Events by an actor whose id, name or address contains this' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l target -d 'Events on a target whose id or name contains this' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l ip -d 'Events from this address' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l session -d 'Events of the sign-in session with this id' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l correlation -d 'Events with this correlation id' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l label-change -d 'Events that changed a label so' -r -f -a "applied\t''
upgraded\t''
downgraded\t''
same-order\t''
removed\t''
unchanged\t''
undetermined\t''"
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l source -d 'Events of exports in this format' -r -f -a "graph\t''
audit-search\t''
mpip\t''
office-activity\t''
aip-log\t''
log-analytics\t''
diagnostic\t''
management-api\t''
activity-explorer\t''
entra-csv\t''"
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l dedup -d 'Keep one copy of each event, the most complete one; reads the files twice'
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -l force -d 'Replace output files that are there already'
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -s v -l verbose -d 'Say of each file what became of its records'
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -s q -l quiet -d 'Say nothing of what was read, and show no progress; errors are still told'
complete -c msaudit -n "__fish_msaudit_using_subcommand report" -s h -l help -d 'Print help'
complete -c msaudit -n "__fish_msaudit_using_subcommand services" -l format -d 'Output format' -r -f -a "table\t'Columns, fitted to the terminal'
tsv\t'Tab-separated values with a header'
json\t'One JSON object per line'"
complete -c msaudit -n "__fish_msaudit_using_subcommand services" -l columns -d 'Show these columns, in this order' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand services" -l sort -d 'Show rows in the order of this column; `-COLUMN` turns it round' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand services" -l wide -d 'Show tables whole, however narrow the terminal is'
complete -c msaudit -n "__fish_msaudit_using_subcommand services" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l errors -d 'Write errors to this file instead of standard error, one JSON object per line' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -s j -l jobs -d 'Read on so many threads; as many as there are cores, if not given' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l labels -d 'Label book for assessing label changes and counting unknown label ids' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l format -d 'Output format' -r -f -a "text\t'Text for people'
json\t'One JSON object per line'"
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l from -d 'Events at this time or later; a date begins at its midnight, UTC' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l to -d 'Events before this time; a date is included to its end' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l service -d 'Events of a service, by any of its names' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l category -d 'Events of a category, by any of its names' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l activity -d 'Events of an activity, by any of its names' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l workload -d 'Events of a workload of the unified audit log' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l operation -d 'Events of an operation of the unified audit log, in any spelling' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l outcome -d 'Events that ended so' -r -f -a "success\t''
failure\t''
timeout\t''
partial\t''
unknown\t''"
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l actor -d 'Events by an actor whose id, name or address contains this' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l target -d 'Events on a target whose id or name contains this' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l ip -d 'Events from this address' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l session -d 'Events of the sign-in session with this id' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l correlation -d 'Events with this correlation id' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l label-change -d 'Events that changed a label so' -r -f -a "applied\t''
upgraded\t''
downgraded\t''
same-order\t''
removed\t''
unchanged\t''
undetermined\t''"
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l source -d 'Events of exports in this format' -r -f -a "graph\t''
audit-search\t''
mpip\t''
office-activity\t''
aip-log\t''
log-analytics\t''
diagnostic\t''
management-api\t''
activity-explorer\t''
entra-csv\t''"
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l dedup -d 'Keep one copy of each event, the most complete one; reads the files twice'
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -l force -d 'Replace output files that are there already'
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -s v -l verbose -d 'Say of each file what became of its records'
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -s q -l quiet -d 'Say nothing of what was read, and show no progress; errors are still told'
complete -c msaudit -n "__fish_msaudit_using_subcommand summary" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l errors -d 'Write errors to this file instead of standard error, one JSON object per line' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -s j -l jobs -d 'Read on so many threads; as many as there are cores, if not given' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l labels -d 'Label book that supplies label names and order' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l format -d 'Output format' -r -f -a "table\t'Columns, fitted to the terminal'
ndjson\t'One JSON object per line'
csv\t'Comma-separated values with a header'
html\t'A page for people in the file given with `--out`; it has the last 10,000 events'"
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l out -d 'The HTML file to write' -r -F
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l formulas -d 'How to write CSV cells that a spreadsheet would execute as a formula' -r -f -a "escape\t'Prefix them with an apostrophe'
keep\t'Leave them as they are, for programs'"
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l around -d 'Only events around this time' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l within -d 'How long before and after `--around`, such as `30m`, `2h` or `1day`' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l columns -d 'Show these columns, in this order' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l sort -d 'Show rows in the order of this column; `-COLUMN` turns it round' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l from -d 'Events at this time or later; a date begins at its midnight, UTC' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l to -d 'Events before this time; a date is included to its end' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l service -d 'Events of a service, by any of its names' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l category -d 'Events of a category, by any of its names' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l activity -d 'Events of an activity, by any of its names' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l workload -d 'Events of a workload of the unified audit log' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l operation -d 'Events of an operation of the unified audit log, in any spelling' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l outcome -d 'Events that ended so' -r -f -a "success\t''
failure\t''
timeout\t''
partial\t''
unknown\t''"
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l actor -d 'Events by an actor whose id, name or address contains this' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l target -d 'Events on a target whose id or name contains this' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l ip -d 'Events from this address' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l session -d 'Events of the sign-in session with this id' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l correlation -d 'Events with this correlation id' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l label-change -d 'Events that changed a label so' -r -f -a "applied\t''
upgraded\t''
downgraded\t''
same-order\t''
removed\t''
unchanged\t''
undetermined\t''"
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l source -d 'Events of exports in this format' -r -f -a "graph\t''
audit-search\t''
mpip\t''
office-activity\t''
aip-log\t''
log-analytics\t''
diagnostic\t''
management-api\t''
activity-explorer\t''
entra-csv\t''"
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l dedup -d 'Keep one copy of each event, the most complete one; reads the files twice'
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l force -d 'Replace output files that are there already'
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -s v -l verbose -d 'Say of each file what became of its records'
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -s q -l quiet -d 'Say nothing of what was read, and show no progress; errors are still told'
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -l wide -d 'Show tables whole, however narrow the terminal is'
complete -c msaudit -n "__fish_msaudit_using_subcommand timeline" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand workloads" -l format -d 'Output format' -r -f -a "table\t'Columns, fitted to the terminal'
tsv\t'Tab-separated values with a header'
json\t'One JSON object per line'"
complete -c msaudit -n "__fish_msaudit_using_subcommand workloads" -l columns -d 'Show these columns, in this order' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand workloads" -l sort -d 'Show rows in the order of this column; `-COLUMN` turns it round' -r
complete -c msaudit -n "__fish_msaudit_using_subcommand workloads" -l wide -d 'Show tables whole, however narrow the terminal is'
complete -c msaudit -n "__fish_msaudit_using_subcommand workloads" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "exit" -d 'What the exit status says'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "output" -d 'What is written where'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "kql" -d 'Generate KQL: label names for rows in Sentinel, all spellings of an activity'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "sql" -d 'Generate SQL: label names for rows in DuckDB or DataFusion'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "activities" -d 'List documented activities, one row per service and category'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "aip-activities" -d 'List the activities of the Azure Information Protection log'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "categories" -d 'List the categories of activities'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "completions" -d 'Print completions for a shell'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "drift" -d 'List names, codes and fields in an export that the catalogue does not know'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "editions" -d 'List the editions of the documentation'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "enrich" -d 'Copy an export and add label names to its records'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "label-operations" -d 'List the operations of sensitivity-label events, by record type'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "labels" -d 'Show a label book as msaudit reads it'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "lint" -d 'Check the activity names used in detection rules'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "lookup" -d 'Tell whether a name is documented, historical, observed or unknown'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "man" -d 'Print the manual, or write a page for each command'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "operations" -d 'List operations of the unified audit log, cmdlets included, one row per section'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "read" -d 'Print the records of exports as events'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "record-types" -d 'List the record types of the unified audit log'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "report" -d 'Write a page for people: label changes, privileged changes, failures'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "services" -d 'List the services that log activities'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "summary" -d 'Count events and answer common questions about them'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "timeline" -d 'Print the events of all exports in the order of their times, copies folded'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "workloads" -d 'List the workloads of the unified audit log'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and not __fish_seen_subcommand_from exit output kql sql activities aip-activities categories completions drift editions enrich label-operations labels lint lookup man operations read record-types report services summary timeline workloads help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and __fish_seen_subcommand_from kql" -f -a "labels" -d 'Name the labels of every row, and say how each changed'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and __fish_seen_subcommand_from kql" -f -a "asim" -d 'A parser of the Advanced Security Information Model: the rows of a table in the columns of a schema'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and __fish_seen_subcommand_from kql" -f -a "names" -d 'Every spelling of an activity or operation, as a list for `in~`'
complete -c msaudit -n "__fish_msaudit_using_subcommand help; and __fish_seen_subcommand_from sql" -f -a "labels" -d 'Name the labels of every row, and say how each changed; runs in DuckDB and DataFusion'
