//! Counts and answers.

use std::io::{self, Write};

use msaudit::analysis::{Answer, Counts, Object, Objects, Summary};
use msaudit::catalog::Question;
use msaudit::event::DecodedEvent;
use msaudit::read::Entry;

use crate::Status;
use crate::args;
use crate::formats::Text;
use crate::output::{json_line, printable};
use crate::parallel::Work;
use crate::run::{Run, book};

/// So many of each list are printed; JSON has them all.
const SHOWN: usize = 10;

pub(crate) fn summary(args: &args::Summary) -> io::Result<Status> {
    let book = book(args.labels.as_deref())?;
    let filter = args.filters.filter();
    let (run, parts) = Run::new(&args.exports, book.as_ref(), &filter, Summary::default, |()| Ok(()))?;
    let mut summary = Summary::default();
    parts.into_iter().for_each(|part| summary.merge(part));
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.format == Text::Json {
        json_line(&mut out, &summary)?;
    } else {
        print(&mut out, &summary)?;
    }
    out.flush()?;
    run.finish()
}

impl Work for Summary {
    type Made = ();

    fn event(&mut self, decoded: &DecodedEvent<'_>, _: &Entry<'_>, (): &mut ()) -> io::Result<()> {
        self.add(decoded);
        Ok(())
    }
}

fn print(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    writeln!(out, "events: {}", summary.events())?;
    let days = summary.days();
    if let Some(((first, _), (last, _))) = days.iter().next().zip(days.iter().last()) {
        let to = if first == last { String::new() } else { format!(" to {last}") };
        writeln!(out, "period: {first}{to}")?;
    }
    for (what, counts) in [("sources", summary.sources()), ("outcomes", summary.outcomes())] {
        let counts: Vec<String> = counts.by_frequency().iter().map(|(name, count)| format!("{name} {count}")).collect();
        if !counts.is_empty() {
            writeln!(out, "{what}: {}", counts.join(", "))?;
        }
    }
    for (what, count) in [("informational", summary.informational()), ("without a readable time", summary.undated())] {
        if count > 0 {
            writeln!(out, "  {what}: {count}")?;
        }
    }
    for (what, counts) in [
        ("services and workloads", &summary.services()),
        ("categories", &summary.categories()),
        ("activities and operations", &summary.activities()),
        ("kinds of activity", summary.kinds()),
        ("actors", summary.actors()),
        ("label changes", summary.label_changes()),
    ] {
        print_counts(out, what, counts.by_frequency(), counts)?;
    }
    // Days are read in their order, and the last ones are the ones of interest.
    let counts = summary.days();
    let mut days: Vec<(&str, u64)> = counts.iter().collect();
    days.reverse();
    print_counts(out, "days", days, &counts)?;
    writeln!(out)?;
    questions(out, summary)
}

fn print_counts(out: &mut impl Write, what: &str, rows: Vec<(&str, u64)>, counts: &Counts) -> io::Result<()> {
    if counts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{what}: {}{}", rows.len(), if counts.others() > 0 { " or more" } else { "" })?;
    list(out, rows.into_iter().map(|(text, count)| (text, None, count)))
}

fn questions(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    // "None" is an answer, and only who could have seen one may give it.
    if summary.categories().is_empty() && summary.kinds().is_empty() {
        return writeln!(
            out,
            "no event of the directory, so its questions (users, groups, applications changed) have no answer"
        );
    }
    let types = summary.answer(Question::UserChanged).activities();
    writeln!(out, "What types of changes were applied to users? {}", number(types.iter().len(), types.others()))?;
    list(out, types.by_frequency().into_iter().map(|(text, count)| (text, None, count)))?;
    let users = summary.answer(Question::UserChanged).objects();
    writeln!(out, "How many users were changed? {}", number(users.distinct(), users.others()))?;
    objects(out, users)?;
    let passwords = summary.answer(Question::PasswordChanged);
    let of_users = passwords.objects();
    write!(out, "How many passwords were changed? {}", number(of_users.distinct(), of_users.others()))?;
    writeln!(
        out,
        "{}",
        if passwords.events() > 0 { format!(", in {} events", passwords.events()) } else { String::new() }
    )?;
    objects(out, of_users)?;
    for (question, answer) in [
        ("What groups were added?", summary.answer(Question::GroupAdded)),
        ("Have the owners of groups been changed?", summary.answer(Question::GroupOwnerChanged)),
        ("What licences have been assigned to a group or a user?", summary.answer(Question::LicenseAssigned)),
        ("What applications have been added?", summary.answer(Question::ApplicationAdded)),
        ("What applications have been updated?", summary.answer(Question::ApplicationUpdated)),
        ("What applications have been removed?", summary.answer(Question::ApplicationRemoved)),
        ("Has a service principal for an application changed?", summary.answer(Question::ServicePrincipalChanged)),
        ("Have the names of applications been changed?", summary.answer(Question::ApplicationRenamed)),
    ] {
        print_answer(out, question, answer)?;
    }
    Ok(())
}

fn print_answer(out: &mut impl Write, question: &str, answer: &Answer) -> io::Result<()> {
    if answer.events() == 0 {
        return writeln!(out, "{question} none");
    }
    let objects_of = answer.objects();
    let events = if answer.events() == 1 { "event" } else { "events" };
    let distinct = number(objects_of.distinct(), objects_of.others());
    writeln!(out, "{question} {distinct}, in {} {events}", answer.events())?;
    objects(out, objects_of)?;
    list(out, answer.details().by_frequency().into_iter().map(|(text, count)| (text, None, count)))
}

fn objects(out: &mut impl Write, objects: &Objects) -> io::Result<()> {
    let row = |object: &Object| {
        let (id, name) = (object.id().map(str::to_owned), object.name().map(str::to_owned));
        (id, name, object.events())
    };
    let rows: Vec<_> = objects.by_frequency().into_iter().map(row).collect();
    list(
        out,
        rows.iter().map(|(id, name, events)| match name {
            Some(name) => (name.as_str(), id.as_deref(), *events),
            None => (id.as_deref().unwrap_or_default(), None, *events),
        }),
    )
}

/// A line for each of the first, and how many there are beyond.
fn list<'t>(
    out: &mut impl Write,
    rows: impl ExactSizeIterator<Item = (&'t str, Option<&'t str>, u64)>,
) -> io::Result<()> {
    let count = rows.len();
    for (text, more, events) in rows.take(SHOWN) {
        writeln!(out, "{events:>8}  {}", fit(text, more))?;
    }
    if count > SHOWN {
        writeln!(out, "          and {} more", count - SHOWN)?;
    }
    Ok(())
}

/// Both texts, or as much of them as fits a terminal of eighty columns behind a number. JSON has them whole.
fn fit(text: &str, more: Option<&str>) -> String {
    const WIDTH: usize = 70;

    let text = printable(text);
    let both = more.map_or_else(|| text.clone(), |more| format!("{text}  ({})", printable(more)));
    if both.chars().count() <= WIDTH {
        both
    } else if text.chars().count() <= WIDTH {
        text
    } else {
        text.chars().take(WIDTH - 3).chain("...".chars()).collect()
    }
}

fn number(distinct: usize, others: u64) -> String {
    if others > 0 { format!("{distinct} or more") } else { distinct.to_string() }
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn what_is_too_long_is_cut() {
        assert_eq!(fit("Sales", Some("2")), "Sales  (2)");
        assert_eq!(fit("Sales", Some(&"2".repeat(62))), "Sales");
        assert_eq!(fit(&"\u{e9}".repeat(71), None), "\u{e9}".repeat(67) + "...");
    }
}
