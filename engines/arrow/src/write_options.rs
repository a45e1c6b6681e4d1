//! How files are written.

use std::num::NonZero;
use std::path::{Path, PathBuf};

#[cfg(feature = "zstd")]
use parquet::basic::ZstdLevel;
use parquet::basic::{Compression, GzipLevel};
use time::Date;

use crate::Original;

/// How files are written.
///
/// ```
/// use msaudit_arrow::{Original, Partition, WriteOptions};
///
/// let options = WriteOptions { original: Original::Kept, ..WriteOptions::default() };
/// assert_eq!(options.partition, Partition::None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriteOptions {
    /// How events are shared out to files.
    pub partition: Partition,
    /// Whether the text of each record is kept.
    pub original: Original,
    /// How pages are compressed.
    pub codec: Codec,
    /// Whether files that are there already are replaced, each once its successor is whole.
    pub replace: bool,
    /// On how many threads columns are encoded and compressed. Files are the same for any number.
    pub threads: NonZero<usize>,
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self {
            partition: Partition::default(),
            original: Original::default(),
            codec: Codec::default(),
            replace: false,
            threads: NonZero::<usize>::MIN,
        }
    }
}

/// How pages are compressed. Engines read all of them; what they cost is on the page of the package.
///
/// ```
/// use msaudit_arrow::Codec;
///
/// assert_eq!(Codec::default(), Codec::Gzip);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Codec {
    /// They are not.
    None,
    /// The strongest that needs no compiler of C.
    #[default]
    Gzip,
    /// Quick and weak (feature `snappy`).
    #[cfg(feature = "snappy")]
    Snappy,
    /// Quick and weak (feature `lz4`).
    #[cfg(feature = "lz4")]
    Lz4,
    /// As strong as gzip and quicker, but a library in C (feature `zstd`).
    #[cfg(feature = "zstd")]
    Zstd,
}

impl Codec {
    pub(crate) fn compression(self) -> Compression {
        match self {
            Self::None => Compression::UNCOMPRESSED,
            // The level from which on more time hardly makes files smaller: see the benchmark.
            Self::Gzip => Compression::GZIP(GzipLevel::try_new(3).expect("levels go to 9")),
            #[cfg(feature = "snappy")]
            Self::Snappy => Compression::SNAPPY,
            #[cfg(feature = "lz4")]
            Self::Lz4 => Compression::LZ4_RAW,
            #[cfg(feature = "zstd")]
            Self::Zstd => Compression::ZSTD(ZstdLevel::default()),
        }
    }
}

/// How events are shared out to files.
///
/// ```
/// use msaudit_arrow::Partition;
///
/// assert_eq!(Partition::default(), Partition::None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Partition {
    /// All into `part-0.parquet`.
    #[default]
    None,
    /// By the day of their time, UTC, as Hive does: `day=2024-10-05/part-0.parquet`. Events without a time go to
    /// `day=__HIVE_DEFAULT_PARTITION__`, which engines read as null, or as that text.
    Day,
}

impl Partition {
    /// The partition that a day belongs to, and no day.
    pub(crate) fn of(self, day: Option<Date>) -> Option<Date> {
        match self {
            Self::None => None,
            Self::Day => day,
        }
    }

    /// Where a file of a partition goes.
    pub(crate) fn file(self, folder: &Path, day: Option<Date>, number: usize) -> PathBuf {
        let mut path = folder.to_owned();
        match (self, day) {
            (Self::None, _) => {}
            (Self::Day, Some(day)) => path.push(format!("day={day}")),
            (Self::Day, None) => path.push("day=__HIVE_DEFAULT_PARTITION__"),
        }
        path.join(format!("part-{number}.parquet"))
    }
}
