//! Exports made from a seed, of any length, in the shapes that tools write.
//!
//! Sizes, escapes and missing parts follow real records: of public ones a Graph record has 1,030 bytes in the mean, most with one
//! target and one or two changed properties that hold JSON in text, a row of Purview 1,250 (here 1,500). Records of changes to policies and
//! of many details are longer, 1.5 to 4.1 kB: they have a shape of their own. Few activities make most of a log, so names follow Zipf's law over the documented ones;
//! three in a hundred are spelt otherwise, one in a hundred is unknown.

use std::io::{self, Write};

use fastrand::Rng;
use msaudit::catalog::{Activity, Listing};

/// How an export is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Graph records, one a line.
    Ndjson,
    /// Graph records twice as long as most, one a line.
    LongNdjson,
    /// Graph records in one list.
    Array,
    /// Graph records in one list, indented by two blanks a level.
    Pretty,
    /// Pages of a hundred, as Graph answers: `{"value":[...]}`, one a line.
    ValuePages,
    /// Pages of a hundred, as Event Hubs deliver: `{"records":[...]}`, one a line.
    RecordsPages,
    /// Rows of the Purview audit search, with `AuditData` in a cell.
    AuditSearch,
}

impl Shape {
    /// All, with their names on the command line.
    pub const ALL: [(&'static str, Self); 7] = [
        ("ndjson", Self::Ndjson),
        ("long-ndjson", Self::LongNdjson),
        ("array", Self::Array),
        ("pretty", Self::Pretty),
        ("value-pages", Self::ValuePages),
        ("records-pages", Self::RecordsPages),
        ("purview-csv", Self::AuditSearch),
    ];
}

/// Records of a page.
const PAGE: usize = 100;

/// Writes records until there are `bytes`, and gives their number.
///
/// # Errors
///
/// Those of `out`.
pub fn write(shape: Shape, bytes: usize, seed: u64, mut out: impl Write) -> io::Result<usize> {
    let mut source = Source::new(seed, shape == Shape::LongNdjson);
    let (mut written, mut records) = (0, 0);
    let mut text = String::new();
    while written < bytes {
        text.clear();
        let is_first_of = |page: usize| records % page == 0;
        match shape {
            Shape::Ndjson | Shape::LongNdjson => source.graph(&mut text),
            Shape::Array | Shape::Pretty => {
                text.push_str(if records == 0 { "[\n" } else { ",\n" });
                source.graph(&mut text);
            }
            Shape::ValuePages | Shape::RecordsPages => {
                let head = if shape == Shape::ValuePages { "{\"value\":[" } else { "{\"records\":[" };
                match records {
                    0 => text.push_str(head),
                    _ if is_first_of(PAGE) => text.extend(["]}\n", head]),
                    _ => text.push(','),
                }
                source.graph(&mut text);
            }
            Shape::AuditSearch => {
                if records == 0 {
                    text.push_str(
                        "RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits\r\n",
                    );
                }
                source.row(&mut text);
            }
        }
        if shape == Shape::Pretty {
            text = indent(&text);
        }
        if matches!(shape, Shape::Ndjson | Shape::LongNdjson) {
            text.push('\n');
        }
        out.write_all(text.as_bytes())?;
        written += text.len();
        records += 1;
    }
    match shape {
        Shape::Array | Shape::Pretty => out.write_all(b"\n]\n")?,
        Shape::ValuePages | Shape::RecordsPages => out.write_all(b"]}\n")?,
        Shape::Ndjson | Shape::LongNdjson | Shape::AuditSearch => {}
    }
    out.flush()?;
    Ok(records)
}

/// The same in memory.
pub fn text(shape: Shape, bytes: usize, seed: u64) -> (String, usize) {
    let mut text = Vec::with_capacity(bytes + 8192);
    let records = write(shape, bytes, seed, &mut text).expect("memory can be written to");
    (String::from_utf8(text).expect("only text is written"), records)
}

/// What records are made from.
struct Source {
    random: Rng,
    /// Listings by falling frequency, and the sums of their weights.
    listings: Vec<&'static Listing>,
    sums: Vec<f64>,
    people: Vec<(String, String, String)>,
    seconds: u64,
    /// How many targets a record has, properties a target, further details a record, and details and properties a row; at most.
    most: [usize; 5],
}

impl Source {
    fn new(seed: u64, is_long: bool) -> Self {
        let mut random = Rng::with_seed(seed);
        let mut listings: Vec<_> = Activity::all().filter_map(|activity| activity.listings().last()).collect();
        random.shuffle(&mut listings);
        let mut sum = 0.0;
        let sums = (1..=listings.len()).map(|rank| {
            sum += 1.0 / rank as f64;
            sum
        });
        let sums = sums.collect();
        let most = if is_long { [3, 5, 3, 3, 7] } else { [1, 2, 0, 1, 1] };
        let mut source = Self { random, listings, sums, people: Vec::new(), seconds: 1_750_000_000, most };
        source.people = (0..500).map(|_| source.person()).collect();
        source
    }

    fn person(&mut self) -> (String, String, String) {
        const FIRST: &[&str] = &["Adele", "Allan", "Björn", "Diego", "Grady", "Irvin", "Megan", "Nestor", "Zoë"];
        const LAST: &[&str] = &["Vance", "Deyoung", "O'Neil", "Siciliani", "Archie", "Sayers", "Bowen", "Wilke"];
        let (first, last) = (self.pick(FIRST), self.pick(LAST));
        let number = self.random.u32(..1000);
        let ascii: String = first.chars().filter(char::is_ascii).collect();
        (self.guid(), format!("{first} {last}"), format!("{ascii}.{last}{number}@contoso.onmicrosoft.com"))
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.random.usize(..of.len())]
    }

    fn guid(&mut self) -> String {
        let n = self.random.u128(..);
        let (a, b, c, d, e) = (n >> 96, n >> 80 & 0xffff, n >> 64 & 0xffff, n >> 48 & 0xffff, n & 0xffff_ffff_ffff);
        format!("{a:08x}-{b:04x}-{c:04x}-{d:04x}-{e:012x}")
    }

    fn someone(&mut self) -> (String, String, String) {
        let at = self.random.usize(..self.people.len());
        self.people[at].clone()
    }

    fn time(&mut self) -> (String, u32) {
        self.seconds += self.random.u64(..30);
        let (days, second) = (self.seconds / 86_400, self.seconds % 86_400);
        // Days since 2025-01-01, within months of 28 days: the calendar does not matter here.
        let (month, day) = (days / 28 % 12 + 1, days % 28 + 1);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        (format!("2025-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"), self.random.u32(..10_000_000))
    }

    fn listing(&mut self) -> (&'static Listing, String) {
        let last = self.sums[self.sums.len() - 1];
        let at = self.random.f64() * last;
        let listing = self.listings[self.sums.partition_point(|&sum| sum < at).min(self.listings.len() - 1)];
        let name = listing.activity_as_printed();
        let name = match self.random.u32(..100) {
            0 => format!("{name} v{}", self.random.u32(2..9)),
            1 => format!("{name}."),
            2 => name.to_uppercase(),
            3 => format!("{name} "),
            _ => name.to_owned(),
        };
        (listing, name)
    }

    /// A Graph record.
    fn graph(&mut self, out: &mut String) {
        let (listing, name) = self.listing();
        let (time, fraction) = self.time();
        let correlation = self.guid();
        let (id, person, upn) = self.someone();
        let failed = self.random.u32(..50) == 0;
        let serial = self.random.u32(..100_000_000);
        let verb = self.pick(&["Add", "Update", "Update", "Update", "Assign", "Delete"]);
        let reason = match (failed, self.random.u32(..4)) {
            (true, _) => "Insufficient privileges to complete the operation; policy \\\"Baseline\\\" applies.",
            (false, 0) => "User registered all required security info",
            (false, _) => "",
        };
        *out += &format!(
            "{{\"id\":\"Directory_{correlation}_7MTSX_{serial}\",\"category\":{category},\"correlationId\":\
             \"{correlation}\",\"result\":\"{result}\",\"resultReason\":\"{reason}\",\"activityDisplayName\":{name},\
             \"activityDateTime\":\"{time}.{fraction:07}Z\",\"loggedByService\":{service},\"operationType\":\"{verb}\",",
            category = quoted(listing.category().name()),
            result = if failed { "failure" } else { "success" },
            name = quoted(&name),
            service = quoted(listing.service().name()),
        );
        let address = format!("203.0.113.{}", self.random.u8(1..));
        if self.random.u32(..5) == 0 {
            let service_principal = self.guid();
            *out += &format!(
                "\"initiatedBy\":{{\"user\":null,\"app\":{{\"appId\":null,\"displayName\":\"Microsoft Substrate \
                 Management\",\"servicePrincipalId\":\"{service_principal}\",\"servicePrincipalName\":null}}}},"
            );
        } else {
            *out += &format!(
                "\"initiatedBy\":{{\"app\":null,\"user\":{{\"id\":\"{id}\",\"displayName\":{person},\
                 \"userPrincipalName\":{upn},\"ipAddress\":\"{address}\",\"userType\":null,\"homeTenantId\":null,\
                 \"homeTenantName\":null}}}},",
                person = quoted(&person),
                upn = quoted(&upn),
            );
        }
        *out += "\"targetResources\":[";
        for target in 0..self.random.usize(1..=self.most[0]) {
            if target > 0 {
                out.push(',');
            }
            self.target(out);
        }
        *out += "],\"additionalDetails\":[";
        let mut comma = "";
        // Of records of common length few tell of a browser.
        if self.most[2] > 0 || self.random.u32(..4) == 0 {
            *out += "{\"key\":\"User-Agent\",\"value\":\"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 \
                     (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36\"}";
            comma = ",";
        }
        for key in ["AppId", "DeviceId", "UserType"].iter().take(self.random.usize(..=self.most[2])) {
            let value = if *key == "UserType" { "Member".to_owned() } else { self.guid() };
            *out += &format!("{comma}{{\"key\":\"{key}\",\"value\":\"{value}\"}}");
            comma = ",";
        }
        *out += "]}";
    }

    fn target(&mut self, out: &mut String) {
        const KINDS: &[&str] = &["User", "User", "Group", "Application", "ServicePrincipal", "Device", "Policy"];
        const PROPERTIES: &[&str] = &[
            "AccountEnabled",
            "StrongAuthenticationMethod",
            "Included Updated Properties",
            "Group.DisplayName",
            "TargetId.UserType",
            "AppRole.Value",
            "RequiredResourceAccess",
        ];
        let (id, name, upn) = self.someone();
        let kind = self.pick(KINDS);
        let is_user = kind == "User";
        let upn = if is_user { quoted(&upn) } else { "null".to_owned() };
        let group_type = if kind == "Group" { "\"unifiedGroups\"" } else { "null" };
        *out += &format!(
            "{{\"id\":\"{id}\",\"displayName\":{name},\"type\":\"{kind}\",\"userPrincipalName\":{upn},\
             \"groupType\":{group_type},\"modifiedProperties\":[",
            name = quoted(&name),
        );
        for property in 0..self.random.usize(1..=self.most[1]) {
            if property > 0 {
                out.push(',');
            }
            let name = self.pick(PROPERTIES);
            let (old, new) = (self.value(), self.value());
            let old = if self.random.u32(..4) == 0 { "null".to_owned() } else { quoted(&old) };
            *out += &format!("{{\"displayName\":\"{name}\",\"oldValue\":{old},\"newValue\":{}}}", quoted(&new));
        }
        *out += "]}";
    }

    /// A value as records hold it: JSON in text.
    fn value(&mut self) -> String {
        match self.random.u32(..8) {
            0 => "[]".to_owned(),
            1 => format!("[{}]", self.random.bool()),
            2 | 3 => format!("\"{}\"", self.guid()),
            4 => format!("[\"{}\",\"{}\"]", self.guid(), self.guid()),
            5 => format!("\"{}\"", self.someone().1),
            6 => format!(
                "[\r\n  {{\"MethodType\": {}, \"Default\": true, \"Id\": \"{}\"}}\r\n]",
                self.random.u8(..9),
                self.guid()
            ),
            _ => format!("[\"[KeyIdentifier={},KeyType=Password,KeyUsage=Verify,DisplayName=ci]\"]", self.guid()),
        }
    }

    /// A row of the Purview audit search: half of it a label event, half an event of the directory.
    fn row(&mut self, out: &mut String) {
        let (time, _) = self.time();
        let (id, organisation, application) = (self.guid(), "0d0f5b8e-8f5e-4c0b-9f3e-6c2f2c9a3f10", self.guid());
        let (key, _, upn) = self.someone();
        let (record_type, operation, data) = if self.random.bool() {
            let operation =
                self.pick(&["SensitivityLabelUpdated", "SensitivityLabelUpdated", "SensitivityLabelApplied"]);
            let (new, old) = (self.random.u8(..20), self.random.u8(..20));
            let event = self.pick(&[1, 2, 3]);
            let path =
                format!("C:\\Users\\{key}\\OneDrive - Contoso\\Cascade \"Q{}\" Car Schematics.docx", new % 4 + 1);
            let data = format!(
                "{{\"SensitivityLabelEventData\":{{\"SensitivityLabelId\":\"e14c1275-fa87-4421-8a59-5e3c3c2140{new:02}\",\
                 \"OldSensitivityLabelId\":\"e14c1275-fa87-4421-8a59-5e3c3c2140{old:02}\",\"LabelEventType\":{event},\
                 \"ActionSource\":3,\"JustificationText\":\"Previous label no longer applies\"}},\
                 \"SensitiveInfoTypeData\":[],\"ProtectionEventData\":{{\"ProtectionType\":\"Template\",\"TemplateId\":\
                 \"{application}\",\"IsProtected\":true,\"ProtectionOwner\":{upn}}},\"Common\":{{\"ApplicationId\":\
                 \"{application}\",\"ApplicationName\":\"Microsoft Azure Information Protection Word Add-In\",\
                 \"ProcessName\":\"WINWORD\",\"Platform\":1,\"DeviceName\":\"chmp365-{new}\",\"Location\":\
                 \"On-premises file shares\",\"ProductVersion\":\"2.13.49.0\"}},\"DataState\":\"Use\",\"ObjectId\":{path},",
                path = quoted(&path),
                upn = quoted(&upn),
            );
            (94, operation.to_owned(), data)
        } else {
            let (_, name) = self.listing();
            let mut data = "{\"AzureActiveDirectoryEventType\":1,\"ExtendedProperties\":[".to_owned();
            for at in 0..self.random.usize(1..=self.most[3]) {
                let comma = if at > 0 { "," } else { "" };
                let value = self.value();
                data += &format!("{comma}{{\"Name\":\"additionalDetails{at}\",\"Value\":{}}}", quoted(&value));
            }
            data += "],\"ModifiedProperties\":[";
            for at in 0..self.random.usize(1..=self.most[4]) {
                let comma = if at > 0 { "," } else { "" };
                let (old, new) = (self.value(), self.value());
                data += &format!(
                    "{comma}{{\"Name\":\"Group.DisplayName{at}\",\"NewValue\":{},\"OldValue\":{}}}",
                    quoted(&new),
                    quoted(&old)
                );
            }
            let (target, _, target_upn) = self.someone();
            data += &format!(
                "],\"Actor\":[{{\"ID\":{upn},\"Type\":5}},{{\"ID\":\"{key}\",\"Type\":3}},{{\"ID\":\"User_{key}\",\
                 \"Type\":2}}],\"ActorContextId\":\"{organisation}\",\"InterSystemsId\":\"{application}\",\
                 \"IntraSystemId\":\"{application}\",\"SupportTicketId\":\"\",\"Target\":[{{\"ID\":\"User_{target}\",\
                 \"Type\":2}},{{\"ID\":{target_upn},\"Type\":5}}],\"TargetContextId\":\"{organisation}\",\
                 \"ObjectId\":{target_upn},",
                upn = quoted(&upn),
                target_upn = quoted(&target_upn),
            );
            (8, name, data)
        };
        let workload = if record_type == 94 { "Aip" } else { "AzureActiveDirectory" };
        let data = format!(
            "{data}\"UserId\":{upn},\"ClientIP\":\"203.0.113.{address}\",\"Id\":\"{id}\",\"RecordType\":{record_type},\
             \"CreationTime\":\"{time}\",\"Operation\":{operation},\"OrganizationId\":\"{organisation}\",\"UserType\":0,\
             \"UserKey\":\"{key}\",\"Workload\":\"{workload}\",\"ResultStatus\":\"Success\",\"Version\":1,\"Scope\":1}}",
            upn = quoted(&upn),
            address = self.random.u8(1..),
            operation = quoted(&operation),
        );
        *out += &format!("{id},{time}.0000000Z,{record_type},{},{upn},{},\r\n", cell(&operation), cell(&data),);
    }
}

/// Text as JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Text as a cell.
fn cell(text: &str) -> String {
    if text.contains(['"', ',', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// A list's bracket or comma and the record behind it, indented as one element of a list.
fn indent(text: &str) -> String {
    let start = text.find('{').expect("there is a record");
    let mut out = format!("{}  ", &text[..start]);
    let (mut level, mut string, mut escape) = (1, false, false);
    let mut rest = text[start..].chars().peekable();
    while let Some(character) = rest.next() {
        let line = |out: &mut String, level: usize| out.extend(["\n", &"  ".repeat(level)]);
        match character {
            _ if string => {
                string = escape || character != '"';
                escape = !escape && character == '\\';
                out.push(character);
            }
            '{' | '[' => {
                out.push(character);
                if matches!(rest.peek(), Some('}' | ']')) {
                    out.extend(rest.next());
                } else {
                    level += 1;
                    line(&mut out, level);
                }
            }
            '}' | ']' => {
                level -= 1;
                line(&mut out, level);
                out.push(character);
            }
            ',' => {
                out.push(',');
                line(&mut out, level);
            }
            ':' => out.push_str(": "),
            _ => {
                string = character == '"';
                out.push(character);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Shape, text};

    #[test]
    fn records_are_of_realistic_size_and_the_same_for_a_seed() {
        for (name, shape) in Shape::ALL {
            let (one, records) = text(shape, 300_000, 7);
            assert_eq!(one, text(shape, 300_000, 7).0, "{name}");
            assert_ne!(one, text(shape, 300_000, 8).0, "{name}");
            let mut reader = msaudit::read::Reader::new(one.as_bytes());
            assert_eq!(reader.records().filter(Result::is_ok).count(), records, "{name}");
            assert_eq!(reader.report().errors().count(), 0, "{name}");
        }
        for (shape, sizes) in
            [(Shape::Ndjson, 950..1_150), (Shape::LongNdjson, 1_800..3_200), (Shape::AuditSearch, 1_150..1_600)]
        {
            let (text, records) = text(shape, 300_000, 7);
            assert!(sizes.contains(&(text.len() / records)), "{shape:?}: {} bytes a record", text.len() / records);
        }
    }
}
