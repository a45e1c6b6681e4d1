//! How an activity ended.

use crate::named::named;

named! {
    "outcome";
    /// The outcome of an activity.
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
        /// It succeeded.
        Success = "success",
        /// It failed.
        Failure = "failure",
        /// It timed out.
        Timeout = "timeout",
        /// It succeeded in part.
        Partial = "partial",
        /// The record has no result, or an unknown one.
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
