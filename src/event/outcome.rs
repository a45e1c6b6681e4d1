//! How an activity ended.

use crate::named::named;

named! {
    "outcome";
    /// How an activity ended.
    ///
    /// ```
    /// use msaudit::event::Outcome;
    ///
    /// assert_eq!(Outcome::of("Succeeded"), Outcome::Success);
    /// assert_eq!(Outcome::of("PartiallySucceeded"), Outcome::Partial);
    /// assert_eq!(Outcome::of("unknownFutureValue"), Outcome::Unknown);
    /// assert_eq!(Outcome::Failure.name(), "failure");
    /// ```
    pub enum Outcome {
        /// It was done.
        Success = "success",
        /// It was not done.
        Failure = "failure",
        /// It was not known in time.
        Timeout = "timeout",
        /// Some of it was done.
        Partial = "partial",
        /// The record does not say, or says something else.
        Unknown = "unknown",
    }
}

impl Outcome {
    /// The outcome that a record's text means: `result` of the directory, `ResultStatus` of the unified audit log, in any
    /// case. The directory's records of late 2018 write the number 0 for success.
    pub fn of(text: &str) -> Self {
        let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(text.trim()));
        if is(&["success", "succeeded", "true", "0"]) {
            Self::Success
        } else if is(&["failure", "failed", "fail", "false", "error"]) {
            Self::Failure
        } else if is(&["timeout"]) {
            Self::Timeout
        } else if is(&["partiallysucceeded", "partialsuccess", "partial"]) {
            Self::Partial
        } else {
            Self::Unknown
        }
    }
}
