//! Unpacking, with a limit: a kilobyte can unpack to a gigabyte.

use std::io::{self, BufRead, Read};

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};

/// What a gzip file begins with.
pub(super) const MAGIC: &[u8] = b"\x1f\x8b";

/// What every member of the gzip files met with begins with: the magic, and deflate.
const MEMBER: [u8; 3] = [0x1f, 0x8b, 0x08];

/// Whether bytes begin as gzip does.
#[must_use]
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Why bytes could not be unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum UnpackError {
    /// More than the limit.
    TooLarge,
    /// Damaged.
    Damaged(String),
}

/// Unpacks gzip, all its members, to at most `limit` bytes.
pub(super) fn unpack(bytes: &[u8], limit: usize) -> Result<Vec<u8>, UnpackError> {
    read_up_to(Members::new(bytes), limit)
}

/// Unpacks the body of an HTTP answer with this `Content-Encoding`; none for one that is not known.
pub(super) fn unpack_content(
    encoding: &str,
    bytes: &[u8],
    limit: usize,
) -> Option<Result<Vec<u8>, UnpackError>> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" => Some(unpack(bytes, limit)),
        "deflate" => {
            // Servers send both zlib and bare deflate under this name.
            let zlib = read_up_to(ZlibDecoder::new(bytes), limit);
            Some(match zlib {
                Err(UnpackError::Damaged(_)) => read_up_to(DeflateDecoder::new(bytes), limit),
                other => other,
            })
        }
        _ => None,
    }
}

fn read_up_to(from: impl Read, limit: usize) -> Result<Vec<u8>, UnpackError> {
    let mut unpacked = Vec::new();
    let bound = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = from.take(bound).read_to_end(&mut unpacked);
    if unpacked.len() > limit {
        return Err(UnpackError::TooLarge);
    }
    read.map_err(|error| UnpackError::Damaged(error.to_string()))?;
    Ok(unpacked)
}

/// The unpacked bytes of a gzip file of one or many members. After an error, reading goes on with the next member that
/// can be found. Damage may pass for data for a while before it shows; what lies there is lost with it.
#[derive(Debug)]
pub(super) struct Members<R: BufRead> {
    state: State<R>,
}

#[derive(Debug)]
enum State<R: BufRead> {
    /// Within a member.
    Inside(Box<GzDecoder<Pushback<R>>>),
    /// Between members.
    Between(Pushback<R>),
    /// A member is damaged; the next is to be looked for.
    Lost(Pushback<R>),
    /// Only while the state changes, and after the end.
    Ended,
}

impl<R: BufRead> Members<R> {
    /// Reads from the beginning of a member.
    pub(super) fn new(from: R) -> Self {
        Self { state: State::Inside(Box::new(GzDecoder::new(Pushback::new(from)))) }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Inside(mut decoder) => match decoder.read(into) {
                    Ok(0) => self.state = State::Between(decoder.into_inner()),
                    Ok(count) => {
                        self.state = State::Inside(decoder);
                        return Ok(count);
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                        self.state = State::Inside(decoder);
                    }
                    Err(error) => {
                        self.state = State::Lost(decoder.into_inner());
                        return Err(error);
                    }
                },
                State::Between(mut from) => {
                    let head = from.fill_buf()?;
                    // Tapes and some tools pad the end with zeros.
                    let padding = head.iter().take_while(|&&byte| byte == 0).count();
                    if head.is_empty() {
                        return Ok(0);
                    }
                    if padding > 0 {
                        from.consume(padding);
                        self.state = State::Between(from);
                    } else if head[0] == MEMBER[0] {
                        self.state = State::Inside(Box::new(GzDecoder::new(from)));
                    } else {
                        self.state = State::Lost(from);
                        return Err(io::Error::new(io::ErrorKind::InvalidData, "what follows is no gzip"));
                    }
                }
                State::Lost(mut from) => {
                    if find_member(&mut from)? {
                        self.state = State::Inside(Box::new(GzDecoder::new(from)));
                    } else {
                        return Ok(0);
                    }
                }
                State::Ended => return Ok(0),
            }
        }
    }
}

/// Goes to the next member; whether there is one.
fn find_member<R: BufRead>(from: &mut Pushback<R>) -> io::Result<bool> {
    // How many bytes of the beginning of a member have been passed already.
    let mut matched = 0;
    loop {
        let bytes = from.fill_buf()?;
        let Some(&byte) = bytes.first() else { return Ok(false) };
        if matched == 0 {
            let skipped = memchr::memchr(MEMBER[0], bytes).unwrap_or(bytes.len());
            if skipped > 0 {
                from.consume(skipped);
                continue;
            }
        }
        matched = match byte {
            byte if byte == MEMBER[matched] => matched + 1,
            byte if byte == MEMBER[0] => 1,
            _ => 0,
        };
        from.consume(1);
        if matched == MEMBER.len() {
            from.passed = 0;
            return Ok(true);
        }
    }
}

/// A reader that can be put back to the beginning of a member that it has just passed.
#[derive(Debug)]
struct Pushback<R> {
    /// How many bytes of [`MEMBER`] do not need to be given once more.
    passed: usize,
    from: R,
}

impl<R> Pushback<R> {
    fn new(from: R) -> Self {
        Self { passed: MEMBER.len(), from }
    }
}

impl<R: BufRead> Read for Pushback<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let count = bytes.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Pushback<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.passed < MEMBER.len() { Ok(&MEMBER[self.passed..]) } else { self.from.fill_buf() }
    }

    fn consume(&mut self, count: usize) {
        if self.passed < MEMBER.len() { self.passed += count } else { self.from.consume(count) }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    #[test]
    fn all_members_are_unpacked_and_padding_passed() {
        let bytes = [packed(b"one "), packed(b""), packed(b"two"), vec![0; 9]].concat();
        assert_eq!(unpack(&bytes, 100), Ok(b"one two".to_vec()));
    }

    #[test]
    fn a_bomb_is_not_unpacked_beyond_the_limit() {
        let bomb = packed(&vec![b'a'; 1 << 20]);
        assert!(bomb.len() < 2000);
        assert_eq!(unpack(&bomb, 1000), Err(UnpackError::TooLarge));
        assert_eq!(unpack(&bomb, 1 << 20).map(|bytes| bytes.len()), Ok(1 << 20));
    }

    #[test]
    fn reading_goes_on_behind_a_damaged_member() {
        let mut damaged = packed(&(0..=255).cycle().take(5000).collect::<Vec<u8>>());
        // A block of the one type that there is not.
        damaged[10] = 0xff;
        damaged.extend([0x1f, 0x1f, 0x8b, 0x1f]);
        let bytes = [packed(b"one"), damaged, packed(b"two")].concat();
        // With a buffer of one byte, the beginning of a member never lies in one buffer.
        for size in [1, 2, 7, 4096] {
            let mut members = Members::new(io::BufReader::with_capacity(size, bytes.as_slice()));
            let mut all = Vec::new();
            let mut errors = 0;
            loop {
                let mut buffer = [0; 64];
                match members.read(&mut buffer) {
                    Ok(0) => break,
                    Ok(count) => all.extend_from_slice(&buffer[..count]),
                    Err(_) => errors += 1,
                }
                assert!(errors < 100);
            }
            assert!(all.starts_with(b"one"), "{size}");
            assert!(all.ends_with(b"two"), "{size}");
            assert!(errors >= 1, "{size}");
        }
    }
}
