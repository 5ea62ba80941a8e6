//! Drawings in SVG, without anything that runs, loads or tells.

use std::io::{self, Write};

use svg_hush::Filter;
use svg_hush::data_url_filter::{DataUrl, DataUrlFilterResult};

use super::{Kind, Picture, Refused, Variant, prepare, svg_links};

/// Most bytes of a drawing.
pub(super) const MOST_BYTES: usize = 20_000_000;

/// Most bytes of a drawing between the two looks at it: every line of it is indented as deep as its element lies.
const MOST_LISTED: usize = 60_000_000;

/// Bytes up to a limit.
struct Limited(Vec<u8>);

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MOST_LISTED {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The drawing with its shapes, words and styles.
///
/// First the elements and attributes of a list are let through, then what leads out of the drawing
/// is taken out. Photos inside are made ready as those of pages are.
pub(super) fn clean(bytes: &[u8]) -> Result<Picture, Refused> {
    if bytes.len() > MOST_BYTES {
        return Err(Refused::TooLong);
    }
    let mut filter = Filter::new();
    filter.set_data_url_filter(picture_inside);
    let mut listed = Limited(Vec::new());
    filter.filter(bytes, &mut listed).map_err(|_| Refused::Broken)?;
    let listed = String::from_utf8(listed.0).map_err(|_| Refused::Broken)?;
    let svg_links::Closed { bytes, pixels, words } = svg_links::close(&listed).ok_or(Refused::Broken)?;
    Ok(Picture { variants: vec![Variant { pixels, ending: "svg", bytes }], words })
}

fn picture_inside(url: &DataUrl<'_>) -> DataUrlFilterResult {
    let Ok((bytes, _)) = url.decode_to_vec() else {
        return DataUrlFilterResult::Drop;
    };
    // A drawing inside a drawing could hold another, and so on.
    let kind = Kind::of("", &bytes).filter(|kind| *kind != Kind::Svg);
    let variant = kind.and_then(|kind| prepare(kind, &bytes).ok()?.variants.into_iter().next());
    match variant {
        Some(variant) => DataUrlFilterResult::Rewrite {
            mime_type: format!("image/{}", variant.ending),
            data: variant.bytes,
        },
        None => DataUrlFilterResult::Drop,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(svg: &str) -> (String, Option<(u32, u32)>, String) {
        let picture = clean(svg.as_bytes()).unwrap_or_else(|refused| panic!("{refused}: {svg}"));
        let variant = picture.variants.into_iter().next().unwrap();
        (String::from_utf8(variant.bytes).unwrap(), variant.pixels, picture.words)
    }

    #[test]
    fn nothing_in_a_drawing_runs_loads_or_tells() {
        let svg = r##"<?xml version="1.0"?>
            <!DOCTYPE svg [<!ENTITY e "from an entity"><!ENTITY x SYSTEM "file:///etc/passwd">]>
            <?xml-stylesheet href="https://evil.example/a.css"?>
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
                xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
                inkscape:export-filename="/home/ana/plan.png" viewBox="0 0 40.4 20" onload="alert(1)">
            <!-- drawn by Ana --><metadata>by Ana</metadata>
            <script>alert(2)</script><foreignObject><body onclick="x()">html</body></foreignObject>
            <style>@import "https://evil.example/b.css"; .a { fill: url(/c.svg#d); stroke: url(#e) }
              .b { mask: image-set("https://evil.example/f.png" 1x) }</style>
            <a href="javascript:alert(3)"><text data-name="Ana" id="word">&e; and A&amp;B</text></a>
            <image href="https://evil.example/g.png"/><image xlink:href="h.png"/><use href="#word"/>
            <rect fill="url(i.svg#j)" style="fill: url( 'k.svg#l' )" width="1" height="1"/>
            <animate attributeName="href" to="javascript:alert(4)"/>
            </svg>"##;
        let (text, pixels, words) = cleaned(svg);
        for bad in [
            "alert",
            "evil",
            "Ana",
            "ana",
            "ENTITY",
            "passwd",
            "html",
            "metadata",
            "h.png",
            "c.svg",
            "i.svg",
            "k.svg",
            "onload",
            "data-",
            "stylesheet",
        ] {
            assert!(!text.contains(bad), "{bad}: {text}");
        }
        assert!(text.contains("href=\"#word\"") && text.contains("from an entity"), "{text}");
        assert!(words.contains("from an entity and A&B"), "{words}");
        assert_eq!(pixels, Some((40, 20)));
    }

    #[test]
    fn a_style_that_leads_nowhere_stays() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='30px' height='1e1'><style>.a{fill:url(#b);stroke:red}</style><path class='a' d='M0 0h1'/></svg>";
        let (text, pixels, _) = cleaned(svg);
        assert!(text.contains(".a{fill:url(#b);stroke:red}") && text.contains("M0 0h1"), "{text}");
        assert_eq!(pixels, Some((30, 10)));
        assert_eq!(cleaned("<svg xmlns='http://www.w3.org/2000/svg' width='100%'/>").1, None);
    }

    #[test]
    fn what_is_no_drawing_is_refused() {
        let bomb = "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&e;</text></svg>";
        for svg in
            ["", "<svg", "<html><svg/></html>", "<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", bomb]
        {
            assert_eq!(clean(svg.as_bytes()), Err(Refused::Broken), "{svg}");
        }
        let deep = format!("<svg xmlns='http://www.w3.org/2000/svg'>{}", "<g>".repeat(20_000));
        assert_eq!(clean(deep.as_bytes()), Err(Refused::Broken));
    }
}
