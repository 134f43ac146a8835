//! Sentences annotated by hand, in the notation that the head of `data/diplomatic.txt` explains.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use rapporteur_parsing::pos::Pos;
use thiserror::Error;

use crate::treebank::{Subject, Tree, Word, part_of_speech};

/// Why annotated sentences cannot be learned from.
#[derive(Debug, Error)]
pub(crate) enum Error {
    /// The file cannot be read.
    #[error("cannot read {path}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A token is wrong.
    #[error("line {line}, token {token} (`{text}`): {kind}")]
    Token {
        /// Line of the file, from 1.
        line: usize,
        /// Token of the line, from 1.
        token: usize,
        /// The token as it is written.
        text: String,
        /// What is wrong with it.
        kind: Kind,
    },
}

/// What is wrong with a token.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// No tag.
    #[error("write it as form/TAG")]
    NoTag,
    /// A tag that is none of Penn's.
    #[error("`{0}` is no Penn tag, nor SCONJ")]
    UnknownTag(String),
    /// A label that is none.
    #[error("the label must be =a for a subject, <a for its verb, or <0 for a verb without subject")]
    Label,
    /// A word that is no verb has the label of one.
    #[error("only a verb can have a subject")]
    NoVerb,
    /// Two words are one subject.
    #[error("another word is subject `{0}` already: label the head alone")]
    Twice(char),
    /// A verb whose subject nobody is.
    #[error("no word of the line is subject `{0}`")]
    NoSubject(char),
    /// A subject of no verb.
    #[error("no verb of the line has the subject `{0}`")]
    NoVerbFor(char),
    /// The extractor cuts the sentence in another way.
    #[error("the extractor does not cut the sentence so: write the tokens as it cuts them")]
    Cut,
}

/// Reads a file of annotated sentences.
///
/// # Errors
/// [`Error::Unreadable`], or [`Error::Token`] for the first wrong token.
pub(crate) fn read(path: &Path) -> Result<Vec<Tree>, Error> {
    let text =
        fs::read_to_string(path).map_err(|source| Error::Unreadable { path: path.to_owned(), source })?;
    parse(&text)
}

/// Every so-manieth sentence is held out.
const HELD_OUT: usize = 7;

/// Parts sentences into those to learn from and those held out: the last of every seven, so that each style is measured.
pub(crate) fn hold_out(sentences: Vec<Tree>) -> (Vec<Tree>, Vec<Tree>) {
    let (mut learned, mut held_out) = (Vec::new(), Vec::new());
    for (index, sentence) in sentences.into_iter().enumerate() {
        if index % HELD_OUT == HELD_OUT - 1 { held_out.push(sentence) } else { learned.push(sentence) }
    }
    (learned, held_out)
}

fn parse(text: &str) -> Result<Vec<Tree>, Error> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    lines
        .filter(|(_, line)| !line.is_empty() && *line != "#" && !line.starts_with("# "))
        .map(|(number, line)| {
            sentence(line).map_err(|(token, kind)| Error::Token {
                line: number,
                token: token + 1,
                text: line.split_whitespace().nth(token).unwrap_or_default().to_owned(),
                kind,
            })
        })
        .collect()
}

/// What a label says of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    None,
    /// It is this subject.
    Is(char),
    /// It is a verb with this subject, or with none.
    Has(Option<char>),
}

/// The tree of a line, or the index of the first wrong token.
fn sentence(line: &str) -> Result<Tree, (usize, Kind)> {
    let mut words: Vec<Word> = Vec::new();
    let mut labels = Vec::new();
    let mut subjects: BTreeMap<char, usize> = BTreeMap::new();
    let mut text = String::new();
    // Whether the next token sticks to the one before it.
    let mut sticks = true;
    for (at, token) in line.split_whitespace().enumerate() {
        let (form, tag, label) = parts(token).map_err(|kind| (at, kind))?;
        let pos = pos_of(tag).ok_or_else(|| (at, Kind::UnknownTag(tag.to_owned())))?;
        match label {
            Label::Is(name) if subjects.insert(name, at).is_some() => return Err((at, Kind::Twice(name))),
            Label::Has(_) if !pos.is_verb() || pos == Pos::Modal => return Err((at, Kind::NoVerb)),
            _ => {}
        }
        let follows = matches!(tag, "," | "." | "''" | "-RRB-" | "POS") || matches!(form, ":" | ";" | "%");
        // A slash between two bodies and a comma have one tag.
        if !sticks && (!follows || form == "/") {
            text.push(' ');
        }
        text.push_str(form);
        sticks = matches!(tag, "``" | "-LRB-" | "$");
        words.push(Word { form: form.to_owned(), pos, subject: Subject::Unknown });
        labels.push(label);
    }
    for (at, label) in labels.iter().enumerate() {
        match *label {
            Label::Has(None) => words[at].subject = Subject::Nobody,
            Label::Has(Some(name)) => {
                let subject = subjects.get(&name).ok_or((at, Kind::NoSubject(name)))?;
                words[at].subject = Subject::Word(*subject);
            }
            Label::Is(name) if !labels.contains(&Label::Has(Some(name))) => {
                return Err((at, Kind::NoVerbFor(name)));
            }
            Label::Is(_) | Label::None => {}
        }
    }
    let tree = Tree { text, words };
    match tree.first_miscut() {
        Some(token) => Err((token, Kind::Cut)),
        None => Ok(tree),
    }
}

/// Form, tag and label of a token.
fn parts(token: &str) -> Result<(&str, &str, Label), Kind> {
    // The last slash: one that stands before it is the form's.
    let (form, rest) = token.rsplit_once('/').ok_or(Kind::NoTag)?;
    let (tag, label) = rest.split_at(rest.find(['=', '<']).unwrap_or(rest.len()));
    if form.is_empty() || tag.is_empty() {
        return Err(Kind::NoTag);
    }
    let mut characters = label.chars();
    let label = match (characters.next(), characters.next(), characters.next()) {
        (None, ..) => Label::None,
        (Some('<'), Some('0'), None) => Label::Has(None),
        (Some('='), Some(name @ 'a'..='z'), None) => Label::Is(name),
        (Some('<'), Some(name @ 'a'..='z'), None) => Label::Has(Some(name)),
        _ => return Err(Kind::Label),
    };
    Ok((form, tag, label))
}

fn pos_of(tag: &str) -> Option<Pos> {
    match tag {
        "SCONJ" => Some(Pos::Subordinator),
        "," | "." | ":" | "``" | "''" | "-LRB-" | "-RRB-" => Some(Pos::Punctuation),
        "$" | "FW" | "LS" | "SYM" | "UH" => Some(Pos::Other),
        _ => part_of_speech(tag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The only sentence of a text.
    fn read_one(line: &str) -> Tree {
        let mut trees = parse(line).expect("annotated without fault");
        assert_eq!(trees.len(), 1);
        trees.remove(0)
    }

    /// The fault of a text: line, token, what is wrong.
    fn fault(text: &str) -> (usize, usize, Kind) {
        match parse(text).expect_err("a fault") {
            Error::Token { line, token, kind, .. } => (line, token, kind),
            Error::Unreadable { .. } => unreachable!("no file is read"),
        }
    }

    #[test]
    fn white_space_follows_from_the_tags() {
        let tree = read_one(
            "“/`` We/PRP will/MD pay/VB $/$ 2/CD ,/, ”/'' Lee/NNP 's/POS aide/NN (/-LRB- left/JJ )/-RRB- said/VBD :/: 5/CD %/NN --/: or/CC all/DT ./.",
        );
        assert_eq!(tree.text, "“We will pay $2,” Lee's aide (left) said: 5% -- or all.");
        assert_eq!(read_one("Photo/NN :/: Post/NNP //, Lee/NNP").text, "Photo: Post / Lee");
    }

    #[test]
    fn verbs_know_their_subjects() {
        let tree =
            read_one("Ministers/NNS=a vow/VBP<a ties/NNS ,/, according/VBG<0 to/IN aides/NNS who/WP met/VBD");
        let subjects: Vec<&Subject> = [1, 4, 8].map(|at| &tree.words[at].subject).into();
        assert_eq!(subjects, [&Subject::Word(0), &Subject::Nobody, &Subject::Unknown]);
        assert_eq!(tree.words[1].pos, Pos::Present);
    }

    #[test]
    fn remarks_and_empty_lines_are_no_sentences() {
        assert_eq!(parse("# a remark\n#\n\n").expect("no fault").len(), 0);
    }

    #[test]
    fn faults_are_told_by_line_and_token() {
        assert_eq!(fault("# one\nLee/NNP said"), (2, 2, Kind::NoTag));
        assert_eq!(fault("Lee/NNP /VBD"), (1, 2, Kind::NoTag));
        assert_eq!(fault("Lee/NNPX"), (1, 1, Kind::UnknownTag("NNPX".to_owned())));
        assert_eq!(fault("Lee/NNP=A said/VBD"), (1, 1, Kind::Label));
        assert_eq!(fault("Lee/NNP=a said/VBD<ab"), (1, 2, Kind::Label));
        assert_eq!(fault("Lee/NNP<0"), (1, 1, Kind::NoVerb));
        assert_eq!(fault("Ann/NNP=a Lee/NNP=a said/VBD<a"), (1, 2, Kind::Twice('a')));
        assert_eq!(fault("Lee/NNP=a said/VBD<b"), (1, 1, Kind::NoVerbFor('a')));
        assert_eq!(fault("Lee/NNP said/VBD<b"), (1, 2, Kind::NoSubject('b')));
        assert_eq!(fault("Lee/NNP met/VBD Kenya's/NNP envoy/NN"), (1, 3, Kind::Cut));
    }

    #[test]
    fn the_message_tells_what_to_do() {
        let error = parse("Lee/NNP said").expect_err("a fault");
        assert_eq!(error.to_string(), "line 1, token 2 (`said`): write it as form/TAG");
    }

    #[test]
    fn our_sentences_are_without_fault_and_every_seventh_is_held_out() {
        let all = parse(include_str!("../data/diplomatic.txt")).expect("no fault");
        let mut texts: Vec<&str> = all.iter().map(|tree| tree.text.as_str()).collect();
        texts.sort_unstable();
        let twice: Vec<_> = texts.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "held out and learned from: {twice:?}");
        let count = all.len();
        let (learned, held_out) = hold_out(all);
        assert_eq!((learned.len(), held_out.len()), (count - count / 7, count / 7));
        assert!(held_out.len() >= 60);
    }
}
