//! Events that were exported more than once.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::fmt;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

use time::{Duration, OffsetDateTime};

use super::filled::filled;
use crate::event::DecodedEvent;
use crate::wire::guid;

/// Finds duplicate events within and across exports, and decides which copy to keep.
///
/// Two records are copies of one event if they have the same record id, whatever the format: the `Id` of the Management API,
/// of `AuditData` and of `MicrosoftPurviewInformationProtection` is the `OfficeId` of `OfficeActivity` and the
/// `RecordIdentity` of the activity explorer. Bytes are never compared: Microsoft writes the fields of one record in changing
/// order. Records without an id, as in the CSV of the Entra portal, are copies if time, service, category, activity,
/// outcome, reason, correlation id, actor, and all targets with all changes are the same; a record that has neither id nor time
/// is never a copy. A record with an id and one without are never taken for copies of each other.
///
/// The copy that answers more of what an [event](crate::event::Event) is asked is kept; of equals the first.
///
/// All records are [noted](Self::note); if some are [copies](Self::has_copies), all are [weighed](Self::weigh); then each is
/// [judged](Self::judge). Nothing needs more than one record at a time, and without copies two passes do. At most
/// [`limit`](Self::limit) events are remembered; beyond that those that happened earliest are forgotten, and their copies
/// are kept, all of them. [`forgotten_until`](Self::forgotten_until) says up to when that may be.
///
/// ```
/// use msaudit::analysis::Dedup;
/// use msaudit::read::Reader;
///
/// let rows = &br#"{"OfficeId":"11111111-0000-4000-8000-000000000001","OfficeWorkload":"Aip","Operation":"Access"}"#[..];
/// let records = &br#"{"Id":"11111111-0000-4000-8000-000000000001","RecordType":93,"Operation":"Access","UserId":"a"}"#[..];
/// let inputs = [rows, records];
/// let mut dedup = Dedup::new();
/// for pass in [Dedup::note, Dedup::weigh] {
///     for (input, text) in inputs.iter().enumerate() {
///         for entry in Reader::new(*text).records() {
///             pass(&mut dedup, input, &entry?.decode(None));
///         }
///     }
/// }
/// let entry = Reader::new(rows).records().next().expect("there is one")?;
/// let copy = dedup.judge(0, &entry.decode(None)).expect("the other tells more");
/// assert_eq!((copy.kept_input(), copy.kept_record()), (1, 1));
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Dedup {
    /// By what makes two records copies. Numbers rather than texts, so that a million of them take the same memory however long
    /// they are.
    seen: HashMap<Key, Best>,
    keys: [RandomState; 2],
    limit: usize,
    window: Option<Duration>,
    newest: Option<OffsetDateTime>,
    has_copies: bool,
    forgotten: u64,
    forgotten_until: Option<OffsetDateTime>,
}

/// Why a record is dropped as a duplicate.
///
/// See [`Dedup`]. Its text says why, [`kept_input`](Self::kept_input) and [`kept_record`](Self::kept_record) where the other is.
///
/// ```
/// use msaudit::analysis::{CopyOf, Dedup};
/// use msaudit::read::Reader;
///
/// let json = br#"{"Id":"a","RecordType":93,"Operation":"Access"}{"Id":"a","RecordType":93,"Operation":"Access"}"#;
/// let entries: Vec<_> = Reader::new(&json[..]).records().collect::<Result<_, _>>()?;
/// let mut dedup = Dedup::new();
/// let copies: Vec<Option<CopyOf>> = {
///     let lines: Vec<_> = entries.iter().map(|e| e.decode(None)).collect();
///     lines.iter().for_each(|decoded| dedup.note(0, decoded));
///     assert!(dedup.has_copies());
///     lines.iter().for_each(|decoded| dedup.weigh(0, decoded));
///     lines.iter().map(|decoded| dedup.judge(0, decoded)).collect()
/// };
/// assert!(copies[0].is_none());
/// let copy = copies[1].expect("it is the second");
/// assert_eq!(copy.to_string(), "the copy that is kept has the same record id and comes first");
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyOf {
    input: usize,
    record: u64,
    by_id: bool,
    tells_more: bool,
}

impl CopyOf {
    /// The number of the input that holds the kept copy, as passed to [`Dedup::note`].
    pub fn kept_input(&self) -> usize {
        self.input
    }

    /// The record number of the kept copy within its input.
    pub fn kept_record(&self) -> u64 {
        self.record
    }

    /// Whether the copies have the same record id; otherwise all their contents are equal.
    pub fn by_id(&self) -> bool {
        self.by_id
    }
}

impl fmt::Display for CopyOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let same = if self.by_id { "record id" } else { "time, activity, actor, targets and changes" };
        let why = if self.tells_more { "tells more" } else { "comes first" };
        write!(f, "the copy that is kept has the same {same} and {why}")
    }
}

/// What a [`Dedup`] looks at in a record, for whoever looks on another thread.
///
/// ```
/// use msaudit::analysis::{Dedup, Trace};
/// use msaudit::read::Reader;
///
/// let json = br#"{"Id":"a","RecordType":93,"Operation":"Access"}{"Id":"a","RecordType":93,"Operation":"Access"}"#;
/// let mut dedup = Dedup::new();
/// let traces: Vec<Trace> =
///     Reader::new(&json[..]).records().flatten().filter_map(|entry| dedup.trace(&entry.decode(None))).collect();
/// traces.into_iter().for_each(|trace| dedup.note_trace(0, trace));
/// assert!(dedup.has_copies());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Trace {
    key: Key,
    time: Option<OffsetDateTime>,
    record: u64,
    answers: u32,
}

/// The GUID that an id is, or else two hashes of 64 bits with keys that nobody can guess: that chance makes two of them equal is as
/// unlikely as two equal GUIDs, and nobody can make two that are, or a GUID that is equal to one.
type Key = (u64, u64);

/// The kept copy of an event, so far.
#[derive(Debug, Clone, Copy)]
struct Best {
    record: u64,
    /// Microseconds since 1970; [`UNDATED`] without a time, which is before any.
    time: i64,
    input: u32,
    weight: Weight,
}

/// How many of the questions a copy answers. A number alone, as a million of them are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Weight(u32);

impl Weight {
    /// No other copy is known.
    const ALONE: Self = Self(u32::MAX);
    /// There are others, and none was weighed yet.
    const OPEN: Self = Self(u32::MAX - 1);

    fn answers(self) -> Option<u32> {
        (self.0 < Self::OPEN.0).then_some(self.0)
    }
}

const UNDATED: i64 = i64::MIN;

impl Default for Dedup {
    fn default() -> Self {
        Self::new()
    }
}

impl Dedup {
    /// Events that are remembered unless [`limit`](Self::limit) says otherwise. They take at most 130 MB.
    pub const LIMIT: usize = 1 << 20;

    /// Creates an empty tracker.
    pub fn new() -> Self {
        Self {
            seen: HashMap::new(),
            keys: [RandomState::new(), RandomState::new()],
            limit: Self::LIMIT,
            window: None,
            newest: None,
            has_copies: false,
            forgotten: 0,
            forgotten_until: None,
        }
    }

    /// Sets the maximum number of tracked events, at least one.
    #[must_use]
    pub fn limit(mut self, events: usize) -> Self {
        self.limit = events.max(1);
        self
    }

    /// Tracks only events within this duration of the newest one. Reduces memory for inputs in chronological order.
    #[must_use]
    pub fn window(mut self, window: Duration) -> Self {
        self.window = Some(window);
        self
    }

    /// Registers a record of an input. First pass.
    pub fn note(&mut self, input: usize, decoded: &DecodedEvent<'_>) {
        if let Some(trace) = self.trace(decoded) {
            self.note_trace(input, trace);
        }
    }

    /// What [`note`](Self::note) looks at in a record, so that several threads can look. `None` if it can have no copies.
    pub fn trace(&self, decoded: &DecodedEvent<'_>) -> Option<Trace> {
        let (key, time) = (self.key(decoded)?, decoded.instant());
        Some(Trace { key, time, record: decoded.position().record(), answers: 0 })
    }

    /// Registers a record that was looked at. First pass; in the order of the records.
    pub fn note_trace(&mut self, input: usize, trace: Trace) {
        let Trace { key, time, record, .. } = trace;
        self.newest = self.newest.max(time);
        let time = time.map_or(UNDATED, microseconds);
        match self.seen.entry(key) {
            Slot::Occupied(best) => {
                best.into_mut().weight = Weight::OPEN;
                self.has_copies = true;
            }
            Slot::Vacant(slot) => {
                slot.insert(Best { record, time, input: number(input), weight: Weight::ALONE });
            }
        }
        if self.seen.len() > self.limit {
            self.forget();
        }
    }

    /// Whether some records are copies of others. If none are, there is nothing to weigh.
    pub fn has_copies(&self) -> bool {
        self.has_copies
    }

    /// Looks how much a record tells, if it has copies. Second pass; without it the first of the copies is kept.
    pub fn weigh(&mut self, input: usize, decoded: &DecodedEvent<'_>) {
        if let Some(trace) = self.weight(decoded) {
            self.weigh_trace(input, trace);
        }
    }

    /// What [`weigh`](Self::weigh) looks at in a record, so that several threads can look. `None` if it has no copies.
    pub fn weight(&self, decoded: &DecodedEvent<'_>) -> Option<Trace> {
        let trace = self.trace(decoded)?;
        let has_copies = self.seen.get(&trace.key).is_some_and(|best| best.weight != Weight::ALONE);
        has_copies.then(|| Trace { answers: Self::answers(decoded), ..trace })
    }

    /// Compares a record that was looked at with its copies. Second pass; in the order of the records.
    pub fn weigh_trace(&mut self, input: usize, trace: Trace) {
        let Trace { key, record, answers, .. } = trace;
        let Some(best) = self.seen.get_mut(&key) else { return };
        if best.weight.answers().is_none_or(|most| answers > most) {
            *best = Best { record, input: number(input), weight: Weight(answers), ..*best };
        }
    }

    /// Returns the copy that is kept instead of this record, or `None` if this record is the one to keep. Last pass.
    pub fn judge(&self, input: usize, decoded: &DecodedEvent<'_>) -> Option<CopyOf> {
        let is_itself = |best: &&Best| best.input == number(input) && best.record == decoded.position().record();
        let best = self.seen.get(&self.key(decoded)?).filter(|best| !is_itself(best))?;
        Some(CopyOf {
            input: best.input as usize,
            record: best.record,
            by_id: decoded.event().id().is_some(),
            tells_more: best.weight.answers().is_some_and(|most| most > Self::answers(decoded)),
        })
    }

    /// How many of the questions that an event is asked the record itself answers. Of copies the one with the most is kept.
    ///
    /// What a label book or the catalogue adds does not count, nor does what the record was wrapped in.
    pub fn answers(decoded: &DecodedEvent<'_>) -> u32 {
        // The workload stands there as the catalogue writes it, and as written in `service`.
        const WITHOUT: [&str; 3] = ["known", "workload", "wrapped_in"];

        match decoded.book() {
            None => filled(decoded, &WITHOUT),
            Some(_) => filled(&DecodedEvent::new(*decoded.event(), decoded.position(), None), &WITHOUT),
        }
    }

    /// The number of events that left the window. Copies of them may have been kept.
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// The time of the latest event that left the window.
    pub fn forgotten_until(&self) -> Option<OffsetDateTime> {
        self.forgotten_until
    }

    /// What makes two records copies of one event, hashed.
    fn key(&self, decoded: &DecodedEvent<'_>) -> Option<Key> {
        let event = decoded.event();
        let (id, time) = (event.id(), decoded.instant());
        if id.is_none() && time.is_none() {
            return None;
        }
        if let Some(guid) = id.and_then(|id| guid::parse(id.trim())) {
            return Some(((guid >> 64) as u64, guid as u64));
        }
        let hash = |key: &RandomState| {
            let mut hasher = key.build_hasher();
            match id {
                Some(id) => (0_u8, id).hash(&mut hasher),
                None => {
                    let what = (event.service(), event.category(), event.activity(), event.outcome(), event.reason());
                    let actor = event.actor();
                    let who = (actor.kind(), actor.id(), actor.name(), actor.ip());
                    (1_u8, time, what, event.correlation_id(), &who, decoded.targets()).hash(&mut hasher);
                }
            }
            hasher.finish()
        };
        Some((hash(&self.keys[0]), hash(&self.keys[1])))
    }

    /// Forgets what is outside the window; if that is not enough, the earlier half.
    fn forget(&mut self) {
        if let Some((newest, window)) = self.newest.zip(self.window) {
            self.forget_up_to(microseconds(newest.saturating_sub(window)).saturating_sub(1));
        }
        if self.seen.len() > self.limit {
            let mut times: Vec<_> = self.seen.values().map(|best| best.time).collect();
            let middle = times.len() / 2;
            let &mut median = times.select_nth_unstable(middle).1;
            self.forget_up_to(median);
        }
    }

    fn forget_up_to(&mut self, time: i64) {
        let before = self.seen.len();
        let mut latest = UNDATED;
        self.seen.retain(|_, best| {
            let stays = best.time > time;
            if !stays {
                latest = latest.max(best.time);
            }
            stays
        });
        let latest = OffsetDateTime::from_unix_timestamp_nanos(i128::from(latest) * 1000).ok();
        self.forgotten_until = self.forgotten_until.max(latest);
        self.forgotten += (before - self.seen.len()) as u64;
    }
}

fn microseconds(time: OffsetDateTime) -> i64 {
    time.unix_timestamp() * 1_000_000 + i64::from(time.microsecond())
}

/// The number of an input. Nobody has four thousand million of them.
fn number(input: usize) -> u32 {
    u32::try_from(input).unwrap_or(u32::MAX)
}
