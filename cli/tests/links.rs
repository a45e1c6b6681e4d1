//! Links between the files of the repository lead somewhere. Those in the sources are rustdoc's to check.

use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use walkdir::{DirEntry, WalkDir};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Markdown files that are read where they lie.
fn pages() -> Vec<PathBuf> {
    let is_read_here = |entry: &DirEntry| {
        let name = entry.file_name().to_str().unwrap_or_default();
        entry.depth() == 0 || !(name.starts_with('.') || ["src", "target", "node_modules"].contains(&name))
    };
    let entries = WalkDir::new(repository()).into_iter().filter_entry(is_read_here);
    let paths = entries.map(|entry| entry.expect("the repository can be listed").into_path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

fn parse(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES)
}

/// What the links of a page, which lies in `directory`, lead to and is not there.
fn broken(markdown: &str, directory: &Path) -> Vec<String> {
    let links = parse(markdown).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    });
    let is_broken = |link: &String| {
        let (path, anchor) = link.split_once('#').map_or((&**link, None), |(path, anchor)| (path, Some(anchor)));
        if path.contains("://") {
            return false;
        }
        let target = directory.join(path);
        let text = if path.is_empty() { Ok(markdown.to_owned()) } else { fs::read_to_string(&target) };
        match (anchor, text) {
            (None, _) => !target.exists(),
            (Some(anchor), Ok(text)) => !anchors(&text).iter().any(|other| other == anchor),
            (Some(_), Err(_)) => true,
        }
    };
    links.filter(is_broken).collect()
}

/// The anchors of a page's headings: small letters, hyphens for blanks, no other signs.
fn anchors(markdown: &str) -> Vec<String> {
    let mut anchors: Vec<String> = Vec::new();
    let mut heading: Option<String> = None;
    for event in parse(markdown) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => anchors.extend(heading.take()),
            Event::Text(text) | Event::Code(text) => {
                let Some(heading) = &mut heading else { continue };
                let kept = text.chars().filter(|sign| sign.is_alphanumeric() || matches!(sign, ' ' | '-' | '_'));
                heading.extend(kept.flat_map(char::to_lowercase).map(|sign| if sign == ' ' { '-' } else { sign }));
            }
            _ => {}
        }
    }
    anchors
}

#[test]
fn links_of_all_pages_lead_somewhere() {
    let pages = pages();
    for name in ["README.md", "CONTRIBUTING.md", "catalog/README.md"] {
        assert!(pages.contains(&repository().join(name)), "{name} is looked at");
    }
    let mut all = Vec::new();
    for page in pages {
        let markdown = fs::read_to_string(&page).expect("pages are UTF-8");
        let directory = page.parent().expect("a file lies in a directory");
        all.extend(broken(&markdown, directory).into_iter().map(|link| format!("{}: {link}", page.display())));
    }
    assert_eq!(all, Vec::<String>::new());
}

#[test]
fn a_link_that_leads_nowhere_is_found() {
    let page = "# What `it` knows, and more\n\n[a](README.md) [b](nowhere.md) [c][d] [e](#what-it-knows-and-more) [f](#nowhere)\n\
        | [g](CONTRIBUTING.md#layout-of-the-code) |\n|---|\n| [h](CONTRIBUTING.md#nowhere) |\n\n\
        [i](https://example.com/nowhere)\n```text\n[j](nowhere.md)\n```\n\n[d]: gone.md\n";
    assert_eq!(broken(page, &repository()), ["nowhere.md", "gone.md", "#nowhere", "CONTRIBUTING.md#nowhere"]);
}
