//! The functions as DataFusion sees them.

use std::fmt;
use std::sync::Arc;

use datafusion_common::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion_common::types::logical_string;
use datafusion_common::{Result, ScalarValue, plan_err};
use datafusion_expr::ptr_eq::PtrEq;
use datafusion_expr::registry::FunctionRegistry;
use datafusion_expr::{
    Coercion, ColumnarValue, Documentation, EncodingPreservation, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF,
    ScalarUDFImpl, Signature, TypeSignatureClass, Volatility,
};
use msaudit::label::LabelBook;

use crate::question::Question;

/// All functions. Those of labels ask the book; without one, a query that uses them is an error when it is planned.
///
/// ```
/// let names: Vec<String> = msaudit_datafusion::functions(None).iter().map(|function| function.name().to_owned()).collect();
/// assert_eq!(names[..2], ["activity_known", "activity_name"]);
/// assert_eq!(names.len(), 11);
/// ```
pub fn functions(book: impl Into<Option<Arc<LabelBook>>>) -> Vec<ScalarUDF> {
    let book = book.into();
    let function = |&question: &Question| ScalarUDF::from(AuditFunction::new(question, book.clone()));
    Question::ALL.iter().map(function).collect()
}

/// Adds all [`functions`] to a session, or to whatever else keeps functions. Those of the same name that were there are
/// replaced: registering with another book changes the book.
///
/// # Errors
///
/// If the registry takes no functions.
///
/// ```
/// use datafusion::execution::FunctionRegistry;
/// use datafusion::prelude::SessionContext;
///
/// let mut context = SessionContext::new();
/// msaudit_datafusion::register(&mut context, None)?;
/// assert!(context.udfs().contains("activity_services"));
/// # Ok::<(), datafusion::error::DataFusionError>(())
/// ```
pub fn register(registry: &mut dyn FunctionRegistry, book: impl Into<Option<Arc<LabelBook>>>) -> Result<()> {
    for function in functions(book) {
        registry.register_udf(Arc::new(function))?;
    }
    Ok(())
}

/// The label book that a function asks: what a codec of plans needs in order to send it along.
///
/// ```
/// use std::sync::Arc;
///
/// use msaudit::label::LabelBook;
/// use msaudit_datafusion::{functions, label_book};
///
/// let functions = functions(Arc::new(LabelBook::from_text(r#"{"a": "General"}"#)?));
/// let asking = |name| functions.iter().find(|function| function.name() == name).and_then(label_book);
/// assert!(asking("label_name").is_some_and(|book| book.find("A").is_none() && book.find("a").is_some()));
/// assert!(asking("activity_name").is_none(), "it is no matter of labels");
/// # Ok::<(), msaudit::label::BookError>(())
/// ```
pub fn label_book(function: &ScalarUDF) -> Option<&Arc<LabelBook>> {
    function.inner().downcast_ref::<AuditFunction>()?.book.as_deref()
}

#[derive(PartialEq, Eq, Hash)]
struct AuditFunction {
    question: Question,
    /// Two books are the same if they are one: comparing their labels would cost more than it gains.
    book: Option<PtrEq<Arc<LabelBook>>>,
    signature: Signature,
}

impl AuditFunction {
    fn new(question: Question, book: Option<Arc<LabelBook>>) -> Self {
        let text = Coercion::new_exact(TypeSignatureClass::Native(logical_string()))
            .with_encoding_preservation(EncodingPreservation::dictionary());
        let parameters = question.parameters();
        let signature = Signature::coercible(vec![text; parameters.len()], Volatility::Immutable)
            .with_parameter_names(parameters.to_vec())
            .expect("there is a name for each argument, and none twice");
        Self { question, book: book.filter(|_| question.is_of_labels()).map(PtrEq::from), signature }
    }

    /// The book, if the question needs one.
    fn book(&self) -> Result<Option<&LabelBook>> {
        if self.question.is_of_labels() && self.book.is_none() {
            return plan_err!(
                "`{}` needs a label book, and the functions were registered without one",
                self.question.name()
            );
        }
        Ok(self.book.as_ref().map(|book| &***book))
    }
}

impl fmt::Debug for AuditFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Plans are printed in this form; nobody wants a label book in them.
        let labels = self.book.as_ref().map(|book| book.labels().len());
        f.debug_struct("AuditFunction").field("name", &self.question.name()).field("labels", &labels).finish()
    }
}

impl ScalarUDFImpl for AuditFunction {
    fn name(&self) -> &str {
        self.question.name()
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.question.answer_type())
    }

    fn return_field_from_args(&self, args: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        self.book()?;
        let nullable = !self.question.always_answers() || args.arg_fields.iter().any(|field| field.is_nullable());
        Ok(Arc::new(Field::new(self.name(), self.question.answer_type(), nullable)))
    }

    fn is_strict(&self) -> bool {
        true
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let scalar = args.args.iter().all(|arg| matches!(arg, ColumnarValue::Scalar(_)));
        let rows = if scalar { 1 } else { args.number_rows };
        let answers = self.question.answers(self.book()?, &args.args, rows)?;
        if scalar {
            return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&answers, 0)?));
        }
        Ok(ColumnarValue::Array(answers))
    }

    fn documentation(&self) -> Option<&Documentation> {
        Some(self.question.documentation())
    }
}
