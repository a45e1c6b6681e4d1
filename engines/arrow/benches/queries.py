"""How long DuckDB takes over the files of `msaudit read --format parquet --partition day`.

    python queries.py ROUNDS FOLDER...

All folders are read as one. Prints the median of the rounds behind one that warms up, on the wall and in CPU time; what takes
longer than half a minute is asked only once.
"""

import resource
import sys
import time
from statistics import median

import duckdb

QUESTIONS = {
    "count of all": "SELECT count(*) FROM {}",
    "events by day": "SELECT day, count(*) FROM {} GROUP BY day",
    "activities, most frequent first": "SELECT activity, count(*) AS n FROM {} GROUP BY activity ORDER BY n DESC LIMIT 10",
    "downgrades by label and day": "SELECT day, label.new_id, count(*) FROM {} WHERE label.change = 'downgraded' GROUP BY ALL",
    "failures by actor in a week": "SELECT actor.name, count(*) AS n FROM {} WHERE day >= DATE '$DAY' AND "
    "day < DATE '$DAY' + 7 AND outcome = 'failure' GROUP BY ALL ORDER BY n DESC LIMIT 10",
    "one event by its id": "SELECT file, record FROM {} WHERE id = '$ID'",
    "properties changed most": "SELECT c.property, count(*) AS n FROM (SELECT unnest(t.changes) AS c FROM "
    "(SELECT unnest(targets) AS t FROM {})) GROUP BY ALL ORDER BY n DESC LIMIT 10",
}


def spent():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main():
    rounds, folders = int(sys.argv[1]), sys.argv[2:]
    globs = ", ".join(f"'{folder}/*/*.parquet'" for folder in folders)
    files = f"read_parquet([{globs}], hive_partitioning = true)"
    connection = duckdb.connect()
    [[threads, events]] = connection.sql(f"SELECT current_setting('threads'), count(*) FROM {files}").fetchall()
    print(f"DuckDB {duckdb.__version__}, {threads} threads; {events} events")
    [[day]] = connection.sql(f"SELECT min(day) + 30 FROM {files}").fetchall()
    [[one]] = connection.sql(f"SELECT min_by(id, hash(id)) FROM {files} WHERE day = DATE '{day}'").fetchall()
    print(f"{'':<34}{'rows':>6}{'wall s':>10}{'CPU s':>10}")
    for name, question in QUESTIONS.items():
        question = question.replace("$DAY", str(day)[:10]).replace("$ID", one)
        wall, cpu = [], []
        while len(wall) < rounds + 1 and (not wall or wall[0] < 30):
            begin, before = time.perf_counter(), spent()
            rows = len(connection.sql(question.format(files)).fetchall())
            wall.append(time.perf_counter() - begin)
            cpu.append(spent() - before)
        wall, cpu = wall[1:] or wall, cpu[1:] or cpu
        print(f"{name:<34}{rows:>6}{median(wall):>10.3f}{median(cpu):>10.3f}", flush=True)


if __name__ == "__main__":
    main()
