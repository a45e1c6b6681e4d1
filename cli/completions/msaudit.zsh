#compdef msaudit

autoload -U is-at-least

_msaudit() {
    typeset -A opt_args
    typeset -a _arguments_options
    local ret=1

    if is-at-least 5.2; then
        _arguments_options=(-s -S -C)
    else
        _arguments_options=(-s -C)
    fi

    local context curcontext="$curcontext" state line
    _arguments "${_arguments_options[@]}" : \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_msaudit_commands" \
"*::: :->msaudit" \
&& ret=0
    case $state in
    (msaudit)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:msaudit-command-$line[1]:"
        case $line[1] in
            (exit)
_arguments "${_arguments_options[@]}" : \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(output)
_arguments "${_arguments_options[@]}" : \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(kql)
_arguments "${_arguments_options[@]}" : \
'-h[Print help]' \
'--help[Print help]' \
":: :_msaudit__subcmd__kql_commands" \
"*::: :->kql" \
&& ret=0

    case $state in
    (kql)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:msaudit-kql-command-$line[1]:"
        case $line[1] in
            (labels)
_arguments "${_arguments_options[@]}" : \
'--shape=[Where the labels go]:SHAPE:((query\:"From itself; fits a scheduled rule up to some eighty labels"
function\:"From itself, as the command that saves it as a function"
function-body\:"From itself, as the body of a function of a workspace"
watchlist\:"From a watchlist"
watchlist-csv\:"The watchlist itself, to be uploaded"
transformation\:"From itself, as a transformation of a data collection rule"))' \
'--table=[The table that is asked]:TABLE:((mpip\:"\`MicrosoftPurviewInformationProtection\`"
office-activity\:"\`OfficeActivity\`, which has ids of labels only for sites"))' \
'--name=[What the function or the watchlist is called]:NAME:_default' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':book -- The label book:_files' \
&& ret=0
;;
(asim)
_arguments "${_arguments_options[@]}" : \
'--table=[The table that is read]:TABLE:((audit-logs\:"\`AuditLogs\`, the directory'\''s audit log"
office-activity\:"\`OfficeActivity\`, the unified audit log of Exchange, SharePoint and Teams"
mpip\:"\`MicrosoftPurviewInformationProtection\`, events of labels"))' \
'--schema=[The schema]:SCHEMA:((audit-event\:"Changes of configuration, and whatever the others do not have"
user-management\:"Changes of users and groups"
authentication\:"Sign-ins"))' \
'--shape=[How it is saved]:SHAPE:((function-body\:"As the body of a function of a workspace"
function\:"As the command of a cluster"))' \
'--name=[What the function is called; else after the schema and the table, as \`ASimAuditEventAuditLogs\`]:NAME:_default' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(names)
_arguments "${_arguments_options[@]}" : \
'-h[Print help]' \
'--help[Print help]' \
'*::names -- Activities and operations, by any of their names:_default' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_msaudit__subcmd__kql__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:msaudit-kql-help-command-$line[1]:"
        case $line[1] in
            (labels)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(asim)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(names)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(sql)
_arguments "${_arguments_options[@]}" : \
'-h[Print help]' \
'--help[Print help]' \
":: :_msaudit__subcmd__sql_commands" \
"*::: :->sql" \
&& ret=0

    case $state in
    (sql)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:msaudit-sql-command-$line[1]:"
        case $line[1] in
            (labels)
_arguments "${_arguments_options[@]}" : \
'--table=[The table that is asked, with the columns of \`MicrosoftPurviewInformationProtection\`]:NAME:_default' \
'-h[Print help]' \
'--help[Print help]' \
':book -- The label book:_files' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_msaudit__subcmd__sql__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:msaudit-sql-help-command-$line[1]:"
        case $line[1] in
            (labels)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(activities)
_arguments "${_arguments_options[@]}" : \
'--service=[Only activities of this service, in any spelling]:SERVICE:_default' \
'--category=[Only activities of this category, in any spelling]:CATEGORY:_default' \
'--edition=[Only activities of this edition, such as \`entra-2024-10\`]:EDITION:_default' \
'--format=[Output format]:FORMAT:((table\:"Columns, fitted to the terminal"
tsv\:"Tab-separated values with a header"
json\:"One JSON object per line"))' \
'*--columns=[Show these columns, in this order]:COLUMN:_default' \
'--sort=[Show rows in the order of this column; \`-COLUMN\` turns it round]:COLUMN:_default' \
'--wide[Show tables whole, however narrow the terminal is]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(aip-activities)
_arguments "${_arguments_options[@]}" : \
'--format=[Output format]:FORMAT:((table\:"Columns, fitted to the terminal"
tsv\:"Tab-separated values with a header"
json\:"One JSON object per line"))' \
'*--columns=[Show these columns, in this order]:COLUMN:_default' \
'--sort=[Show rows in the order of this column; \`-COLUMN\` turns it round]:COLUMN:_default' \
'--wide[Show tables whole, however narrow the terminal is]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(categories)
_arguments "${_arguments_options[@]}" : \
'--format=[Output format]:FORMAT:((table\:"Columns, fitted to the terminal"
tsv\:"Tab-separated values with a header"
json\:"One JSON object per line"))' \
'*--columns=[Show these columns, in this order]:COLUMN:_default' \
'--sort=[Show rows in the order of this column; \`-COLUMN\` turns it round]:COLUMN:_default' \
'--wide[Show tables whole, however narrow the terminal is]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(completions)
_arguments "${_arguments_options[@]}" : \
'-h[Print help]' \
'--help[Print help]' \
':shell -- The shell:(bash elvish fish powershell zsh)' \
&& ret=0
;;
(drift)
_arguments "${_arguments_options[@]}" : \
'--errors=[Write errors to this file instead of standard error, one JSON object per line]:FILE:_files' \
'-j+[Read on so many threads; as many as there are cores, if not given]:N:_default' \
'--jobs=[Read on so many threads; as many as there are cores, if not given]:N:_default' \
'--format=[Output format]:FORMAT:((table\:"Columns, fitted to the terminal"
tsv\:"Tab-separated values with a header"
json\:"One JSON object per line"))' \
'*--columns=[Show these columns, in this order]:COLUMN:_default' \
'--sort=[Show rows in the order of this column; \`-COLUMN\` turns it round]:COLUMN:_default' \
'--dedup[Keep one copy of each event, the most complete one; reads the files twice]' \
'--force[Replace output files that are there already]' \
'(-q --quiet)-v[Say of each file what became of its records]' \
'(-q --quiet)--verbose[Say of each file what became of its records]' \
'-q[Say nothing of what was read, and show no progress; errors are still told]' \
'--quiet[Say nothing of what was read, and show no progress; errors are still told]' \
'--wide[Show tables whole, however narrow the terminal is]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::files -- Exports to read\: files, folders with everything below them, ZIP archives, patterns, `@FILE` for a list of paths, `-` for standard input:_files' \
&& ret=0
;;
(editions)
_arguments "${_arguments_options[@]}" : \
'--format=[Output format]:FORMAT:((table\:"Columns, fitted to the terminal"
tsv\:"Tab-separated values with a header"
json\:"One JSON object per line"))' \
'*--columns=[Show these columns, in this order]:COLUMN:_default' \
'--sort=[Show rows in the order of this column; \`-COLUMN\` turns it round]:COLUMN:_default' \
'--wide[Show tables whole, however narrow the terminal is]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(enrich)
_arguments "${_arguments_options[@]}" : \
'--labels=[Label book that supplies label names and order]:BOOK:_files' \
'--out=[Write to this file instead of standard output]:FILE:_files' \
'-j+[Read on so many threads; as many as there are cores, if not given]:N:_default' \
'--jobs=[Read on so many threads; as many as there are cores, if not given]:N:_default' \
'--force[Replace the output file if it is there already]' \
'-h[Print help]' \
'--help[Print help]' \
':file -- The export; `-` is standard input:_files' \
&& ret=0
;;
(label-operations)
_arguments "${_arguments_options[@]}" : \
'--format=[Output format]:FORMAT:((table\:"Columns, fitted to the terminal"
tsv\:"Tab-separated values with a header"
json\:"One JSON object per line"))' \
'*--columns=[Show these columns, in this order]:COLUMN:_default' \
'--sort=[Show rows in the order of this column; \`-COLUMN\` turns it round]:COLUMN:_default' \
'--wide[Show tables whole, however narrow the terminal is]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(labels)
_arguments "${_arguments_options[@]}" : \
'--format=[Output format]:FORMAT:((table\:"Columns, fitted to the terminal"
tsv\:"Tab-separated values with a header"
json\:"One JSON object per line"))' \
'*--columns=[Show these columns, in this order]:COLUMN:_default' \
'--sort=[Show rows in the order of this column; \`-COLUMN\` turns it round]:COLUMN:_default' \
'--wide[Show tables whole, however narrow the terminal is]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':book -- The label book\: `Get-Label` as JSON or CSV, a page of Graph or ARM, rows of `Labels_CL`, a watchlist, the map of a KQL query, or `{"<id>"\: "<name>"}`:_files' \
&& ret=0
;;
(lint)
_arguments "${_arguments_options[@]}" : \
'--format=[Output format]:FORMAT:((text\:"One line per notable finding"
json\:"One JSON object per line for every name, documented ones too"
sarif\:"A SARIF 2.1.0 log for code scanning"
github\:"Annotations for GitHub'\''s checks"))' \
'*--select=[Report only these kinds, such as \`unknown,case\`]:KIND:_default' \
'*--ignore=[Do not report these kinds]:KIND:_default' \
'--fail-on=[End with status 1 only for findings of this severity or above]:SEVERITY:_default' \
'--baseline=[Report only what this file does not have; it is written if it is not there]:FILE:_files' \
'--explain=[Say what a kind of finding means, and end]:KIND:_default' \
'--fix[Write the spelling of the logs into the rules, where a finding has one]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::paths -- Rule files, folders of them, patterns, `@FILE` for a list of paths; `-` is standard input:_files' \
&& ret=0
;;
(lookup)
_arguments "${_arguments_options[@]}" : \
'--format=[Output format]:FORMAT:((text\:"Text for people"
json\:"One JSON object per line"))' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::names -- Names to look up; `-` reads them from standard input, one per line:_default' \
&& ret=0
;;
(man)
_arguments "${_arguments_options[@]}" : \
'--out=[Write a page for each command into this folder, which is made if need be]:DIR:_files' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(operations)
_arguments "${_arguments_options[@]}" : \
'--workload=[Only operations that this workload logs, such as \`Exchange\`]:WORKLOAD:_default' \
'--record-type=[Only operations of records of this type, such as \`ExchangeItem\`]:TYPE:_default' \
'--section=[Only operations of this section of the documentation, in any spelling]:SECTION:_default' \
'--edition=[Only operations of this edition, such as \`purview-2023-06\`]:EDITION:_default' \
'--format=[Output format]:FORMAT:((table\:"Columns, fitted to the terminal"
tsv\:"Tab-separated values with a header"
json\:"One JSON object per line"))' \
'*--columns=[Show these columns, in this order]:COLUMN:_default' \
'--sort=[Show rows in the order of this column; \`-COLUMN\` turns it round]:COLUMN:_default' \
'--wide[Show tables whole, however narrow the terminal is]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(read)
_arguments "${_arguments_options[@]}" : \
'--errors=[Write errors to this file instead of standard error, one JSON object per line]:FILE:_files' \
'-j+[Read on so many threads; as many as there are cores, if not given]:N:_default' \
'--jobs=[Read on so many threads; as many as there are cores, if not given]:N:_default' \
'--labels=[Label book that supplies label names and order]:BOOK:_files' \
'--format=[Output format]:FORMAT:((ndjson\:"One JSON object per line"
csv\:"Comma-separated values with a header"
table\:"The portal'\''s list view, or label changes if a label book or \`--label-change\` is given"
parquet\:"Parquet files in the folder given with \`--out\`"))' \
'--schema=[Write events in this schema]:SCHEMA:((own\:"The fields of msaudit"
ocsf\:"The Open Cybersecurity Schema Framework, as JSON lines or Parquet"
asim\:"The Advanced Security Information Model of Microsoft Sentinel, as JSON lines or Parquet"))' \
'--formulas=[How to write CSV cells that a spreadsheet would execute as a formula]:FORMULAS:((escape\:"Prefix them with an apostrophe"
keep\:"Leave them as they are, for programs"))' \
'*--columns=[Show these columns, in this order]:COLUMN:_default' \
'--sort=[Show rows in the order of this column; \`-COLUMN\` turns it round]:COLUMN:_default' \
'--out=[Folder for Parquet files, created if needed; existing files are replaced only with \`--force\`]:DIR:_files' \
'--partition=[Partition into folders as Hive does (\`day=2024-10-05\`); Parquet only]:BY:((day\:"The day of the event, UTC"))' \
'--from=[Events at this time or later; a date begins at its midnight, UTC]:TIME:_default' \
'--to=[Events before this time; a date is included to its end]:TIME:_default' \
'*--service=[Events of a service, by any of its names]:SERVICE:_default' \
'*--category=[Events of a category, by any of its names]:CATEGORY:_default' \
'*--activity=[Events of an activity, by any of its names]:ACTIVITY:_default' \
'*--workload=[Events of a workload of the unified audit log]:WORKLOAD:_default' \
'*--operation=[Events of an operation of the unified audit log, in any spelling]:OPERATION:_default' \
'*--outcome=[Events that ended so]:OUTCOME:(success failure timeout partial unknown)' \
'*--actor=[Events by an actor whose id, name or address contains this]:TEXT:_default' \
'*--target=[Events on a target whose id or name contains this]:TEXT:_default' \
'*--ip=[Events from this address]:ADDRESS:_default' \
'*--session=[Events of the sign-in session with this id]:ID:_default' \
'*--correlation=[Events with this correlation id]:ID:_default' \
'*--label-change=[Events that changed a label so]:KIND:(applied upgraded downgraded same-order removed unchanged undetermined)' \
'*--source=[Events of exports in this format]:FORMAT:(graph audit-search mpip office-activity aip-log log-analytics diagnostic management-api activity-explorer entra-csv)' \
'--dedup[Keep one copy of each event, the most complete one; reads the files twice]' \
'--force[Replace output files that are there already]' \
'(-q --quiet)-v[Say of each file what became of its records]' \
'(-q --quiet)--verbose[Say of each file what became of its records]' \
'-q[Say nothing of what was read, and show no progress; errors are still told]' \
'--quiet[Say nothing of what was read, and show no progress; errors are still told]' \
'--raw-data[Add the text of each record as \`raw_data\`; with \`--schema ocsf\` only]' \
'--wide[Show tables whole, however narrow the terminal is]' \
'--original[Include the text of each record in a column \`original\`; Parquet only]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::files -- Exports to read\: files, folders with everything below them, ZIP archives, patterns, `@FILE` for a list of paths, `-` for standard input:_files' \
&& ret=0
;;
(record-types)
_arguments "${_arguments_options[@]}" : \
'--format=[Output format]:FORMAT:((table\:"Columns, fitted to the terminal"
tsv\:"Tab-separated values with a header"
json\:"One JSON object per line"))' \
'*--columns=[Show these columns, in this order]:COLUMN:_default' \
'--sort=[Show rows in the order of this column; \`-COLUMN\` turns it round]:COLUMN:_default' \
'--wide[Show tables whole, however narrow the terminal is]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(report)
_arguments "${_arguments_options[@]}" : \
'--errors=[Write errors to this file instead of standard error, one JSON object per line]:FILE:_files' \
'-j+[Read on so many threads; as many as there are cores, if not given]:N:_default' \
'--jobs=[Read on so many threads; as many as there are cores, if not given]:N:_default' \
'--labels=[Label book that supplies label names and order]:BOOK:_files' \
'--out=[The HTML file to write]:FILE:_files' \
'*--section=[Only these sections of the page\: labels, directory, mail, sharing; or all]:SECTION:_default' \
'--departments=[Tell downgrades by department too\: a CSV file with the columns \`userPrincipalName\` and \`department\`]:FILE:_files' \
'--title=[The title of the page]:TEXT:_default' \
'--from=[Events at this time or later; a date begins at its midnight, UTC]:TIME:_default' \
'--to=[Events before this time; a date is included to its end]:TIME:_default' \
'*--service=[Events of a service, by any of its names]:SERVICE:_default' \
'*--category=[Events of a category, by any of its names]:CATEGORY:_default' \
'*--activity=[Events of an activity, by any of its names]:ACTIVITY:_default' \
'*--workload=[Events of a workload of the unified audit log]:WORKLOAD:_default' \
'*--operation=[Events of an operation of the unified audit log, in any spelling]:OPERATION:_default' \
'*--outcome=[Events that ended so]:OUTCOME:(success failure timeout partial unknown)' \
'*--actor=[Events by an actor whose id, name or address contains this]:TEXT:_default' \
'*--target=[Events on a target whose id or name contains this]:TEXT:_default' \
'*--ip=[Events from this address]:ADDRESS:_default' \
'*--session=[Events of the sign-in session with this id]:ID:_default' \
'*--correlation=[Events with this correlation id]:ID:_default' \
'*--label-change=[Events that changed a label so]:KIND:(applied upgraded downgraded same-order removed unchanged undetermined)' \
'*--source=[Events of exports in this format]:FORMAT:(graph audit-search mpip office-activity aip-log log-analytics diagnostic management-api activity-explorer entra-csv)' \
'--dedup[Keep one copy of each event, the most complete one; reads the files twice]' \
'--force[Replace output files that are there already]' \
'(-q --quiet)-v[Say of each file what became of its records]' \
'(-q --quiet)--verbose[Say of each file what became of its records]' \
'-q[Say nothing of what was read, and show no progress; errors are still told]' \
'--quiet[Say nothing of what was read, and show no progress; errors are still told]' \
'-h[Print help]' \
'--help[Print help]' \
'*::files -- Exports to read\: files, folders with everything below them, ZIP archives, patterns, `@FILE` for a list of paths, `-` for standard input:_files' \
&& ret=0
;;
(services)
_arguments "${_arguments_options[@]}" : \
'--format=[Output format]:FORMAT:((table\:"Columns, fitted to the terminal"
tsv\:"Tab-separated values with a header"
json\:"One JSON object per line"))' \
'*--columns=[Show these columns, in this order]:COLUMN:_default' \
'--sort=[Show rows in the order of this column; \`-COLUMN\` turns it round]:COLUMN:_default' \
'--wide[Show tables whole, however narrow the terminal is]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(summary)
_arguments "${_arguments_options[@]}" : \
'--errors=[Write errors to this file instead of standard error, one JSON object per line]:FILE:_files' \
'-j+[Read on so many threads; as many as there are cores, if not given]:N:_default' \
'--jobs=[Read on so many threads; as many as there are cores, if not given]:N:_default' \
'--labels=[Label book for assessing label changes and counting unknown label ids]:BOOK:_files' \
'--format=[Output format]:FORMAT:((text\:"Text for people"
json\:"One JSON object per line"))' \
'--from=[Events at this time or later; a date begins at its midnight, UTC]:TIME:_default' \
'--to=[Events before this time; a date is included to its end]:TIME:_default' \
'*--service=[Events of a service, by any of its names]:SERVICE:_default' \
'*--category=[Events of a category, by any of its names]:CATEGORY:_default' \
'*--activity=[Events of an activity, by any of its names]:ACTIVITY:_default' \
'*--workload=[Events of a workload of the unified audit log]:WORKLOAD:_default' \
'*--operation=[Events of an operation of the unified audit log, in any spelling]:OPERATION:_default' \
'*--outcome=[Events that ended so]:OUTCOME:(success failure timeout partial unknown)' \
'*--actor=[Events by an actor whose id, name or address contains this]:TEXT:_default' \
'*--target=[Events on a target whose id or name contains this]:TEXT:_default' \
'*--ip=[Events from this address]:ADDRESS:_default' \
'*--session=[Events of the sign-in session with this id]:ID:_default' \
'*--correlation=[Events with this correlation id]:ID:_default' \
'*--label-change=[Events that changed a label so]:KIND:(applied upgraded downgraded same-order removed unchanged undetermined)' \
'*--source=[Events of exports in this format]:FORMAT:(graph audit-search mpip office-activity aip-log log-analytics diagnostic management-api activity-explorer entra-csv)' \
'--dedup[Keep one copy of each event, the most complete one; reads the files twice]' \
'--force[Replace output files that are there already]' \
'(-q --quiet)-v[Say of each file what became of its records]' \
'(-q --quiet)--verbose[Say of each file what became of its records]' \
'-q[Say nothing of what was read, and show no progress; errors are still told]' \
'--quiet[Say nothing of what was read, and show no progress; errors are still told]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::files -- Exports to read\: files, folders with everything below them, ZIP archives, patterns, `@FILE` for a list of paths, `-` for standard input:_files' \
&& ret=0
;;
(timeline)
_arguments "${_arguments_options[@]}" : \
'--errors=[Write errors to this file instead of standard error, one JSON object per line]:FILE:_files' \
'-j+[Read on so many threads; as many as there are cores, if not given]:N:_default' \
'--jobs=[Read on so many threads; as many as there are cores, if not given]:N:_default' \
'--labels=[Label book that supplies label names and order]:BOOK:_files' \
'--format=[Output format]:FORMAT:((table\:"Columns, fitted to the terminal"
ndjson\:"One JSON object per line"
csv\:"Comma-separated values with a header"
html\:"A page for people in the file given with \`--out\`; it has the last 10,000 events"))' \
'--out=[The HTML file to write]:FILE:_files' \
'--formulas=[How to write CSV cells that a spreadsheet would execute as a formula]:FORMULAS:((escape\:"Prefix them with an apostrophe"
keep\:"Leave them as they are, for programs"))' \
'(--from --to)--around=[Only events around this time]:TIME:_default' \
'--within=[How long before and after \`--around\`, such as \`30m\`, \`2h\` or \`1day\`]:DURATION:_default' \
'*--columns=[Show these columns, in this order]:COLUMN:_default' \
'--sort=[Show rows in the order of this column; \`-COLUMN\` turns it round]:COLUMN:_default' \
'--from=[Events at this time or later; a date begins at its midnight, UTC]:TIME:_default' \
'--to=[Events before this time; a date is included to its end]:TIME:_default' \
'*--service=[Events of a service, by any of its names]:SERVICE:_default' \
'*--category=[Events of a category, by any of its names]:CATEGORY:_default' \
'*--activity=[Events of an activity, by any of its names]:ACTIVITY:_default' \
'*--workload=[Events of a workload of the unified audit log]:WORKLOAD:_default' \
'*--operation=[Events of an operation of the unified audit log, in any spelling]:OPERATION:_default' \
'*--outcome=[Events that ended so]:OUTCOME:(success failure timeout partial unknown)' \
'*--actor=[Events by an actor whose id, name or address contains this]:TEXT:_default' \
'*--target=[Events on a target whose id or name contains this]:TEXT:_default' \
'*--ip=[Events from this address]:ADDRESS:_default' \
'*--session=[Events of the sign-in session with this id]:ID:_default' \
'*--correlation=[Events with this correlation id]:ID:_default' \
'*--label-change=[Events that changed a label so]:KIND:(applied upgraded downgraded same-order removed unchanged undetermined)' \
'*--source=[Events of exports in this format]:FORMAT:(graph audit-search mpip office-activity aip-log log-analytics diagnostic management-api activity-explorer entra-csv)' \
'--dedup[Keep one copy of each event, the most complete one; reads the files twice]' \
'--force[Replace output files that are there already]' \
'(-q --quiet)-v[Say of each file what became of its records]' \
'(-q --quiet)--verbose[Say of each file what became of its records]' \
'-q[Say nothing of what was read, and show no progress; errors are still told]' \
'--quiet[Say nothing of what was read, and show no progress; errors are still told]' \
'--wide[Show tables whole, however narrow the terminal is]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::files -- Exports to read\: files, folders with everything below them, ZIP archives, patterns, `@FILE` for a list of paths, `-` for standard input:_files' \
&& ret=0
;;
(workloads)
_arguments "${_arguments_options[@]}" : \
'--format=[Output format]:FORMAT:((table\:"Columns, fitted to the terminal"
tsv\:"Tab-separated values with a header"
json\:"One JSON object per line"))' \
'*--columns=[Show these columns, in this order]:COLUMN:_default' \
'--sort=[Show rows in the order of this column; \`-COLUMN\` turns it round]:COLUMN:_default' \
'--wide[Show tables whole, however narrow the terminal is]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_msaudit__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:msaudit-help-command-$line[1]:"
        case $line[1] in
            (exit)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(output)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(kql)
_arguments "${_arguments_options[@]}" : \
":: :_msaudit__subcmd__help__subcmd__kql_commands" \
"*::: :->kql" \
&& ret=0

    case $state in
    (kql)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:msaudit-help-kql-command-$line[1]:"
        case $line[1] in
            (labels)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(asim)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(names)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(sql)
_arguments "${_arguments_options[@]}" : \
":: :_msaudit__subcmd__help__subcmd__sql_commands" \
"*::: :->sql" \
&& ret=0

    case $state in
    (sql)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:msaudit-help-sql-command-$line[1]:"
        case $line[1] in
            (labels)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(activities)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(aip-activities)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(categories)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(completions)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(drift)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(editions)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(enrich)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(label-operations)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(labels)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(lint)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(lookup)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(man)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(operations)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(read)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(record-types)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(report)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(services)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(summary)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(timeline)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(workloads)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
}

(( $+functions[_msaudit_commands] )) ||
_msaudit_commands() {
    local commands; commands=(
'exit:What the exit status says' \
'output:What is written where' \
'kql:Generate KQL\: label names for rows in Sentinel, all spellings of an activity' \
'sql:Generate SQL\: label names for rows in DuckDB or DataFusion' \
'activities:List documented activities, one row per service and category' \
'aip-activities:List the activities of the Azure Information Protection log' \
'categories:List the categories of activities' \
'completions:Print completions for a shell' \
'drift:List names, codes and fields in an export that the catalogue does not know' \
'editions:List the editions of the documentation' \
'enrich:Copy an export and add label names to its records' \
'label-operations:List the operations of sensitivity-label events, by record type' \
'labels:Show a label book as msaudit reads it' \
'lint:Check the activity names used in detection rules' \
'lookup:Tell whether a name is documented, historical, observed or unknown' \
'man:Print the manual, or write a page for each command' \
'operations:List operations of the unified audit log, cmdlets included, one row per section' \
'read:Print the records of exports as events' \
'record-types:List the record types of the unified audit log' \
'report:Write a page for people\: label changes, privileged changes, failures' \
'services:List the services that log activities' \
'summary:Count events and answer common questions about them' \
'timeline:Print the events of all exports in the order of their times, copies folded' \
'workloads:List the workloads of the unified audit log' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'msaudit commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__activities_commands] )) ||
_msaudit__subcmd__activities_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit activities commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__aip-activities_commands] )) ||
_msaudit__subcmd__aip-activities_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit aip-activities commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__categories_commands] )) ||
_msaudit__subcmd__categories_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit categories commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__completions_commands] )) ||
_msaudit__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit completions commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__drift_commands] )) ||
_msaudit__subcmd__drift_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit drift commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__editions_commands] )) ||
_msaudit__subcmd__editions_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit editions commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__enrich_commands] )) ||
_msaudit__subcmd__enrich_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit enrich commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__exit_commands] )) ||
_msaudit__subcmd__exit_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit exit commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help_commands] )) ||
_msaudit__subcmd__help_commands() {
    local commands; commands=(
'exit:What the exit status says' \
'output:What is written where' \
'kql:Generate KQL\: label names for rows in Sentinel, all spellings of an activity' \
'sql:Generate SQL\: label names for rows in DuckDB or DataFusion' \
'activities:List documented activities, one row per service and category' \
'aip-activities:List the activities of the Azure Information Protection log' \
'categories:List the categories of activities' \
'completions:Print completions for a shell' \
'drift:List names, codes and fields in an export that the catalogue does not know' \
'editions:List the editions of the documentation' \
'enrich:Copy an export and add label names to its records' \
'label-operations:List the operations of sensitivity-label events, by record type' \
'labels:Show a label book as msaudit reads it' \
'lint:Check the activity names used in detection rules' \
'lookup:Tell whether a name is documented, historical, observed or unknown' \
'man:Print the manual, or write a page for each command' \
'operations:List operations of the unified audit log, cmdlets included, one row per section' \
'read:Print the records of exports as events' \
'record-types:List the record types of the unified audit log' \
'report:Write a page for people\: label changes, privileged changes, failures' \
'services:List the services that log activities' \
'summary:Count events and answer common questions about them' \
'timeline:Print the events of all exports in the order of their times, copies folded' \
'workloads:List the workloads of the unified audit log' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'msaudit help commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__activities_commands] )) ||
_msaudit__subcmd__help__subcmd__activities_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help activities commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__aip-activities_commands] )) ||
_msaudit__subcmd__help__subcmd__aip-activities_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help aip-activities commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__categories_commands] )) ||
_msaudit__subcmd__help__subcmd__categories_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help categories commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__completions_commands] )) ||
_msaudit__subcmd__help__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help completions commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__drift_commands] )) ||
_msaudit__subcmd__help__subcmd__drift_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help drift commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__editions_commands] )) ||
_msaudit__subcmd__help__subcmd__editions_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help editions commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__enrich_commands] )) ||
_msaudit__subcmd__help__subcmd__enrich_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help enrich commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__exit_commands] )) ||
_msaudit__subcmd__help__subcmd__exit_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help exit commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__help_commands] )) ||
_msaudit__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help help commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__kql_commands] )) ||
_msaudit__subcmd__help__subcmd__kql_commands() {
    local commands; commands=(
'labels:Name the labels of every row, and say how each changed' \
'asim:A parser of the Advanced Security Information Model\: the rows of a table in the columns of a schema' \
'names:Every spelling of an activity or operation, as a list for \`in~\`' \
    )
    _describe -t commands 'msaudit help kql commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__kql__subcmd__asim_commands] )) ||
_msaudit__subcmd__help__subcmd__kql__subcmd__asim_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help kql asim commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__kql__subcmd__labels_commands] )) ||
_msaudit__subcmd__help__subcmd__kql__subcmd__labels_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help kql labels commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__kql__subcmd__names_commands] )) ||
_msaudit__subcmd__help__subcmd__kql__subcmd__names_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help kql names commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__label-operations_commands] )) ||
_msaudit__subcmd__help__subcmd__label-operations_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help label-operations commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__labels_commands] )) ||
_msaudit__subcmd__help__subcmd__labels_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help labels commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__lint_commands] )) ||
_msaudit__subcmd__help__subcmd__lint_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help lint commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__lookup_commands] )) ||
_msaudit__subcmd__help__subcmd__lookup_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help lookup commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__man_commands] )) ||
_msaudit__subcmd__help__subcmd__man_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help man commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__operations_commands] )) ||
_msaudit__subcmd__help__subcmd__operations_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help operations commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__output_commands] )) ||
_msaudit__subcmd__help__subcmd__output_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help output commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__read_commands] )) ||
_msaudit__subcmd__help__subcmd__read_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help read commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__record-types_commands] )) ||
_msaudit__subcmd__help__subcmd__record-types_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help record-types commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__report_commands] )) ||
_msaudit__subcmd__help__subcmd__report_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help report commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__services_commands] )) ||
_msaudit__subcmd__help__subcmd__services_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help services commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__sql_commands] )) ||
_msaudit__subcmd__help__subcmd__sql_commands() {
    local commands; commands=(
'labels:Name the labels of every row, and say how each changed; runs in DuckDB and DataFusion' \
    )
    _describe -t commands 'msaudit help sql commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__sql__subcmd__labels_commands] )) ||
_msaudit__subcmd__help__subcmd__sql__subcmd__labels_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help sql labels commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__summary_commands] )) ||
_msaudit__subcmd__help__subcmd__summary_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help summary commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__timeline_commands] )) ||
_msaudit__subcmd__help__subcmd__timeline_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help timeline commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__help__subcmd__workloads_commands] )) ||
_msaudit__subcmd__help__subcmd__workloads_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit help workloads commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__kql_commands] )) ||
_msaudit__subcmd__kql_commands() {
    local commands; commands=(
'labels:Name the labels of every row, and say how each changed' \
'asim:A parser of the Advanced Security Information Model\: the rows of a table in the columns of a schema' \
'names:Every spelling of an activity or operation, as a list for \`in~\`' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'msaudit kql commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__kql__subcmd__asim_commands] )) ||
_msaudit__subcmd__kql__subcmd__asim_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit kql asim commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__kql__subcmd__help_commands] )) ||
_msaudit__subcmd__kql__subcmd__help_commands() {
    local commands; commands=(
'labels:Name the labels of every row, and say how each changed' \
'asim:A parser of the Advanced Security Information Model\: the rows of a table in the columns of a schema' \
'names:Every spelling of an activity or operation, as a list for \`in~\`' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'msaudit kql help commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__kql__subcmd__help__subcmd__asim_commands] )) ||
_msaudit__subcmd__kql__subcmd__help__subcmd__asim_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit kql help asim commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__kql__subcmd__help__subcmd__help_commands] )) ||
_msaudit__subcmd__kql__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit kql help help commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__kql__subcmd__help__subcmd__labels_commands] )) ||
_msaudit__subcmd__kql__subcmd__help__subcmd__labels_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit kql help labels commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__kql__subcmd__help__subcmd__names_commands] )) ||
_msaudit__subcmd__kql__subcmd__help__subcmd__names_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit kql help names commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__kql__subcmd__labels_commands] )) ||
_msaudit__subcmd__kql__subcmd__labels_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit kql labels commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__kql__subcmd__names_commands] )) ||
_msaudit__subcmd__kql__subcmd__names_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit kql names commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__label-operations_commands] )) ||
_msaudit__subcmd__label-operations_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit label-operations commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__labels_commands] )) ||
_msaudit__subcmd__labels_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit labels commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__lint_commands] )) ||
_msaudit__subcmd__lint_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit lint commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__lookup_commands] )) ||
_msaudit__subcmd__lookup_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit lookup commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__man_commands] )) ||
_msaudit__subcmd__man_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit man commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__operations_commands] )) ||
_msaudit__subcmd__operations_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit operations commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__output_commands] )) ||
_msaudit__subcmd__output_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit output commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__read_commands] )) ||
_msaudit__subcmd__read_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit read commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__record-types_commands] )) ||
_msaudit__subcmd__record-types_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit record-types commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__report_commands] )) ||
_msaudit__subcmd__report_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit report commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__services_commands] )) ||
_msaudit__subcmd__services_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit services commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__sql_commands] )) ||
_msaudit__subcmd__sql_commands() {
    local commands; commands=(
'labels:Name the labels of every row, and say how each changed; runs in DuckDB and DataFusion' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'msaudit sql commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__sql__subcmd__help_commands] )) ||
_msaudit__subcmd__sql__subcmd__help_commands() {
    local commands; commands=(
'labels:Name the labels of every row, and say how each changed; runs in DuckDB and DataFusion' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'msaudit sql help commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__sql__subcmd__help__subcmd__help_commands] )) ||
_msaudit__subcmd__sql__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit sql help help commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__sql__subcmd__help__subcmd__labels_commands] )) ||
_msaudit__subcmd__sql__subcmd__help__subcmd__labels_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit sql help labels commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__sql__subcmd__labels_commands] )) ||
_msaudit__subcmd__sql__subcmd__labels_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit sql labels commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__summary_commands] )) ||
_msaudit__subcmd__summary_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit summary commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__timeline_commands] )) ||
_msaudit__subcmd__timeline_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit timeline commands' commands "$@"
}
(( $+functions[_msaudit__subcmd__workloads_commands] )) ||
_msaudit__subcmd__workloads_commands() {
    local commands; commands=()
    _describe -t commands 'msaudit workloads commands' commands "$@"
}

if [ "$funcstack[1]" = "_msaudit" ]; then
    _msaudit "$@"
else
    compdef _msaudit msaudit
fi
