//! A column of text, each text looked up once.

use datafusion_common::arrow::array::{Array, AsArray};
use datafusion_common::arrow::compute::take;
use datafusion_common::arrow::datatypes::DataType;
use datafusion_common::{Result, exec_err};
use datafusion_expr::ColumnarValue;

/// What the texts of an argument stand for: one entry for each distinct text as far as the column tells them apart, and for
/// each row its entry.
#[derive(Debug)]
pub(crate) struct Resolved<T> {
    entries: Vec<Option<T>>,
    rows: Rows,
}

#[derive(Debug)]
enum Rows {
    /// A constant.
    All,
    /// Plain text: an entry for each.
    Each,
    /// A dictionary: the index of each row's entry.
    Keys(Vec<Option<usize>>),
}

impl<T> Resolved<T> {
    /// Looks up every text. Null is never asked for, and stays nothing.
    pub(crate) fn new(argument: &ColumnarValue, mut find: impl FnMut(&str) -> Option<T>) -> Result<Self> {
        let array = match argument {
            ColumnarValue::Array(array) => array,
            ColumnarValue::Scalar(scalar) => {
                let Some(text) = scalar.try_as_str() else {
                    return exec_err!("expected text, found a value of type `{}`", scalar.data_type());
                };
                return Ok(Self { entries: vec![text.and_then(find)], rows: Rows::All });
            }
        };
        let Some(dictionary) = array.as_any_dictionary_opt() else {
            return Ok(Self { entries: entries(array, find)?, rows: Rows::Each });
        };
        // A slice of a long column has the whole column's dictionary, and perhaps a few rows.
        if dictionary.values().len() > dictionary.len() {
            let plain = take(dictionary.values(), dictionary.keys(), None)?;
            return Ok(Self { entries: entries(&plain, find)?, rows: Rows::Each });
        }
        let entries = entries(dictionary.values(), &mut find)?;
        let nulls = dictionary.keys().nulls();
        let keys = if entries.is_empty() { Vec::new() } else { dictionary.normalized_keys() };
        let key = |(row, key)| nulls.is_none_or(|nulls| nulls.is_valid(row)).then_some(key);
        Ok(Self { entries, rows: Rows::Keys(keys.into_iter().enumerate().map(key).collect()) })
    }

    /// What the text of a row stands for.
    pub(crate) fn get(&self, row: usize) -> Option<&T> {
        let entry = match &self.rows {
            Rows::All => 0,
            Rows::Each => row,
            Rows::Keys(keys) => (*keys.get(row)?)?,
        };
        self.entries.get(entry)?.as_ref()
    }
}

fn entries<T>(array: &dyn Array, find: impl FnMut(&str) -> Option<T>) -> Result<Vec<Option<T>>> {
    fn all<'t, T>(
        texts: impl Iterator<Item = Option<&'t str>>,
        mut find: impl FnMut(&str) -> Option<T>,
    ) -> Vec<Option<T>> {
        texts.map(|text| text.and_then(&mut find)).collect()
    }

    Ok(match array.data_type() {
        DataType::Utf8 => all(array.as_string::<i32>().iter(), find),
        DataType::LargeUtf8 => all(array.as_string::<i64>().iter(), find),
        DataType::Utf8View => all(array.as_string_view().iter(), find),
        other => return exec_err!("expected text, found a column of type `{other}`"),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use datafusion_common::ScalarValue;
    use datafusion_common::arrow::array::{
        ArrayRef, DictionaryArray, Int64Array, StringArray, StringViewArray, UInt8Array,
    };
    use datafusion_common::arrow::datatypes::{Int8Type, UInt8Type};
    use datafusion_expr::ColumnarValue;

    use super::Resolved;

    /// The length of each row's text, and how often a text was looked at.
    fn lengths(array: ArrayRef, rows: usize) -> (Vec<Option<usize>>, usize) {
        let mut asked = 0;
        let resolved = Resolved::new(&ColumnarValue::Array(array), |text| {
            asked += 1;
            Some(text.len())
        });
        let resolved = resolved.expect("it is text");
        ((0..rows).map(|row| resolved.get(row).copied()).collect(), asked)
    }

    #[test]
    fn a_dictionary_is_asked_once_for_each_value() {
        let column: DictionaryArray<Int8Type> =
            vec![Some("a"), Some("bb"), None, Some("a"), Some("bb")].into_iter().collect();
        assert_eq!(lengths(Arc::new(column), 5), (vec![Some(1), Some(2), None, Some(1), Some(2)], 2));
    }

    #[test]
    fn a_dictionary_longer_than_its_rows_is_asked_for_the_rows() {
        let column: DictionaryArray<Int8Type> = vec!["a", "bb", "ccc", "dddd"].into_iter().collect();
        assert_eq!(lengths(Arc::new(column.slice(2, 1)), 1), (vec![Some(3)], 1));
    }

    #[test]
    fn a_dictionary_may_hold_null_and_text_that_no_row_has() {
        let values = Arc::new(StringViewArray::from(vec![Some("a"), None, Some("unused")]));
        let column = DictionaryArray::<UInt8Type>::new(UInt8Array::from(vec![Some(0), Some(1), None]), values);
        assert_eq!(lengths(Arc::new(column), 3).0, [Some(1), None, None]);
    }

    #[test]
    fn a_dictionary_of_nothing_is_null() {
        let values = Arc::new(StringArray::from(Vec::<&str>::new()));
        let column = DictionaryArray::<UInt8Type>::new(UInt8Array::from(vec![None, None]), values);
        assert_eq!(lengths(Arc::new(column), 2), (vec![None, None], 0));
    }

    #[test]
    fn what_is_no_text_is_an_error() {
        let find = |text: &str| Some(text.len());
        let column = ColumnarValue::Array(Arc::new(Int64Array::from(vec![1])));
        let error = Resolved::new(&column, find).unwrap_err();
        assert_eq!(error.strip_backtrace(), "Execution error: expected text, found a column of type `Int64`");
        let error = Resolved::new(&ColumnarValue::Scalar(ScalarValue::Int64(Some(1))), find).unwrap_err();
        assert_eq!(error.strip_backtrace(), "Execution error: expected text, found a value of type `Int64`");
    }
}
