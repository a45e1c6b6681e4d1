//! Times, in all the forms that exports write.

use std::fmt;

use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, UtcOffset};

use super::Str;
use super::text::text;

/// A time in a record, parsed on demand.
///
/// Understood are RFC 3339 with any number of fraction digits; the same with a space for the `T`; and month/day/year as
/// the portals and PowerShell write it, with or without `AM` and `PM`; and day.month.year, as spreadsheets write it in half of Europe. Each may end in `Z`, in an offset, or in neither.
/// And `/Date(1741000000000)/`, milliseconds since 1970, as `ConvertTo-Json` of Windows PowerShell writes it.
///
/// ```
/// use msaudit::wire::Time;
///
/// let time = Time::new("1/9/2007 10:41:00 AM +01:00");
/// assert_eq!(time.utc()?.unix_timestamp(), 1_168_335_660);
/// assert_eq!(time.as_str(), "1/9/2007 10:41:00 AM +01:00");
///
/// // `CreationTime` has no zone, and is documented to be UTC.
/// let time = Time::new("2022-12-13T22:45:39");
/// assert!(time.utc().is_err());
/// assert_eq!(time.utc_if_no_zone()?.hour(), 22);
/// # Ok::<(), msaudit::wire::TimeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Time<'a>(Str<'a>);

text!(Time);

impl Time<'_> {
    /// The instant, in UTC.
    ///
    /// # Errors
    ///
    /// If the text is no time, or names no zone.
    pub fn utc(&self) -> Result<OffsetDateTime, TimeError> {
        match self.parse()? {
            (_, None) => Err(TimeError { text: self.0.as_str().into(), why: Why::NoZone }),
            (time, Some(offset)) => self.in_utc(time, offset),
        }
    }

    /// The instant, in UTC. A time without a zone counts as UTC.
    ///
    /// # Errors
    ///
    /// If the text is no time.
    pub fn utc_if_no_zone(&self) -> Result<OffsetDateTime, TimeError> {
        let (time, offset) = self.parse()?;
        self.in_utc(time, offset.unwrap_or(UtcOffset::UTC))
    }

    /// RFC 3339 in UTC, for `instant` read from this text: with as many fraction digits as the text has, up to nine.
    pub(crate) fn rfc3339(&self, instant: OffsetDateTime) -> String {
        if let Some(local) = without_zone(&self.0) {
            return [local, "Z"].concat();
        }
        // Behind the hour, no form has another full stop than the one before the fraction.
        let behind_hour = self.0.split_once(':').map_or("", |(_, rest)| rest);
        let fraction = behind_hour.split_once('.').map_or("", |(_, rest)| rest);
        let digits = match epoch_milliseconds(&self.0) {
            Some(time) if time % 1000 != 0 => 3,
            _ => fraction.bytes().take_while(u8::is_ascii_digit).count().min(9),
        };
        let nanoseconds = format!("{:09}", instant.nanosecond());
        let point = if digits == 0 { "" } else { "." };
        let (date, time) = (instant.date(), instant.time());
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{point}{}Z",
            date.year(),
            u8::from(date.month()),
            date.day(),
            time.hour(),
            time.minute(),
            time.second(),
            &nanoseconds[..digits],
        )
    }

    fn parse(&self) -> Result<(PrimitiveDateTime, Option<UtcOffset>), TimeError> {
        if let Ok(time) = OffsetDateTime::parse(&self.0, &Rfc3339) {
            return Ok((PrimitiveDateTime::new(time.date(), time.time()), Some(time.offset())));
        }
        if let Some(local) = parse_local(&self.0) {
            return Ok((local, None));
        }
        if let Some(milliseconds) = epoch_milliseconds(&self.0) {
            let time = OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000);
            let time = time.map_err(|_| TimeError { text: self.0.as_str().into(), why: Why::Form })?;
            return Ok((PrimitiveDateTime::new(time.date(), time.time()), Some(UtcOffset::UTC)));
        }
        let (local, offset) = split_zone(self.0.trim());
        // The Log Analytics portal puts a comma after the date.
        let local = local.replacen(',', "", 1);
        let parsed = FORMS.iter().find_map(|form| PrimitiveDateTime::parse(&local, form).ok());
        match parsed {
            Some(time) => Ok((time, offset)),
            None => Err(TimeError { text: self.0.as_str().into(), why: Why::Form }),
        }
    }

    fn in_utc(&self, time: PrimitiveDateTime, offset: UtcOffset) -> Result<OffsetDateTime, TimeError> {
        // Only the first and the last day of the calendar can fail here. RFC 3339 has no years before 0.
        let utc = time.assume_offset(offset).checked_to_offset(UtcOffset::UTC).filter(|utc| utc.year() >= 0);
        utc.ok_or_else(|| TimeError { text: self.0.as_str().into(), why: Why::Form })
    }
}

const FORMS: [&[BorrowedFormatItem<'_>]; 5] = [
    format_description!(
        version = 2,
        "[day padding:none].[month padding:none].[year] [hour padding:none]:[minute]:[second][optional [.[subsecond]]]"
    ),
    format_description!(
        version = 2,
        "[year]-[month]-[day][first [T] [t] [ ]][hour padding:none]:[minute]:[second][optional [.[subsecond]]]"
    ),
    format_description!(
        version = 2,
        "[year]-[month]-[day] [hour repr:12 padding:none]:[minute]:[second][optional [.[subsecond]]] \
         [period case_sensitive:false]"
    ),
    format_description!(
        version = 2,
        "[month padding:none]/[day padding:none]/[year] [hour padding:none]:[minute]:[second]\
         [optional [.[subsecond]]]"
    ),
    format_description!(
        version = 2,
        "[month padding:none]/[day padding:none]/[year] [hour repr:12 padding:none]:[minute]:[second]\
         [optional [.[subsecond]]] [period case_sensitive:false]"
    ),
];

/// The milliseconds since 1970 of `/Date(1741000000000)/`. An offset behind them tells where it was written, not when.
fn epoch_milliseconds(text: &str) -> Option<i64> {
    let inner = text.trim().strip_prefix("/Date(")?.strip_suffix(")/")?;
    let sign = usize::from(inner.starts_with(['-', '+']));
    let end = inner[sign..].find(['-', '+']).map_or(inner.len(), |at| sign + at);
    inner[..end].parse().ok()
}

/// Takes `Z`, `UTC`, `+hh:mm` or `-hh:mm` off the end.
fn split_zone(text: &str) -> (&str, Option<UtcOffset>) {
    const OFFSET: &[BorrowedFormatItem<'_>] =
        format_description!(version = 2, "[offset_hour sign:mandatory]:[offset_minute]");

    let utc = text.strip_suffix(['Z', 'z']).or_else(|| text.strip_suffix(" UTC"));
    if let Some(local) = utc {
        return (local.trim_end(), Some(UtcOffset::UTC));
    }
    let at = text.len().saturating_sub("+hh:mm".len());
    let Some((local, offset)) = text.split_at_checked(at) else { return (text, None) };
    match UtcOffset::parse(offset, OFFSET) {
        Ok(offset) => (local.trim_end(), Some(offset)),
        Err(_) => (text, None),
    }
}

/// The text is not a time in a known form, or its time zone is unknown.
///
/// ```
/// use msaudit::wire::Time;
///
/// let error = Time::new("yesterday").utc().unwrap_err();
/// assert!(error.to_string().starts_with("`yesterday` is no time; expected a form such as"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` {why}")]
pub struct TimeError {
    text: Box<str>,
    why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    Form,
    NoZone,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => {
                "is no time; expected a form such as `2024-10-05T07:11:12.345Z`, `2024-10-05 07:11:12` or \
                 `10/5/2024 7:11:12 AM`"
            }
            Self::NoZone => "names no time zone, and its source does not say which is meant",
        })
    }
}

/// All but the zone of a text that says in UTC, or without a zone, what [`Time::rfc3339`] would write of it, as most do: the
/// letters capital, no leap second.
fn without_zone(text: &str) -> Option<&str> {
    let local = text.strip_suffix('Z').unwrap_or(text);
    let (whole, rest) = local.as_bytes().split_at_checked(19)?;
    let is_form = whole.iter().zip(b"dddd-dd-ddTdd:dd:dd").all(|(byte, form)| match form {
        b'd' => byte.is_ascii_digit(),
        form => byte == form,
    });
    let is_end = match rest {
        [] => true,
        [b'.', digits @ ..] => (1..=9).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    (is_form && is_end && &whole[17..] != b"60").then_some(local)
}

/// Reads the form without a zone, which unified records have, by its digits: of forms there would be several to try.
fn parse_local(text: &str) -> Option<PrimitiveDateTime> {
    let local = without_zone(text).filter(|local| local.len() == text.len())?;
    let number = |digits: &str| digits.bytes().fold(0, |number: u32, byte| 10 * number + u32::from(byte - b'0'));
    let part = |from: usize| number(&local[from..from + 2]) as u8;
    let fraction = local.get(20..).unwrap_or_default();
    let nanoseconds = number(fraction) * 10_u32.pow(9 - fraction.len() as u32);
    let date =
        Date::from_calendar_date(number(&local[..4]).cast_signed(), Month::try_from(part(5)).ok()?, part(8)).ok()?;
    let time = time::Time::from_hms_nano(part(11), part(14), part(17), nanoseconds).ok()?;
    Some(PrimitiveDateTime::new(date, time))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::OffsetDateTime;

    use super::Time;

    #[test]
    fn every_known_form_is_read() {
        for (text, utc) in [
            // The forms that elastic/integrations tests for diagnostic settings (azure/auditlogs, time formats).
            ("01/09/2007 09:41:00", "2007-01-09T09:41:00Z"),
            ("1/9/2007 09:41:00", "2007-01-09T09:41:00Z"),
            ("01/09/2007 09:41:00 AM", "2007-01-09T09:41:00Z"),
            ("1/9/2007 9:41:00 AM", "2007-01-09T09:41:00Z"),
            ("1/9/2007 10:41:00 AM +01:00", "2007-01-09T09:41:00Z"),
            ("2007-01-09T09:41:00", "2007-01-09T09:41:00Z"),
            ("2007-01-09T09:41:00.22Z", "2007-01-09T09:41:00.22Z"),
            ("2007-01-09T09:41:00.6816663Z", "2007-01-09T09:41:00.6816663Z"),
            ("2007-01-09T09:41:00.535404056Z", "2007-01-09T09:41:00.535404056Z"),
            ("2007-01-09T09:41:00.992099+00:00", "2007-01-09T09:41:00.992099Z"),
            ("2007-01-09T09:41:00+02:00", "2007-01-09T07:41:00Z"),
            // PowerShell, the Purview portal, the Log Analytics portal, the Management API.
            ("12/6/2022 8:51:58 PM", "2022-12-06T20:51:58Z"),
            ("2022-09-15 5:49:22 PM", "2022-09-15T17:49:22Z"),
            ("9/20/2023 4:05:03 AM", "2023-09-20T04:05:03Z"),
            ("3/23/2023, 7:22:53.000 AM", "2023-03-23T07:22:53.000Z"),
            ("2022-12-12 15:57:57", "2022-12-12T15:57:57Z"),
            ("/Date(1741000000123)/", "2025-03-03T11:06:40.123Z"),
            ("/Date(1741000000000+0100)/", "2025-03-03T11:06:40Z"),
            ("/Date(-1000)/", "1969-12-31T23:59:59Z"),
            // Where dates have full stops, the day comes first.
            ("03.02.2025 9:41:00", "2025-02-03T09:41:00Z"),
            ("03.02.2025 09:41:00.5", "2025-02-03T09:41:00.5Z"),
            (" 2026-08-30T12:00:00z ", "2026-08-30T12:00:00Z"),
            ("12/31/2023 11:30:00 pm -01:30", "2024-01-01T01:00:00Z"),
        ] {
            let time = Time::new(text);
            let instant = time.utc_if_no_zone().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(time.rfc3339(instant), utc, "`{text}`");
        }
    }

    proptest! {
        #[test]
        fn a_time_that_is_written_so_already_is_written_as_by_its_parts(
            seconds in 0_i64..4_000_000_000,
            digits in 0_usize..=9,
            nanoseconds in 0_u32..1_000_000_000,
        ) {
            let instant = OffsetDateTime::from_unix_timestamp(seconds).expect("it is within the years");
            let nanoseconds = format!("{nanoseconds:09}");
            let whole = Time::new("2007-01-09T09:41:00+00:00").rfc3339(instant);
            let whole = whole.trim_end_matches('Z');
            let text = if digits == 0 { format!("{whole}Z") } else { format!("{whole}.{}Z", &nanoseconds[..digits]) };
            let time = Time::new(&text);
            let instant = time.utc().expect("it is a time");
            prop_assert_eq!(time.rfc3339(instant), text.clone());
            let without_zone = Time::new(text.trim_end_matches('Z'));
            prop_assert_eq!(without_zone.utc_if_no_zone(), Ok(instant));
            prop_assert_eq!(without_zone.rfc3339(instant), text.clone());
            // By its parts.
            let lower = Time::new(text.replace('T', "t"));
            prop_assert_eq!(lower.rfc3339(instant), text);
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "Z",
            "2007",
            "13/01/2007 09:41:00",
            "2007-02-30T00:00:00Z",
            "/Date(x)/",
            "/Date(9223372036854775807)/",
            "31.02.2025 09:41:00",
            "2007-01-09T25:00:00",
            "\u{e9}+00:00",
            "-2007-01-09T09:41:00Z",
            "0000-01-01T00:00:00+01:00",
        ] {
            assert_eq!(
                Time::new(text).utc_if_no_zone().expect_err("no time").to_string(),
                format!(
                    "`{text}` is no time; expected a form such as `2024-10-05T07:11:12.345Z`, `2024-10-05 07:11:12` or \
                     `10/5/2024 7:11:12 AM`"
                )
            );
        }
        assert_eq!(
            Time::new("2007-01-09 09:41:00").utc().expect_err("no zone").to_string(),
            "`2007-01-09 09:41:00` names no time zone, and its source does not say which is meant"
        );
    }
}
