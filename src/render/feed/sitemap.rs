//! `sitemap.xml`: every page, for search engines.

use crate::site::Site;

/// A sitemap may name so many addresses (sitemaps.org, protocol 0.9).
const MOST: usize = 50_000;

/// The sitemap, or several and an index of them where one cannot hold every page.
pub(super) fn sitemaps(site: &Site<'_>, base: &str) -> Vec<(String, String)> {
    let pages = site.pages.iter();
    let pages = pages.filter(|page| !matches!(page.template, "redirect.html" | "404.html"));
    let urls: Vec<String> = pages.map(|page| format!("{base}{}", page.url)).collect();
    let files: Vec<String> = urls.chunks(MOST).map(|urls| list("urlset", "url", urls)).collect();
    if files.len() == 1 {
        return files.into_iter().map(|text| ("sitemap.xml".to_owned(), text)).collect();
    }
    let named: Vec<(String, String)> = files
        .into_iter()
        .enumerate()
        .map(|(number, text)| (format!("sitemap-{}.xml", number + 1), text))
        .collect();
    let addresses: Vec<String> = named.iter().map(|(path, _)| format!("{base}{path}")).collect();
    let mut sitemaps = vec![("sitemap.xml".to_owned(), list("sitemapindex", "sitemap", &addresses))];
    sitemaps.extend(named);
    sitemaps
}

fn list(outer: &str, inner: &str, urls: &[String]) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{outer} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for url in urls {
        text.push_str(&format!("<{inner}><loc>{}</loc></{inner}>\n", escape(url)));
    }
    text.push_str(&format!("</{outer}>\n"));
    text
}

/// The five characters that XML keeps for itself.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&apos;")
}
