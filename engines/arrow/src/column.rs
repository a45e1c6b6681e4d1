//! The columns that a batch is made of, while it is made.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Int32Builder, Int64Builder, StringBuilder, StringDictionaryBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, ListArray, StringArray, StructArray};
use arrow_buffer::{NullBuffer, NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::Fields;

use crate::schema::element;

/// Names out of few: each is held once.
pub(crate) type Names = Column<StringDictionaryBuilder<Int32Type>>;
pub(crate) type Texts = Column<StringBuilder>;
pub(crate) type Flags = Column<BooleanBuilder>;
pub(crate) type Integers = Column<Int64Builder>;
pub(crate) type Times = Column<TimestampMicrosecondBuilder>;

/// A builder that begins without memory. Arrow's own begin with room for 1,024 values, which for all columns of a day that
/// has a single event is a third of a megabyte.
pub(crate) struct Column<B>(B);

impl<B> Deref for Column<B> {
    type Target = B;

    fn deref(&self) -> &B {
        &self.0
    }
}

impl<B> DerefMut for Column<B> {
    fn deref_mut(&mut self) -> &mut B {
        &mut self.0
    }
}

impl<B: ArrayBuilder> Column<B> {
    /// Takes the array out; the next value is the first again.
    pub(crate) fn array(&mut self) -> ArrayRef {
        self.0.finish()
    }
}

macro_rules! begin {
    ($($builder:ty: $empty:expr;)+) => {
        $(impl Default for Column<$builder> {
            fn default() -> Self {
                Self($empty)
            }
        })+
    };
}

begin! {
    StringDictionaryBuilder<Int32Type>: StringDictionaryBuilder::with_capacity(0, 0, 0);
    StringBuilder: StringBuilder::with_capacity(0, 0);
    BooleanBuilder: BooleanBuilder::with_capacity(0);
    Int32Builder: Int32Builder::with_capacity(0);
    Int64Builder: Int64Builder::with_capacity(0);
    TimestampMicrosecondBuilder: TimestampMicrosecondBuilder::with_capacity(0).with_timezone("UTC");
}

/// Names of the catalogue, each written out once.
pub(crate) struct Idents<T> {
    keys: Column<Int32Builder>,
    seen: HashMap<T, i32>,
    names: Vec<String>,
}

impl<T> Default for Idents<T> {
    fn default() -> Self {
        Self { keys: Column::default(), seen: HashMap::new(), names: Vec::new() }
    }
}

impl<T: Eq + Hash> Idents<T> {
    pub(crate) fn push<I: Display>(&mut self, value: Option<T>, ident: impl FnOnce(T) -> I)
    where
        T: Copy,
    {
        let Some(value) = value else { return self.keys.append_null() };
        let key = *self.seen.entry(value).or_insert_with(|| {
            let key = i32::try_from(self.names.len()).expect("the catalogue has fewer names");
            self.names.push(ident(value).to_string());
            key
        });
        self.keys.append_value(key);
    }

    pub(crate) fn finish(&mut self) -> ArrayRef {
        self.seen.clear();
        let names = StringArray::from_iter_values(self.names.drain(..));
        Arc::new(DictionaryArray::new(self.keys.finish(), Arc::new(names)))
    }
}

/// A column of structs.
pub(crate) trait Structs: Default {
    /// What it holds, in the order of [`columns`](Self::columns).
    fn fields() -> Fields;

    /// Takes the columns out; the next row is the first again.
    fn columns(&mut self) -> Vec<ArrayRef>;

    fn finish(&mut self, nulls: Option<NullBuffer>) -> StructArray {
        StructArray::new(Self::fields(), self.columns(), nulls)
    }
}

/// A column of structs that may be null.
pub(crate) struct Optional<T> {
    pub(crate) value: T,
    pub(crate) nulls: NullBufferBuilder,
}

impl<T: Default> Default for Optional<T> {
    fn default() -> Self {
        Self { value: T::default(), nulls: NullBufferBuilder::new(0) }
    }
}

impl<T: Structs> Optional<T> {
    pub(crate) fn finish(&mut self) -> ArrayRef {
        let nulls = self.nulls.finish();
        Arc::new(self.value.finish(nulls))
    }
}

/// A column of lists of structs.
pub(crate) struct Lists<T> {
    pub(crate) items: T,
    ends: Vec<i32>,
    nulls: NullBufferBuilder,
    length: i32,
}

impl<T: Structs> Default for Lists<T> {
    fn default() -> Self {
        Self { items: T::default(), ends: vec![0], nulls: NullBufferBuilder::new(0), length: 0 }
    }
}

impl<T: Structs> Lists<T> {
    /// Ends a list to which so many items were added.
    pub(crate) fn end(&mut self, added: usize) {
        self.length = i32::try_from(added)
            .ok()
            .and_then(|added| self.length.checked_add(added))
            .expect("a batch is limited to fewer bytes than lists may have items");
        self.ends.push(self.length);
        self.nulls.append_non_null();
    }

    pub(crate) fn push_null(&mut self) {
        self.ends.push(self.length);
        self.nulls.append_null();
    }

    pub(crate) fn finish(&mut self) -> ArrayRef {
        let ends = std::mem::replace(&mut self.ends, vec![0]);
        self.length = 0;
        let (items, nulls) = (self.items.finish(None), self.nulls.finish());
        let offsets = OffsetBuffer::new(ScalarBuffer::from(ends));
        Arc::new(ListArray::new(element(T::fields()), offsets, Arc::new(items), nulls))
    }
}
