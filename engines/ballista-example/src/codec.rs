//! Plans that carry a label book.
//!
//! Ballista sends a function by its name. A codec may add bytes to the name; here they are the label book that the function
//! asks, as JSON. So the book of a query is that of whoever asks it, on every executor, and nothing has to be copied to them
//! beforehand. The alternative, a file on each executor, lets two executors answer one query by two books.

use std::sync::{Arc, Mutex, PoisonError};

use ballista_core::serde::{BallistaLogicalExtensionCodec, BallistaPhysicalExtensionCodec};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::common::{Result, TableReference, exec_datafusion_err, plan_datafusion_err};
use datafusion::datasource::file_format::FileFormatFactory;
use datafusion::execution::TaskContext;
use datafusion::logical_expr::{Extension, LogicalPlan, ScalarUDF};
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::logical_plan::LogicalExtensionCodec;
use datafusion_proto::physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension};
use msaudit::label::LabelBook;

/// The functions of `msaudit-datafusion`, to bytes and back.
#[derive(Debug, Default)]
struct Functions {
    /// The book that was read last, with its bytes: all tasks of a query have the same.
    last: Mutex<Option<(Vec<u8>, Arc<LabelBook>)>>,
}

impl Functions {
    fn encode(&self, function: &ScalarUDF, bytes: &mut Vec<u8>) -> Result<()> {
        let Some(book) = msaudit_datafusion::label_book(function) else { return Ok(()) };
        serde_json::to_writer(bytes, &**book)
            .map_err(|error| exec_datafusion_err!("the label book cannot be put into the plan: {error}"))
    }

    fn decode(&self, name: &str, bytes: &[u8]) -> Result<Arc<ScalarUDF>> {
        let book = if bytes.is_empty() { None } else { Some(self.book(bytes)?) };
        let function = msaudit_datafusion::functions(book).into_iter().find(|function| function.name() == name);
        function.map(Arc::new).ok_or_else(|| plan_datafusion_err!("no function is called `{name}`"))
    }

    fn book(&self, bytes: &[u8]) -> Result<Arc<LabelBook>> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, book)) = last.as_ref().filter(|(read, _)| read == bytes) {
            return Ok(Arc::clone(book));
        }
        let text = String::from_utf8_lossy(bytes);
        let book = LabelBook::from_text(&text)
            .map_err(|error| exec_datafusion_err!("the plan carries no label book: {error}"))?;
        let book = Arc::new(book);
        *last = Some((bytes.to_vec(), Arc::clone(&book)));
        Ok(book)
    }
}

/// Ballista's own codec of logical plans, which go from the client to the scheduler, and the functions.
#[derive(Debug, Default)]
pub(crate) struct LogicalCodec {
    ballista: BallistaLogicalExtensionCodec,
    functions: Functions,
}

impl LogicalExtensionCodec for LogicalCodec {
    fn try_encode_udf(&self, function: &ScalarUDF, bytes: &mut Vec<u8>) -> Result<()> {
        self.functions.encode(function, bytes)
    }

    fn try_decode_udf(&self, name: &str, bytes: &[u8]) -> Result<Arc<ScalarUDF>> {
        self.functions.decode(name, bytes)
    }

    fn try_decode(&self, bytes: &[u8], inputs: &[LogicalPlan], context: &TaskContext) -> Result<Extension> {
        self.ballista.try_decode(bytes, inputs, context)
    }

    fn try_encode(&self, node: &Extension, bytes: &mut Vec<u8>) -> Result<()> {
        self.ballista.try_encode(node, bytes)
    }

    fn try_decode_table_provider(
        &self,
        bytes: &[u8],
        name: &TableReference,
        schema: SchemaRef,
        context: &TaskContext,
    ) -> Result<Arc<dyn TableProvider>> {
        self.ballista.try_decode_table_provider(bytes, name, schema, context)
    }

    fn try_encode_table_provider(
        &self,
        name: &TableReference,
        table: Arc<dyn TableProvider>,
        bytes: &mut Vec<u8>,
    ) -> Result<()> {
        self.ballista.try_encode_table_provider(name, table, bytes)
    }

    fn try_decode_file_format(&self, bytes: &[u8], context: &TaskContext) -> Result<Arc<dyn FileFormatFactory>> {
        self.ballista.try_decode_file_format(bytes, context)
    }

    fn try_encode_file_format(&self, bytes: &mut Vec<u8>, format: Arc<dyn FileFormatFactory>) -> Result<()> {
        self.ballista.try_encode_file_format(bytes, format)
    }
}

/// Ballista's own codec of physical plans, which go from the scheduler to the executors, and the functions.
#[derive(Debug, Default)]
pub(crate) struct PhysicalCodec {
    ballista: BallistaPhysicalExtensionCodec,
    functions: Functions,
}

impl PhysicalExtensionCodec for PhysicalCodec {
    fn try_encode_udf(&self, function: &ScalarUDF, bytes: &mut Vec<u8>) -> Result<()> {
        self.functions.encode(function, bytes)
    }

    fn try_decode_udf(&self, name: &str, bytes: &[u8]) -> Result<Arc<ScalarUDF>> {
        self.functions.decode(name, bytes)
    }

    fn try_decode(
        &self,
        bytes: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        context: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        self.ballista.try_decode(bytes, inputs, context, converter)
    }

    fn try_encode(
        &self,
        node: Arc<dyn ExecutionPlan>,
        bytes: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        self.ballista.try_encode(node, bytes, converter)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use msaudit::label::LabelBook;
    use msaudit_datafusion::{functions, label_book};

    use super::Functions;

    #[test]
    fn a_function_of_labels_comes_back_with_its_book() {
        let book = LabelBook::builder().label("a", "General", Some(1)).child("b", "All \"Employees\"", "a").build();
        let codec = Functions::default();
        let mut books = Vec::new();
        for function in functions(Arc::new(book)) {
            let mut bytes = Vec::new();
            codec.encode(&function, &mut bytes).expect("a book is JSON");
            let back = codec.decode(function.name(), &bytes).expect("it was encoded");
            assert_eq!(back.name(), function.name());
            assert_eq!(label_book(&back).is_some(), function.name().starts_with("label_"));
            books.extend(label_book(&back).cloned());
        }
        let label = books[0].find("b").expect("it is in the book");
        assert_eq!((label.path(), label.rank()), (r#"General \ All "Employees""#, Some(1)));
        assert!(books.iter().all(|book| Arc::ptr_eq(book, &books[0])), "it is read once");
    }

    #[test]
    fn bytes_that_are_no_book_are_an_error() {
        let codec = Functions::default();
        let error = codec.decode("label_name", b"[1]").unwrap_err().strip_backtrace();
        assert!(error.starts_with("Execution error: the plan carries no label book: "), "{error}");
        let error = codec.decode("label_nam", b"").unwrap_err().strip_backtrace();
        assert_eq!(error, "Error during planning: no function is called `label_nam`");
    }
}
