//! What the one list of formats generates: the enums [`Format`](super::Format) and [`Record`](super::Record), detection,
//! and dispatch to the record types.

/// Declares all formats. Detection tries them in this order, so formats with common field names come last.
macro_rules! formats {
    ($( $(#[$meta:meta])* $format:ident($($path:ident)::+) = $name:literal, )+) => {
        named! {
            // The name that this format had when it was thought to be CSV only.
            "format", aliases: { "purview-csv" => AuditSearch };
            /// A format: the structure of the records of one kind of export. [`formats`](crate::formats) has a page on each.
            ///
            /// ```
            /// use msaudit::formats::Format;
            ///
            /// assert_eq!(Format::Graph.name(), "graph");
            /// assert_eq!("management-api".parse(), Ok(Format::ManagementApi));
            /// assert!("graf".parse::<Format>().is_err());
            /// ```
            pub enum Format { $( $(#[$meta])* $format = $name, )+ }
        }

        impl Format {
            /// The field names that identify each format; see [`RecordFormat::TELLING`].
            const TELLING: &'static [(Self, &'static [&'static [&'static str]])] =
                &[$( (Self::$format, <$($path)::+<'_> as RecordFormat>::TELLING), )+];

            /// The spelling that is documented for the name of a field, if `name` differs from it in case alone; of a field of
            /// the record, or else of an object in it.
            pub(crate) fn documented_name(self, name: &str, of_record: bool) -> Option<&'static str> {
                match self {
                    $( Self::$format if of_record => documented(&[<$($path)::+<'_> as Object<'_>>::FIELDS], name), )+
                    $( Self::$format => documented(<$($path)::+<'_> as RecordFormat>::PARTS, name), )+
                }
            }

            /// The field that a column with this name fills.
            pub(crate) fn column(self, name: &str) -> Option<(u8, u8)> {
                let of = |name: &str| match self { $( Self::$format => <$($path)::+<'_> as Object<'_>>::column(name), )+ };
                of(name).or_else(|| of(self.documented_name(name, true)?))
            }
        }

        /// A record, typed by its format.
        ///
        /// ```
        /// use msaudit::formats::{Format, Record};
        /// use msaudit::read::Reader;
        ///
        /// let mut reader = Reader::new(&b"{\"activityDisplayName\":\"Add user\"}"[..]);
        /// let entry = reader.records().next().expect("there is one")?;
        /// assert_eq!(entry.record().format(), Format::Graph);
        /// assert!(matches!(entry.record(), Record::Graph(audit) if audit.id.is_none()));
        /// # Ok::<(), msaudit::read::ReadError>(())
        /// ```
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum Record<'a> {
            $(
                #[doc = concat!("A record of the format [`", stringify!($format), "`](Format::", stringify!($format), ").")]
                $format(Box<$($path)::+<'a>>),
            )+
        }

        impl<'a> Record<'a> {
            /// The format of the record.
            pub fn format(&self) -> Format {
                match self { $( Self::$format(_) => Format::$format, )+ }
            }

            /// Converts to an owned value (`'static`).
            pub fn into_owned(self) -> Record<'static> {
                match self { $( Self::$format(record) => Record::$format(Box::new(record.into_owned())), )+ }
            }

            /// Fields that are not documented for the format, or were not among the declared ones, in their order.
            pub fn rest(&self) -> &Rest<'a> {
                match self { $( Self::$format(record) => &record.rest, )+ }
            }

            /// Reads the object at the start of `text` with the fast parser; `None` if it declines.
            pub(crate) fn parse_fast(format: Format, text: &'a str, decodes_lists: bool) -> Option<First<Self>> {
                match format {
                    $( Format::$format => fast(text, decodes_lists).map(|first| first.map(Self::$format)), )+
                }
            }

            /// Reads the object at the start of `text` with serde.
            pub(crate) fn parse(format: Format, text: &'a str) -> Result<First<Self>, serde_json::Error> {
                match format { $( Format::$format => first(text).map(|first| first.map(Self::$format)), )+ }
            }

            /// Reads a row of a table. An error names the column.
            pub(crate) fn from_row(
                format: Format,
                columns: &'a [Column],
                cells: impl Iterator<Item = Cell<'a>>,
            ) -> Result<Self, (&'a str, DecodeError)> {
                match format {
                    $( Format::$format => row(columns, cells).map(|record| Self::$format(Box::new(record))), )+
                }
            }

            /// Whether the record has what every record of its format has.
            pub(crate) fn is_plausible(&self) -> bool {
                match self { $( Self::$format(record) => record.is_plausible(), )+ }
            }

            /// What the record is instead, if it belongs to another log that only looks like this format.
            pub(crate) fn not_ours(&self) -> Option<&'static str> {
                match self { $( Self::$format(record) => record.not_ours(), )+ }
            }

            /// What is wrong with the record's one essential part, though the rest was read.
            pub(crate) fn broken_part(&self) -> Option<String> {
                match self { $( Self::$format(record) => record.broken_part(), )+ }
            }
        }

        impl serde::Serialize for Record<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $( Self::$format(record) => record.serialize(serializer), )+ }
            }
        }

        impl<'r> From<&'r Record<'_>> for Event<'r> {
            fn from(record: &'r Record<'_>) -> Self {
                match record { $( Record::$format(record) => Self::from(&**record), )+ }
            }
        }

        $(
            impl<'r> From<&'r $($path)::+<'_>> for Event<'r> {
                fn from(record: &'r $($path)::+<'_>) -> Self {
                    Event::of(record, Format::$format.name())
                }
            }

            impl<'a> $($path)::+<'a> {
                /// Parses the JSON text of one record. Text is borrowed from `json` where it contains no escapes;
                /// deserializing with serde copies it.
                ///
                /// # Errors
                ///
                /// If the text is not a JSON object, or a field does not have its documented type.
                pub fn from_json(json: &'a str) -> Result<Self, DecodeError> {
                    from_text_with(json, false).map_err(DecodeError::new)
                }
            }

            impl<'a> From<$($path)::+<'a>> for Record<'a> {
                fn from(record: $($path)::+<'a>) -> Self {
                    Self::$format(Box::new(record))
                }
            }
        )+
    };
}
pub(crate) use formats;
