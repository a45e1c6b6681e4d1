//! Which activities answer which question.

use super::{Activity, QUESTION_ROWS, Question};

/// An activity that counts towards a question.
///
/// Source: `catalog/questions.tsv`. The questions are those of Microsoft's overview of the audit logs of 2023-09-08; which
/// activities count is a judgement of msaudit's.
///
/// ```
/// use msaudit::catalog::{Activity, Question};
///
/// let row = Question::ApplicationRenamed.rows().next().expect("one activity counts");
/// assert_eq!(row.activity(), Activity::UpdateApplication);
/// assert_eq!((row.target(), row.property()), ("Application", Some("DisplayName")));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuestionRow {
    pub(super) question: Question,
    pub(super) activity: Activity,
    pub(super) target: &'static str,
    pub(super) property: &'static str,
}

impl QuestionRow {
    /// The question.
    pub const fn question(&self) -> Question {
        self.question
    }

    /// The activity.
    pub const fn activity(&self) -> Activity {
        self.activity
    }

    /// The kind of target that the question is about, in the word of the records: `User`, `Group`, ...
    pub const fn target(&self) -> &'static str {
        self.target
    }

    /// The property that has to have changed, if only such events count.
    pub fn property(&self) -> Option<&'static str> {
        Some(self.property).filter(|property| !property.is_empty())
    }
}

impl Question {
    /// The activities that count for this question.
    ///
    /// ```
    /// use msaudit::catalog::{Activity, Question};
    ///
    /// let owners = Question::GroupOwnerChanged.rows().map(|row| row.activity());
    /// assert!(owners.eq([
    ///     Activity::AddOwnerToGroup,
    ///     Activity::GroupAddOwner,
    ///     Activity::GroupRemoveOwner,
    ///     Activity::RemoveOwnerFromGroup,
    /// ]));
    /// ```
    pub fn rows(self) -> impl Iterator<Item = &'static QuestionRow> + Clone {
        QUESTION_ROWS.iter().filter(move |row| row.question == self)
    }
}

impl Activity {
    /// The questions that this activity counts for.
    ///
    /// ```
    /// use msaudit::catalog::{Activity, Question};
    ///
    /// let mut questions = Activity::ResetPassword.questions();
    /// assert_eq!(questions.next().map(|row| row.question()), Some(Question::PasswordChanged));
    /// assert_eq!(questions.next().map(|row| row.question()), Some(Question::UserChanged));
    /// ```
    pub fn questions(self) -> impl Iterator<Item = &'static QuestionRow> + Clone {
        QUESTION_ROWS.iter().filter(move |row| row.activity == self)
    }
}
