//! [`QuoteIndex`]: the index, kept up with its store.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock},
    thread::{self, JoinHandle},
    time::Duration,
};

use rapporteur_storage::{Lookup, Store, page};
use tantivy::{IndexReader, Searcher, schema::Schema};

use crate::{
    QuoteHit, QuotePage, QuoteQuery, SearchError,
    ask::{Asker, Fixed, must_round},
    collect::Answers,
    document::Fields,
    expression,
    files::{self, Opened, Place},
    follow,
    highlight::matches,
    place::Cursor,
};

/// Gives the id of the topic that a text names.
pub type TopicNames = fn(&str) -> Option<&'static str>;

/// How long the store's commits are gathered before the index takes them in, unless somebody asks.
const GATHERING: Duration = Duration::from_millis(200);

/// How many commits the index may be behind; beyond that, who writes waits for it.
const MOST_BEHIND: u64 = 500;

/// An index of the quotations of a store, derived from it.
///
/// A thread of its own follows the store; a search first takes in what was committed before it began.
pub struct QuoteIndex {
    shared: Arc<Shared>,
    /// Started when the store is first written.
    follower: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    store: Arc<dyn Store>,
    topics: TopicNames,
    place: Place,
    fields: Fields,
    schema: Schema,
    /// Held by whoever brings the index to where the store is. None before the first time, and after a failure.
    writing: Mutex<Option<Opened>>,
    /// What searches read, and up to which commit of the store it is true.
    reading: RwLock<Option<(IndexReader, u64)>>,
    news: Mutex<News>,
    has_news: Condvar,
}

#[derive(Default)]
struct News {
    is_there: bool,
    is_end: bool,
}

impl fmt::Debug for QuoteIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QuoteIndex").field("place", &self.shared.place).finish_non_exhaustive()
    }
}

impl QuoteIndex {
    /// An index in memory.
    #[must_use]
    pub fn in_memory(store: Arc<dyn Store>, topics: TopicNames) -> Self {
        Self::new(store, topics, Place::Memory)
    }

    /// An index in a directory, which belongs to it alone: whatever else is in there is taken away. It is read, or made,
    /// when it is first needed.
    #[must_use]
    pub fn in_directory(store: Arc<dyn Store>, topics: TopicNames, directory: &Path) -> Self {
        Self::new(store, topics, Place::Directory(directory.to_owned()))
    }

    /// The directory of the index of a store in a directory.
    #[must_use]
    pub fn directory_in(store: &Path) -> PathBuf {
        store.join("search-1")
    }

    fn new(store: Arc<dyn Store>, topics: TopicNames, place: Place) -> Self {
        let (fields, schema) = Fields::new();
        let shared = Shared {
            store,
            topics,
            place,
            fields,
            schema,
            writing: Mutex::new(None),
            reading: RwLock::new(None),
            news: Mutex::default(),
            has_news: Condvar::new(),
        };
        Self { shared: Arc::new(shared), follower: Mutex::new(None) }
    }

    /// Says that the store was written. Returns at once, unless the index is far behind.
    ///
    /// # Errors
    /// [`SearchError`]
    pub fn store_was_written(&self) -> Result<(), SearchError> {
        let sequence = self.shared.store.sequence()?;
        if let Some((_, reached)) = self.shared.reading()
            && sequence > reached.saturating_add(MOST_BEHIND)
        {
            return self.shared.catch_up(sequence).map(drop);
        }
        self.shared.tell(|news| news.is_there = true);
        let mut follower = lock(&self.follower);
        if follower.is_none() {
            let shared = Arc::clone(&self.shared);
            let name = "quotation-index".to_owned();
            *follower = Some(thread::Builder::new().name(name).spawn(move || shared.follow())?);
        }
        Ok(())
    }

    /// Brings the index to where the store is, and reads or makes it first where that has not been done.
    ///
    /// # Errors
    /// [`SearchError`]
    pub fn catch_up(&self) -> Result<(), SearchError> {
        self.shared.catch_up(self.shared.store.sequence()?).map(drop)
    }

    /// A page of quotations, from all that was committed before the call.
    ///
    /// # Errors
    /// [`SearchError`]
    pub fn search(&self, query: &QuoteQuery) -> Result<QuotePage, SearchError> {
        let shared = &*self.shared;
        let expression = expression::parse(&query.words, shared.topics)?;
        let question = page::hash(&QuoteQuery { page_size: 0, page_token: None, ..query.clone() });
        let cursor: Option<Cursor> = page::decode(question, query.page_token.as_deref())?;
        let searcher = shared.searcher()?;
        let rounds = expression.as_ref().is_some_and(must_round);
        let asker = Asker { fields: &shared.fields, store: &*shared.store, searcher: &searcher, rounds };
        let (after, statistics, misspelt) = match cursor {
            Some(cursor) => (Some(cursor.last), cursor.statistics, Some(cursor.misspelt)),
            None => {
                let statistics = expression.as_ref().map(|expression| asker.statistics(expression));
                (None, statistics.transpose()?.unwrap_or_default(), None)
            }
        };
        let (asked, misspelt) = asker.query(query, expression.as_ref(), misspelt)?;
        let size = query.page_size.max(1);
        let answers = Answers {
            order: query.order,
            is_ranked: expression.is_some(),
            after,
            // One more than the page tells whether there is another.
            size: size.saturating_add(1),
            facets: query.facets.clone(),
        };
        let fixed = Fixed::new(&shared.fields, expression.as_ref(), &statistics);
        let mut collected = searcher.search_with_statistics_provider(&*asked, &answers, &fixed)?;
        let has_more = collected.best.len() > size;
        collected.best.truncate(size);
        let mut hits = Vec::with_capacity(collected.best.len());
        for &(place, score) in &collected.best {
            // One that was deleted, or became part of another, since the index was read is left out.
            if let Lookup::Found(quote) = shared.store.quote(place.id)?
                && quote.id == place.id
            {
                let matches = expression
                    .as_ref()
                    .map(|expression| matches(expression, &quote.text))
                    .unwrap_or_default();
                hits.push(QuoteHit { quote, score, matches });
            }
        }
        let last = collected.best.last().filter(|_| has_more).map(|&(last, _)| last);
        let cursor = |last| Cursor { last, statistics, misspelt };
        let next_page_token = last.map(|last| page::encode(question, cursor(last))).transpose()?;
        Ok(QuotePage { hits, next_page_token, total: collected.total, facets: collected.facet_counts() })
    }
}

impl Drop for QuoteIndex {
    fn drop(&mut self) {
        self.shared.tell(|news| news.is_end = true);
        // The thread holds the store, which nobody can open again before it ends.
        if let Some(follower) = lock(&self.follower).take() {
            let _ = follower.join();
        }
    }
}

impl Shared {
    fn reading(&self) -> Option<(IndexReader, u64)> {
        self.reading.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads all that is committed now.
    fn searcher(&self) -> Result<Searcher, SearchError> {
        let sequence = self.store.sequence()?;
        let reader = match self.reading() {
            Some((reader, reached)) if reached >= sequence => reader,
            _ => self.catch_up(sequence)?,
        };
        Ok(reader.searcher())
    }

    /// Brings the index to a commit of the store at least.
    fn catch_up(&self, sequence: u64) -> Result<IndexReader, SearchError> {
        let mut writing = lock(&self.writing);
        // Whoever held it before may have come as far.
        if let Some((reader, reached)) = self.reading()
            && writing.is_some()
            && reached >= sequence
        {
            return Ok(reader);
        }
        // What fails half-way is opened anew the next time, and is then as its last commit left it.
        let mut opened = match writing.take() {
            Some(opened) => opened,
            None => files::open(&self.place, &self.schema, &*self.store)?,
        };
        if opened.payload.is_none() {
            follow::fill(&mut opened, &self.fields, &*self.store)?;
        }
        follow::follow(&mut opened, &self.fields, &*self.store, sequence)?;
        let reached = opened.payload.map_or(0, |payload| payload.sequence);
        let reader = opened.reader.clone();
        *self.reading.write().unwrap_or_else(PoisonError::into_inner) = Some((reader.clone(), reached));
        *writing = Some(opened);
        Ok(reader)
    }

    fn tell(&self, news: impl FnOnce(&mut News)) {
        news(&mut lock(&self.news));
        self.has_news.notify_all();
    }

    /// Follows the store until the end.
    fn follow(&self) {
        loop {
            let mut news = lock(&self.news);
            while !news.is_there && !news.is_end {
                news = self.has_news.wait(news).unwrap_or_else(PoisonError::into_inner);
            }
            // More may be coming; one commit of the index for many of the store is cheaper.
            let (mut news, _) = self
                .has_news
                .wait_timeout_while(news, GATHERING, |news| !news.is_end)
                .unwrap_or_else(PoisonError::into_inner);
            if news.is_end {
                return;
            }
            news.is_there = false;
            drop(news);
            // A failure is told to whoever searches next, who meets it too.
            let _ =
                self.store.sequence().map_err(SearchError::from).and_then(|sequence| self.catch_up(sequence));
        }
    }
}

/// The locks guard values that are whole at every moment, so a panic elsewhere spoils none.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
