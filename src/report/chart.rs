//! Pictures, as shapes with their places: the page draws them as SVG.

use std::collections::BTreeMap;

use serde::Serialize;

/// The size of a picture, in its own units.
const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 320.0;
/// The width of a label's bar in a flow.
const NODE: f64 = 14.0;
/// What is left between two bars.
const GAP: f64 = 8.0;
/// Room for names on either side of a flow.
const NAMES: f64 = 190.0;
/// Labels that have a bar of their own on a side; the others share one.
const MOST: usize = 12;

/// From labels before to labels after, as wide as there are changes.
#[derive(Debug, Serialize)]
pub(super) struct Flow {
    pub(super) bars: Vec<Bar>,
    pub(super) bands: Vec<Band>,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A label on one side.
#[derive(Debug, Serialize)]
pub(super) struct Bar {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) name: String,
    pub(super) count: u64,
    pub(super) text_x: f64,
    pub(super) text_y: f64,
    pub(super) anchor: &'static str,
}

/// Changes from one label to another.
#[derive(Debug, Serialize)]
pub(super) struct Band {
    pub(super) path: String,
    pub(super) thickness: f64,
    pub(super) is_downgrade: bool,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) count: u64,
}

impl Flow {
    /// The picture of these changes: before, after, whether it is a downgrade.
    pub(super) fn of(flows: &BTreeMap<(String, String, bool), u64>) -> Self {
        let old_labels = side(flows.iter().map(|((before, ..), &count)| (before.as_str(), count)));
        let new_labels = side(flows.iter().map(|((_, after, _), &count)| (after.as_str(), count)));
        let name = |side: &[(String, u64)], name: &str| {
            side.iter().position(|(one, _)| one == name).unwrap_or_else(|| side.len().saturating_sub(1))
        };
        let total: u64 = flows.values().sum();
        let bars_at_most = old_labels.len().max(new_labels.len());
        let room = HEIGHT - GAP * bars_at_most.saturating_sub(1) as f64;
        let scale = if total == 0 { 0.0 } else { room / total as f64 };
        let mut bars = Vec::new();
        let mut tops = [Vec::new(), Vec::new()];
        for (index, side) in [&old_labels, &new_labels].into_iter().enumerate() {
            let mut y = 0.0;
            for (label, count) in side {
                let height = *count as f64 * scale;
                let x = if index == 0 { NAMES } else { WIDTH - NAMES - NODE };
                let text_x = if index == 0 { x - 6.0 } else { x + NODE + 6.0 };
                bars.push(Bar {
                    x,
                    y,
                    width: NODE,
                    height: height.max(1.0),
                    name: label.clone(),
                    count: *count,
                    text_x,
                    text_y: y + height / 2.0 + 4.0,
                    anchor: if index == 0 { "end" } else { "start" },
                });
                tops[index].push(y);
                y += height + GAP;
            }
        }
        let [mut left, mut right] = tops;
        let mut merged: BTreeMap<(usize, usize, bool), u64> = BTreeMap::new();
        for ((before, after, is_downgrade), count) in flows {
            *merged.entry((name(&old_labels, before), name(&new_labels, after), *is_downgrade)).or_default() += count;
        }
        let bands = merged.into_iter().map(|((from, to, is_downgrade), count)| {
            let thickness = count as f64 * scale;
            let (y0, y1) = (left[from] + thickness / 2.0, right[to] + thickness / 2.0);
            left[from] += thickness;
            right[to] += thickness;
            let (x0, x1, middle) = (NAMES + NODE, WIDTH - NAMES - NODE, WIDTH / 2.0);
            Band {
                path: format!("M{x0:.1},{y0:.1} C{middle:.1},{y0:.1} {middle:.1},{y1:.1} {x1:.1},{y1:.1}"),
                thickness: thickness.max(1.0),
                is_downgrade,
                from: old_labels[from].0.clone(),
                to: new_labels[to].0.clone(),
                count,
            }
        });
        Self { bands: bands.collect(), bars, width: WIDTH, height: HEIGHT + 4.0 }
    }
}

/// The labels of one side, the most frequent first; beyond some they are one.
fn side<'l>(counts: impl Iterator<Item = (&'l str, u64)>) -> Vec<(String, u64)> {
    let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
    for (label, count) in counts {
        *sums.entry(label).or_default() += count;
    }
    let mut side: Vec<(String, u64)> = sums.into_iter().map(|(label, count)| (label.to_owned(), count)).collect();
    side.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    if side.len() > MOST {
        let others: Vec<(String, u64)> = side.drain(MOST - 1..).collect();
        let sum = others.iter().map(|(_, count)| count).sum();
        side.push((format!("{} other labels", others.len()), sum));
    }
    side
}

/// Columns of a value over time, each of several parts.
#[derive(Debug, Serialize)]
pub(super) struct Columns {
    pub(super) parts: Vec<Part>,
    pub(super) ticks: Vec<Tick>,
    pub(super) legend: Vec<Series>,
    pub(super) most: u64,
    pub(super) width: f64,
    pub(super) height: f64,
}

#[derive(Debug, Serialize)]
pub(super) struct Part {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    /// The class of its series, for the colour.
    pub(super) class: String,
    pub(super) title: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Series {
    pub(super) name: String,
    pub(super) class: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Tick {
    pub(super) x: f64,
    pub(super) text: String,
}

/// Series that are told apart; the others are one.
const SERIES: usize = 8;
/// The height of the columns; below them stand the months.
const COLUMNS: f64 = 160.0;

impl Columns {
    /// The picture of counts by month and by name.
    pub(super) fn of<K: AsRef<str>>(months: &BTreeMap<(i32, u8), BTreeMap<K, u64>>) -> Self {
        let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
        for counts in months.values() {
            for (name, count) in counts {
                *sums.entry(name.as_ref()).or_default() += count;
            }
        }
        let mut order: Vec<(&str, u64)> = sums.into_iter().collect();
        order.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let series = |(index, name): (usize, &str)| Series {
            // What a reader looks for has a colour of its own.
            class: if name == "downgraded" { "bad".to_owned() } else { format!("s{index}") },
            name: name.to_owned(),
        };
        let mut legend: Vec<Series> =
            order.iter().take(SERIES).map(|&(name, _)| name).enumerate().map(series).collect();
        if order.len() > SERIES {
            legend.push(series((SERIES, "others")));
        }
        let months = &with_gaps(months);
        let most = months.values().map(|counts| counts.values().sum::<u64>()).max().unwrap_or(0);
        let step = WIDTH / months.len().max(1) as f64;
        let width = (step * 0.8).min(60.0);
        let mut parts = Vec::new();
        let mut ticks = Vec::new();
        let every = months.len().div_ceil(12).max(1);
        for (index, ((year, month), counts)) in months.iter().enumerate() {
            let x = index as f64 * step + (step - width) / 2.0;
            let month = format!("{year:04}-{month:02}");
            let mut by_series = vec![0_u64; legend.len()];
            for (name, count) in counts {
                let series = legend.iter().position(|one| one.name == *name).unwrap_or(legend.len() - 1);
                by_series[series] += count;
            }
            let mut y = COLUMNS;
            for (series, count) in by_series.into_iter().enumerate().filter(|&(_, count)| count > 0) {
                let height = count as f64 / most.max(1) as f64 * (COLUMNS - 10.0);
                y -= height;
                let Series { name, class } = &legend[series];
                parts.push(Part {
                    x,
                    y,
                    width,
                    height,
                    class: class.clone(),
                    title: format!("{month}, {name}: {count}"),
                });
            }
            if index % every == 0 {
                ticks.push(Tick { x: x + width / 2.0, text: month });
            }
        }
        Self { parts, ticks, legend, most, width: WIDTH, height: COLUMNS + 24.0 }
    }
}

/// The same with the months between the first and the last that have nothing, unless they are too many to draw.
fn with_gaps<'m, K: AsRef<str>>(
    months: &'m BTreeMap<(i32, u8), BTreeMap<K, u64>>,
) -> BTreeMap<(i32, u8), BTreeMap<&'m str, u64>> {
    const MOST_MONTHS: i32 = 240;

    let plain = |counts: &'m BTreeMap<K, u64>| counts.iter().map(|(name, &count)| (name.as_ref(), count)).collect();
    let mut all: BTreeMap<(i32, u8), BTreeMap<&'m str, u64>> =
        months.iter().map(|(&month, counts)| (month, plain(counts))).collect();
    let number = |&(year, month): &(i32, u8)| year * 12 + i32::from(month) - 1;
    if let (Some(first), Some(last)) = (months.keys().next().map(number), months.keys().last().map(number))
        && last - first < MOST_MONTHS
    {
        for month in first..=last {
            let of_year = u8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
            all.entry((month.div_euclid(12), of_year)).or_default();
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Columns, Flow};

    #[test]
    fn bands_are_as_wide_as_there_are_changes_and_bars_as_their_bands() {
        let mut flows = BTreeMap::new();
        for (before, after, is_downgrade, count) in
            [("Secret", "General", true, 30), ("(none)", "General", false, 10), ("General", "Secret", false, 20)]
        {
            flows.insert((before.to_owned(), after.to_owned(), is_downgrade), count);
        }
        let flow = Flow::of(&flows);
        assert_eq!((flow.bars.len(), flow.bands.len()), (5, 3));
        let widest = flow.bands.iter().find(|band| band.is_downgrade).expect("there is one");
        assert_eq!((widest.from.as_str(), widest.to.as_str(), widest.count), ("Secret", "General", 30));
        let of_bar: f64 = flow.bars.iter().filter(|bar| bar.anchor == "end").map(|bar| bar.height).sum();
        let of_bands: f64 = flow.bands.iter().map(|band| band.thickness).sum();
        assert!((of_bar - of_bands).abs() < 0.001, "{of_bar} {of_bands}");
        assert!(flow.bars.iter().all(|bar| bar.y >= 0.0 && bar.y + bar.height <= flow.height));
        assert_eq!(Flow::of(&BTreeMap::new()).bands.len(), 0);
    }

    #[test]
    fn what_is_too_much_to_tell_apart_is_one() {
        let flows = (0..40).map(|label| ((format!("{label}"), "x".to_owned(), false), 1)).collect();
        let flow = Flow::of(&flows);
        assert_eq!(flow.bars.len(), 13);
        assert_eq!(flow.bars.iter().filter(|bar| bar.anchor == "end").map(|bar| bar.count).sum::<u64>(), 40);
        let names: BTreeMap<String, u64> = (0..20).map(|name| (format!("{name}"), 1)).collect();
        let columns = Columns::of(&BTreeMap::from([((2024, 1), names)]));
        assert_eq!((columns.legend.len(), columns.most, columns.parts.len()), (9, 20, 9));
    }
}
