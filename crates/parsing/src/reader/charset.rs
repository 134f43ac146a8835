//! Bytes to text, whatever the charset: byte order mark, UTF-8 where the bytes are that, the declared charset, a guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::ParseError;

/// How many bytes at the beginning are looked at to tell UTF-16 without a mark, and at most how many a guess needs.
const LOOKED_AT: usize = 1 << 16;

/// What files of other kinds begin with.
const OTHER_KINDS: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (perhaps a DOCX, ODT or EPUB document)"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\x7fELF", "a program"),
];

/// What the bytes are, where they are no text at all.
#[must_use]
pub fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    OTHER_KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|&(_, kind)| kind)
}

/// Decodes bytes. A declared charset counts only where the bytes are no UTF-8, because UTF-8 is never met by chance and
/// servers often declare what they do not send.
///
/// # Errors
/// [`ParseError::Binary`] for what is no text.
pub fn decode<'bytes>(bytes: &'bytes [u8], declared: Option<&str>) -> Result<Cow<'bytes, str>, ParseError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        // The mark of UTF-8 is kept where the bytes are right: spans count in what the user has.
        if encoding == UTF_8
            && let Ok(text) = std::str::from_utf8(bytes)
        {
            refuse_binary(bytes)?;
            return Ok(Cow::Borrowed(text));
        }
        let (text, _) = encoding.decode_without_bom_handling(&bytes[length..]);
        refuse_binary(text.as_bytes())?;
        return Ok(text);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return Ok(text);
    }
    refuse_binary(bytes)?;
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let is_escaped = declared.is_some_and(|encoding| encoding.name() == "ISO-2022-JP");
    if !is_escaped && let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    if is_damaged_utf8(bytes) {
        return Ok(String::from_utf8_lossy(bytes));
    }
    let encoding = match declared {
        // Who declares UTF-8 and does not send it has told nothing; UTF-16 would have had NUL bytes.
        Some(encoding) if encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE => encoding,
        _ => guess(bytes),
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Ok(text)
}

/// The charset that bytes look like.
fn guess(bytes: &[u8]) -> &'static Encoding {
    // Beginning at the first byte that is not ASCII: a long page may have none before.
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let end = bytes.len().min(first.saturating_add(LOOKED_AT));
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[first..end], true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    // English with a few accents or curly quotation marks: too little for a detector, and nearly always this.
    let foreign = bytes[first..end].iter().filter(|byte| !byte.is_ascii()).count();
    if foreign * 50 < end - first && guessed.is_single_byte() { WINDOWS_1252 } else { guessed }
}

/// Whether bytes are UTF-8 but for a few, as when a text was cut in the middle of a letter or glued together.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().bytes().filter(|&byte| byte >= 0xc0).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    right > 0 && wrong * 10 <= right
}

/// UTF-16 without a mark: a text of Latin letters has a zero in nearly every second byte, and none in the others.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let looked_at = &bytes[..bytes.len().min(LOOKED_AT)];
    if looked_at.len() < 16 {
        return None;
    }
    let zeros = |from: usize| looked_at.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = looked_at.len() * 2 / 5;
    match (even, odd) {
        (0, odd) if odd >= enough => Some(UTF_16LE),
        (even, 0) if even >= enough => Some(UTF_16BE),
        _ => None,
    }
}

/// Refuses what no text holds: NUL bytes, or many other control characters.
fn refuse_binary(bytes: &[u8]) -> Result<(), ParseError> {
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b);
    let controls = bytes.iter().filter(|byte| is_control(byte)).count();
    if controls == 0 {
        return Ok(());
    }
    let first_nul = memchr::memchr(0, bytes);
    let first_control = bytes.iter().position(is_control);
    match first_nul.or(first_control.filter(|_| controls * 50 > bytes.len())) {
        Some(offset) => Err(ParseError::Binary { offset, byte: bytes[offset] }),
        None => Ok(()),
    }
}

/// The charset that a page declares of itself in its first bytes: `<meta charset=…>`, `<?xml encoding=…?>`.
#[must_use]
pub fn declared_in_page(bytes: &[u8]) -> Option<String> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    ["charset=", "encoding="].into_iter().find_map(|name| {
        head.match_indices(name).find_map(|(at, _)| {
            let value = head[at + name.len()..].trim_start_matches(['"', '\'', ' ']);
            let end = value
                .find(|character: char| !character.is_ascii_alphanumeric() && !"-_:.".contains(character))
                .unwrap_or(value.len());
            Encoding::for_label(&value.as_bytes()[..end]).map(|encoding| encoding.name().to_owned())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "The “Café” talks in Çeşme, said the minister — a naïve hope.";

    fn decoded(bytes: &[u8], declared: Option<&str>) -> String {
        decode(bytes, declared).expect("a text").into_owned()
    }

    #[test]
    fn a_mark_tells_the_charset() {
        let mut little = b"\xff\xfe".to_vec();
        little.extend(SENTENCE.encode_utf16().flat_map(u16::to_le_bytes));
        let mut big = b"\xfe\xff".to_vec();
        big.extend(SENTENCE.encode_utf16().flat_map(u16::to_be_bytes));
        assert_eq!(decoded(&little, Some("windows-1251")), SENTENCE);
        assert_eq!(decoded(&big, None), SENTENCE);
        assert_eq!(decoded(&little[2..], None), SENTENCE);
        assert_eq!(decoded("\u{feff}Ceşme".as_bytes(), None), "\u{feff}Ceşme");
    }

    #[test]
    fn what_is_utf_8_is_read_so_whatever_is_declared() {
        assert_eq!(decoded(SENTENCE.as_bytes(), Some("iso-8859-1")), SENTENCE);
        let cut = &SENTENCE.repeat(3).into_bytes()[1..];
        assert_eq!(decoded(&[b"\x80", cut].concat(), None).chars().filter(|&c| c == 'Ç').count(), 3);
    }

    #[test]
    fn a_declared_charset_counts_where_the_bytes_are_no_utf_8() {
        let russian = "Министры встретились в Самарканде.";
        let (bytes, _, _) = encoding_rs::KOI8_R.encode(russian);
        assert_eq!(decoded(&bytes, Some("koi8-r")), russian);
        let (bytes, _, _) = encoding_rs::GBK.encode("外交部长会议在北京举行");
        assert_eq!(decoded(&bytes, Some("gb2312")), "外交部长会议在北京举行");
    }

    #[test]
    fn what_nobody_declares_is_guessed() {
        assert_eq!(
            decoded(b"The \x93Caf\xe9\x94 talks \x97 a na\xefve hope.", None),
            "The “Café” talks — a naïve hope."
        );
        let russian = "Министры встретились в Самарканде и обсудили торговлю между странами.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(decoded(&bytes, Some("utf-8")), russian);
    }

    #[test]
    fn a_page_declares_its_charset() {
        assert_eq!(declared_in_page(b"<meta charset=\"gb2312\">").as_deref(), Some("GBK"));
        let long = b"<META http-equiv=Content-Type content=\"text/html; charset=windows-1251\">";
        assert_eq!(declared_in_page(long).as_deref(), Some("windows-1251"));
        assert_eq!(declared_in_page(b"<?xml version='1.0' encoding='koi8-r'?>").as_deref(), Some("KOI8-R"));
        assert_eq!(declared_in_page(b"<p>charset=none"), None);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b"abc\0def", None), Err(ParseError::Binary { offset: 3, byte: 0 }));
        assert!(decode(&[1, 2, 3, 4, 5, 6], None).is_err());
    }
}
