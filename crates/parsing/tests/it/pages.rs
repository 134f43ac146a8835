//! Reports as users have them: pages, articles, messages, records of archives, in any charset.

use rapporteur_model::{PartialDate, vocabulary::PublishDateBasis};
use rapporteur_parsing::{MAX_REPORT_BYTES, ParseError, Parsed, parse};

/// A page of an invented outlet: menus, share links, a report, comments.
const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>Harbour ministers agree on lanterns - Lakes Courier</title>
<meta property="og:title" content="Harbour ministers agree on lanterns &amp; buoys">
<meta property="og:site_name" content="Lakes Courier">
<meta property="article:modified_time" content="2033-11-02T09:00:00Z">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Lakes"},
{"@type":"NewsArticle","headline":"Harbour ministers agree on lanterns","datePublished":"2031-03-14T23:30:00-05:00",
"author":[{"@type":"Person","name":"Ilse Marrow"}],"publisher":{"@type":"Organization","name":"Lakes Courier"}}]}</script>
<style>p { color: red; }</style><script>var x = "<p>not a report</p>";</script></head>
<body class="author-page right-sidebar">
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<div class="sidebar"><p>Monday, November 7, 2033</p><a href="/x">Most read: a very long headline that is only a link to some other page</a></div>
<div id="content"><article>
<h1>Harbour ministers agree on lanterns</h1>
<div class="byline">By <a href="/marrow">Ilse Marrow</a></div>
<figure><img src="a.jpg"><figcaption>Oda Brandvik (left), Foreign Minister of Vela, with Teodor Quill</figcaption></figure>
<p>LARKHAVEN, March 14 (Fable Wire) &mdash; The 7th meeting of the Lantern Cooperation Forum Council of Harbour Ministers was held
here on Thursday, and all members came to it.</p>
<div class="share-buttons"><a href="/s">Tweet this</a> <a href="/s">Post it</a></div>
<p>&ldquo;The lantern is the keel of our harbour,&rdquo; Foreign Minister Oda Brandvik said after the meeting, which took two days.</p>
<ul class="related"><li><a href="/1">An older report on the buoys of the northern lakes</a></li></ul>
<p>The ministers also spoke of pilots, of ice, and of a common register of ships.</p>
</article></div>
<div class="comments"><p>I never liked lanterns, and I think that the ministers should have stayed at home this week.</p></div>
<footer>Copyright 2033 Lakes Courier</footer></body></html>"#;

fn read(uri: &str, bytes: impl AsRef<[u8]>) -> Parsed {
    parse(uri, bytes.as_ref()).expect("a report")
}

fn day(year: i16, month: i8, day: i8) -> Option<PartialDate> {
    PartialDate::new(year, month, day).ok()
}

#[test]
fn a_page_gives_its_report_and_nothing_of_the_page_around_it() {
    let parsed = read("page.html", PAGE);
    let paragraphs: Vec<&str> = parsed.text.split("\n\n").collect();
    assert_eq!(paragraphs[0], "Harbour ministers agree on lanterns");
    assert!(
        paragraphs.iter().any(|text| text.starts_with("LARKHAVEN, March 14 (Fable Wire) — The 7th meeting"))
    );
    assert!(
        paragraphs
            .contains(&"The ministers also spoke of pilots, of ice, and of a common register of ships.")
    );
    for foreign in ["Most read", "Tweet", "never liked", "Copyright", "older report", "color", "not a report"]
    {
        assert!(!parsed.text.contains(foreign), "{foreign}: {}", parsed.text);
    }
    let quote = &parsed.extraction.quotes[0];
    assert_eq!(quote.text, "The lantern is the keel of our harbour");
    let span = quote.segments[0];
    assert_eq!(&parsed.text[span.start() as usize..span.end() as usize], quote.text);
}

#[test]
fn a_page_says_who_published_it_and_when() {
    let report = read("page.html", PAGE).extraction.report;
    assert_eq!(report.title.as_deref(), Some("Harbour ministers agree on lanterns"));
    assert_eq!(report.publisher.as_deref(), Some("Lakes Courier"));
    assert_eq!(report.byline.as_deref(), Some("Ilse Marrow"));
    assert_eq!(report.language.as_deref(), Some("en"));
    assert_eq!(report.publish_date, day(2031, 3, 14));
    assert_eq!(report.publish_date_basis, Some(PublishDateBasis::StructuredData));
    assert_eq!(report.dateline.as_deref(), Some("LARKHAVEN, March 14 (Fable Wire) —"));
}

#[test]
fn the_words_below_a_picture_are_part_of_the_report() {
    let parsed = read("page.html", PAGE);
    assert!(
        parsed.text.contains("\n\nOda Brandvik (left), Foreign Minister of Vela, with Teodor Quill\n\n"),
        "{}",
        parsed.text
    );
}

#[test]
fn where_the_structured_data_are_silent_the_next_best_date_counts() {
    let without_json = PAGE.replace("datePublished", "dateOfNothing");
    let with_meta = without_json
        .replace("article:modified_time", "article:published_time")
        .replace("2033-11-02", "2031-03-15");
    let report = read("page.html", with_meta).extraction.report;
    assert_eq!(
        (report.publish_date, report.publish_date_basis),
        (day(2031, 3, 15), Some(PublishDateBasis::MetaTag))
    );
    let printed = without_json.replace("</h1>", "</h1><span class=\"date\">14 March 2031</span>");
    let report = read("page.html", &printed).extraction.report;
    assert_eq!(
        (report.publish_date, report.publish_date_basis),
        (day(2031, 3, 14), Some(PublishDateBasis::Header))
    );
    let report = read("https://lakes.example/2031/03/16/lanterns", &without_json).extraction.report;
    assert_eq!(
        (report.publish_date, report.publish_date_basis),
        (day(2031, 3, 16), Some(PublishDateBasis::Url))
    );
}

#[test]
fn a_date_that_is_far_from_the_dateline_is_that_of_the_move_to_another_site() {
    let moved = PAGE
        .replace("2031-03-14T23:30", "2039-08-01T10:00")
        .replace("March 14 (Fable", "March 14, 2031 (Fable");
    let report = read("page.html", moved).extraction.report;
    assert_eq!(
        (report.publish_date, report.publish_date_basis),
        (day(2031, 3, 14), Some(PublishDateBasis::Dateline))
    );
}

#[test]
fn a_page_is_a_page_in_every_charset() {
    let page = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=CHARSET\"></head><body><h1>Talks in Çeşme</h1>\
                <p>The “Lantern” ministers of Çeşme and Ağrı met in the old harbour, said the mayor, and they spoke at length of ice.</p>\
                <p>They will meet again in the spring, when the ice has gone, in the harbour of Ağrı, as the mayor told them.</p></body></html>";
    let (bytes, _, unmapped) = encoding_rs::WINDOWS_1254.encode(page);
    assert!(!unmapped);
    let declared = String::from_utf8_lossy(&bytes).contains("CHARSET");
    assert!(declared);
    let bytes: Vec<u8> = {
        let at = bytes.windows(7).position(|seven| seven == b"CHARSET").expect("the place of the charset");
        [&bytes[..at], b"windows-1254", &bytes[at + 7..]].concat()
    };
    let expected = "The “Lantern” ministers of Çeşme and Ağrı met in the old harbour";
    assert!(read("page.html", &bytes).text.contains(expected));
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(page.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert!(read("page.html", &utf16).text.contains(expected));
}

#[test]
fn plain_text_of_another_charset_is_read() {
    let parsed = read(
        "letter.txt",
        b"The Caf\xe9 talks \x96 a \x93na\xefve\x94 hope, said the minister \x96 were held.",
    );
    assert_eq!(parsed.text, "The Café talks – a “naïve” hope, said the minister – were held.");
}

#[test]
fn paragraphs_that_only_breaks_tell_apart_are_paragraphs() {
    let page = "<body><table><tr><td class=menu><a href=1>Home</a><br><a href=2>News</a></td><td><font>\
                VELMOUTH, March 3 -- The ministers of the lakes met here, and they agreed on a common register of ships.<br><br>\
                &quot;We have a register,&quot; the host said, and all who had come to the harbour were glad of it.<br>\
                They parted in the evening, with lanterns, and each took another road.</font></td></tr></table>";
    let text = read("old.htm", page).text;
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    assert_eq!(paragraphs.len(), 3, "{paragraphs:?}");
    assert!(paragraphs[1].starts_with("\"We have a register,\""));
}

#[test]
fn an_article_in_json_is_read_under_the_usual_names() {
    for json in [
        r#"{"headline": "Lanterns", "articleBody": "The ministers met.\nThey agreed on ice.", "datePublished": "2031-03-14", "author": {"name": "Ilse Marrow"}, "publisher": "Lakes Courier"}"#,
        r#"{"title": "Lanterns", "content": "<p>The ministers met.</p><p>They agreed on ice.</p>", "publishedAt": "2031-03-14T10:00:00Z", "author": "Ilse Marrow", "source": {"id": null, "name": "Lakes Courier"}}"#,
        r#"{"title": "Lanterns", "maintext": "The ministers met.\n\nThey agreed on ice.", "date_publish": "2031-03-14 10:00:00", "authors": ["Ilse Marrow"], "source_domain": "Lakes Courier"}"#,
    ] {
        let parsed = read("article.json", json);
        assert_eq!(parsed.text, "Lanterns\n\nThe ministers met.\n\nThey agreed on ice.", "{json}");
        let report = parsed.extraction.report;
        assert_eq!(report.title.as_deref(), Some("Lanterns"));
        assert_eq!(
            (report.publish_date, report.publish_date_basis),
            (day(2031, 3, 14), Some(PublishDateBasis::Record))
        );
        assert_eq!(report.byline.as_deref(), Some("Ilse Marrow"));
        assert_eq!(report.publisher.as_deref(), Some("Lakes Courier"));
    }
    assert_eq!(parse("x.json", br#"{"name": "no", "version": "1"}"#).err(), Some(ParseError::NoArticle));
}

#[test]
fn a_message_is_read_with_its_subject_and_date() {
    let mail = "Received: from a.example by b.example; Fri, 14 Mar 2031 10:00:00 +0000\r\nFrom: =?utf-8?q?Press_Office_of_=C3=87e=C5=9Fme?= <p@lakes.example>\r\n\
                Subject: Lanterns\r\nDate: Fri, 14 Mar 2031 09:59:00 +0000\r\nMIME-Version: 1.0\r\n\
                Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=windows-1252\r\n\
                Content-Transfer-Encoding: quoted-printable\r\n\r\nThe ministers met in the Caf=E9, and agreed on ice.\r\n\r\n-- \r\nPress Office\r\n--b--\r\n";
    let parsed = read("x", mail);
    assert_eq!(parsed.text, "Lanterns\n\nThe ministers met in the Café, and agreed on ice.");
    let report = parsed.extraction.report;
    assert_eq!(report.byline.as_deref(), Some("Press Office of Çeşme"));
    assert_eq!(
        (report.publish_date, report.publish_date_basis),
        (day(2031, 3, 14), Some(PublishDateBasis::Record))
    );
}

fn warc(http: &str, page: &[u8]) -> Vec<u8> {
    let content = [format!("HTTP/1.1 200 OK\r\n{http}\r\n").as_bytes(), page].concat();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://lakes.example/lanterns\r\nWARC-Date: 2031-03-20T00:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    [head.as_bytes(), &content, b"\r\n\r\n"].concat()
}

#[test]
fn a_record_of_an_archive_is_a_page_with_the_day_on_which_it_was_fetched() {
    let record = warc("Content-Type: text/html\r\n", PAGE.as_bytes());
    let report = read("https://lakes.example/lanterns", &record).extraction.report;
    assert_eq!(
        (report.publish_date, report.publish_date_basis),
        (day(2031, 3, 14), Some(PublishDateBasis::StructuredData))
    );
    // A page cannot say that it was published after it was fetched.
    let later = PAGE.replace("2031-03-14T23:30", "2031-04-14T23:30");
    let report = read("x", warc("Content-Type: text/html\r\n", later.as_bytes())).extraction.report;
    assert_eq!(
        (report.publish_date, report.publish_date_basis),
        (day(2031, 3, 20), Some(PublishDateBasis::Archive))
    );
}

#[test]
fn content_of_a_record_is_put_together_and_decoded_as_the_server_said() {
    let page = "<html><body><p>\u{41c}инистры встретились в Ларкхейвене и говорили о льде, о лоцманах, о судах, и согласились во всем.</p></body></html>";
    let (bytes, _, _) = encoding_rs::KOI8_R.encode(page);
    let (first, second) = bytes.split_at(40);
    let chunked = [
        format!("{:x}\r\n", first.len()).as_bytes(),
        first,
        format!("\r\n{:x};x=1\r\n", second.len()).as_bytes(),
        second,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let record = warc("Content-Type: text/html; charset=koi8-r\r\nTransfer-Encoding: chunked\r\n", &chunked);
    assert!(read("x", record).text.starts_with("Министры встретились"));
}

#[test]
fn the_wire_whose_copy_it_is_is_named_however_it_is_credited() {
    let body = "LARKHAVEN, March 14, 2031 -- The ministers of the lakes met here on Friday, and they agreed on a register of ships.";
    for (report, agency) in [
        (
            format!("{body}\n\nThey will meet again in the spring, when the ice has gone.—INP"),
            "Independent News Pakistan",
        ),
        (
            format!("{body}\n\nThey will meet again in the spring, when the ice has gone. (Xinhua)"),
            "Xinhua News Agency",
        ),
        (
            format!("{body}\n\nThey will meet again in the spring, when the ice has gone. - Reuters"),
            "Reuters",
        ),
        (
            format!(
                "{body}\n\nThey will meet again in the spring, when the ice has gone.\n\n(With inputs from PTI)"
            ),
            "Press Trust of India",
        ),
        (
            format!("{body}\n\nThey will meet again in the spring, when the ice has gone.\n\nSource: Xinhua"),
            "Xinhua News Agency",
        ),
        (
            format!(
                "{body}\n\nThe ice has gone from the harbour, the state-run news agency BelTA reported on Saturday."
            ),
            "BelTA",
        ),
        (
            format!("{body}\n\nAccording to state news agency Xinhua, the ice has gone from the harbour."),
            "Xinhua News Agency",
        ),
    ] {
        assert_eq!(read("x.txt", &report).extraction.report.agency.as_deref(), Some(agency), "{report}");
    }
    for report in [
        format!("{body}\n\nThe host told Reuters that the ice has gone from the harbour of the lakes."),
        body.to_owned(),
    ] {
        assert_eq!(read("x.txt", &report).extraction.report.agency, None, "{report}");
    }
    let article = r#"{"text": "The ministers of the lakes met here on Friday, and they agreed on a register.", "author": "AFP"}"#;
    assert_eq!(read("x.json", article).extraction.report.agency.as_deref(), Some("Agence France-Presse"));
}

#[test]
fn a_file_of_one_report_is_read_and_one_of_several_refused() {
    let one = r#"[{"text": "The ministers met."}]"#;
    assert_eq!(read("x.json", one).text, "The ministers met.");
    let two = r#"[{"text": "The ministers met."}, {"text": "They parted."}]"#;
    assert_eq!(parse("x.json", two.as_bytes()), Err(ParseError::SeveralReports { format: "JSON array" }));
    let feed = "<?xml version='1.0'?><rss><channel><title>Lakes</title><item><title>Lanterns</title><description>The ministers met.</description>\
                <pubDate>Fri, 14 Mar 2031 09:59:00 GMT</pubDate></item></channel></rss>";
    let parsed = read("x.xml", feed);
    assert_eq!(parsed.text, "Lanterns\n\nThe ministers met.");
    assert_eq!(parsed.extraction.report.publisher.as_deref(), Some("Lakes"));
}

#[test]
fn what_is_text_stays_text() {
    for text in [
        "{not JSON} The ministers met in the harbour.",
        "[Larkhaven] The ministers met in the harbour.",
        "<http://lakes.example/1>\n\nThe ministers met in the harbour.",
        "From: the harbour\nSubject: ice\n\nThe ministers met in the harbour.",
        "From Larkhaven in 2031: the ministers met in the harbour.\nIce: none.",
        "WARC is no word. The ministers met in the harbour.",
    ] {
        assert_eq!(read("x.txt", text).text, text);
    }
}

#[test]
fn what_holds_no_text_is_refused_with_the_reason() {
    let no_text = |bytes: &[u8], uri: &str| parse(uri, bytes).expect_err("no report").to_string();
    assert!(
        no_text(b"<html><head><title>Larkhaven</title></head><body><img src=a></body></html>", "x")
            .contains("no text")
    );
    assert!(
        no_text(b"<?xml version='1.0'?><urlset><url><loc>https://lakes.example</loc></url></urlset>", "x")
            .contains("XML")
    );
    assert!(no_text(b"%PDF-1.7 ...", "x").contains("PDF"));
    assert!(no_text(br#"{"name": "rapporteur", "version": "1"}"#, "x.json").contains("--json-field"));
    assert!(no_text(b"\x1f\x8b\x08\0 not gzip", "x").contains("gzip"));
}

#[test]
fn hostile_pages_are_read_to_the_end() {
    // Long enough that what is quadratic, or recurs, would not come back.
    let body = "<p>The ministers of the lakes met here on Friday, and they agreed on a common register of ships and lanterns.</p>";
    for piece in [
        "<div>",
        "<p><b>",
        "<table><tr><td>",
        "<ul><li>",
        "<a href=x>y",
        "</div>",
        "<!-- ",
        "<svg><path/>",
        "&amp;&lt;&copy;",
        "<x a b c=d>",
        "<h1>a",
        "<blockquote class='comment body share'>x, y. ",
        "<br>a",
        "<script>",
        "<div class=aBcDeFgH>z",
        "<option>",
        "<figcaption>a",
    ] {
        let page = format!("<html><body>{body}{}{body}", piece.repeat(30_000));
        // Reading it to the end is all that is asked.
        let _ = parse("x.html", page.as_bytes());
    }
    let deep = format!("<html><body>{}{body}{body}{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    assert!(read("x.html", deep).text.contains("register of ships"));
}

#[test]
fn hostile_json_and_xml_are_read_or_refused() {
    for piece in ["[", "{\"a\":", "[{\"text\":\"a\"},", "\"", "{\"text\":[", "\\u0000"] {
        let _ = parse("x.json", format!("[{{\"text\":{}", piece.repeat(100_000)).as_bytes());
        let _ = parse("x.json", format!("{{\"text\":{}", piece.repeat(100_000)).as_bytes());
    }
    let laughs = format!(
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a \"haha\">{}]><rss><channel><item><title>&z;</title><description>Ice. &z;</description></item></channel></rss>",
        ('b'..='z')
            .map(|name| format!(
                "<!ENTITY {name} \"{}\">",
                format!("&{};", char::from(name as u8 - 1)).repeat(10)
            ))
            .collect::<String>()
    );
    assert!(read("x.xml", laughs).text.len() < 100);
    for piece in ["<item>", "<item></x>", "<entry", "&", "<![CDATA[", "<a>", "<item><title><b>"] {
        let _ = parse("x.xml", format!("<rss>{}", piece.repeat(50_000)).as_bytes());
    }
    let headers = format!("Received: {}\nFrom: a\nDate: b\nMessage-ID: c\n\n", "(".repeat(200_000));
    let _ = parse("x.eml", headers.as_bytes());
    let parts = format!(
        "MIME-Version: 1.0\nFrom: a\nContent-Type: multipart/mixed; boundary=b\n\n{}",
        "--b\nContent-Type: message/rfc822\n\n".repeat(20_000)
    );
    let _ = parse("x.eml", parts.as_bytes());
}

#[test]
fn a_bomb_is_refused_and_the_limit_named() {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..=MAX_REPORT_BYTES / 1024 {
        encoder.write_all(&[b'a'; 1024]).expect("memory");
    }
    let bomb = encoder.finish().expect("memory");
    let error = parse("x.txt.gz", &bomb).expect_err("too much");
    assert_eq!(error, ParseError::UnpacksTooLarge);
    assert!(error.to_string().contains("16777216"), "{error}");
}
