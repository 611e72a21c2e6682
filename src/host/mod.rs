//! The Git hosts. Every folder here is a host, and nothing else is; each implements [`Host`] and stands once in [`HOSTS`].

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::http::{Headers, Pace, Request, Response};
use crate::json::Extent;
use crate::model::Update;
use crate::signature::{Secret, equal, hmac_sha256, unhex};
use crate::time::Timestamp;

mod address;
pub mod azure_devops;
pub mod describe;
mod field;
pub mod gerrit;
pub mod gitea;
pub mod github;
pub mod gitlab;
#[cfg(test)]
mod suite;
mod verdict;

pub use describe::Description;

/// All hosts, by name.
pub static HOSTS: &[&dyn Host] =
    &[&azure_devops::AzureDevOps, &gerrit::Gerrit, &gitea::Gitea, &github::GitHub, &gitlab::GitLab];

/// The host with a name, in any case, or with one of its other names, such as Jigit's `GitHub`.
pub fn by_name(name: &str) -> Option<&'static dyn Host> {
    HOSTS.iter().copied().find(|host| {
        host.name().eq_ignore_ascii_case(name)
            || host.service_types().iter().any(|other| other.eq_ignore_ascii_case(name))
    })
}

/// What a Git host must be able to do. No function has a default, so that nobody can forget one.
pub trait Host: Sync {
    /// Its name, as messages and tables have it. Every call asks for it, and few for the whole description.
    fn name(&self) -> &'static str;

    /// The names that the configuration's `serviceType` may have; the first is written.
    fn service_types(&self) -> &'static [&'static str];

    /// Name, capabilities, settings, endpoints: everything an administrator or a screen needs to know.
    fn describe(&self) -> Description;

    /// Checks who sent a delivery. A connection without a secret proves nothing, which is not an error.
    ///
    /// # Errors
    /// `not_signed` or `bad_signature` when there are secrets and none of them fits.
    fn verify<'a>(
        &self,
        delivery: Delivery<'a>,
        secrets: &[Secret],
        now: Option<Timestamp>,
    ) -> Result<Proven<'a>, Error>;

    /// What a delivery means.
    ///
    /// # Errors
    /// `malformed` when the body is not what the host's documents say.
    fn read(&self, delivery: &Proven<'_>) -> Result<Reading, Error>;

    /// The request that fetches what is wanted; `next` is where the former page ended.
    ///
    /// # Errors
    /// `redirected` when `next` leads to another origin, `misconfigured` when the address cannot be used, `unsupported` when
    /// the server is known not to offer this.
    fn request(&self, want: &Want, next: Option<&Next>, server: &Server<'_>) -> Result<Request, Error>;

    /// What an answer means. Never fails: a bad answer is a [`Page`] with an error.
    fn page(&self, want: &Asked<'_>, response: &Response<'_>, now: Option<Timestamp>) -> Page;
}

/// The server that is asked, and what decides how.
#[derive(Clone, Copy, Debug, Default)]
pub struct Server<'a> {
    /// Its address, as the administrator typed it.
    pub base_url: &'a str,
    /// The kind of credential that the connection has, one of the description's; empty means the first.
    pub credential: &'a str,
    /// The user name that belongs to the credential, for hosts that want one.
    pub username: &'a str,
    /// What [`Page::dialect`] last said.
    pub dialect: Option<&'a str>,
}

/// One inbound webhook request, as received.
#[derive(Clone, Copy, Debug)]
pub struct Delivery<'a> {
    /// All headers.
    pub headers: &'a Headers,
    /// The exact bytes of the body.
    pub body: &'a [u8],
    /// HMAC-SHA256 of the body in hex under each of the secrets, in their order, as far as the caller computed it.
    pub body_macs: &'a [String],
}

impl<'a> Delivery<'a> {
    /// A delivery of which nothing was computed.
    pub fn new(headers: &'a Headers, body: &'a [u8]) -> Delivery<'a> {
        Delivery { headers, body, body_macs: &[] }
    }

    /// The delivery with what its check proved, to be read whole.
    fn proven(self, proof: Proof) -> Proven<'a> {
        Proven { delivery: self, proof, extent: Extent::Whole }
    }

    /// Whether HMAC-SHA256 of the body under any of the secrets is what the sender claims.
    fn is_signed(&self, secrets: &[Secret], claimed: &[u8]) -> bool {
        let mac = |(at, secret): (usize, &Secret)| {
            let computed = self.body_macs.get(at).and_then(|hex| unhex(hex)?.try_into().ok());
            (!secret.is_empty()).then(|| computed.unwrap_or_else(|| hmac_sha256(secret.as_bytes(), self.body)))
        };
        // Every secret is tried, whichever fits: the time does not tell which one did.
        secrets.iter().enumerate().filter_map(mac).fold(false, |fits, mac| equal(&mac, claimed) | fits)
    }
}

/// What is known about the sender of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// Nothing: the connection has no secret, or the host proves nothing.
    None,
    /// The body was signed with the connection's secret.
    Signed,
    /// The sender knew the connection's secret.
    SharedSecret,
}

/// A delivery whose sender was checked. Only hosts can make one, so that nobody reads what was not verified.
#[derive(Clone, Copy, Debug)]
pub struct Proven<'a> {
    delivery: Delivery<'a>,
    proof: Proof,
    /// How much of it is read: where no issue key stands in it, what commits and pull requests say does not matter.
    extent: Extent,
}

impl Proven<'_> {
    /// What the check proved.
    pub fn proof(&self) -> Proof {
        self.proof
    }

    /// The exact bytes of the body.
    pub fn body(&self) -> &[u8] {
        self.delivery.body
    }

    /// The same, to be read to some extent.
    pub fn to(mut self, extent: Extent) -> Self {
        self.extent = extent;
        self
    }
}

/// What a delivery means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The host's id of the delivery, the same when it is sent again.
    pub delivery_id: Option<String>,
    /// The host's name of the event.
    pub event: Option<String>,
    /// Why nothing is to be done, if so: a stable word such as `unknown_event`, `tag`, `ping`.
    pub ignored: Option<String>,
    /// Rows that the body holds, not yet searched for issue keys.
    pub update: Update,
    /// What sync should look at soon, because the body tells too little.
    pub pokes: Vec<Poke>,
    /// Parts that could not be read, each with its place; the others were.
    pub skipped: Vec<Error>,
}

impl Reading {
    /// A delivery that nothing is to be done about.
    fn ignored(reason: &str) -> Reading {
        Reading { ignored: Some(reason.to_owned()), ..Reading::default() }
    }

    /// Nothing of a delivery that proves nothing is stored, so sync must be told where to look: hosts call this last.
    fn poke_instead_of_rows(&mut self) {
        if !self.pokes.is_empty() {
            return;
        }
        if let Some(row) = self.update.pull_requests.first() {
            self.pokes.push(Poke::new(row.repository_id.as_deref(), Kind::PullRequests, None));
        } else if let Some(row) = self.update.branches.first() {
            self.pokes.push(Poke::new(row.repository_id.as_deref(), Kind::Branches, Some(&row.name)));
        }
    }
}

/// What sync should look at soon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poke {
    /// The repository; absent means the whole connection.
    pub repository_id: Option<String>,
    /// What to look at.
    pub kind: Kind,
    /// The branch it is about, if it is about one.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
}

impl Poke {
    fn new(repository_id: Option<&str>, kind: Kind, reference: Option<&str>) -> Poke {
        Poke { repository_id: repository_id.map(str::to_owned), kind, reference: reference.map(str::to_owned) }
    }
}

/// The kinds of things that sync reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The account that the credential belongs to; only asked when a connection is tested.
    Account,
    /// The branches of a repository.
    Branches,
    /// The commits of a branch.
    Commits,
    /// The pull requests of a repository.
    PullRequests,
    /// The repositories of the connection's scope.
    Repositories,
    /// One repository.
    Repository,
}

/// What sync needs next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Want {
    /// The account that the credential belongs to.
    Account,
    /// The branches of a repository.
    Branches {
        /// The host's id of the repository.
        repository_id: String,
        /// Its path.
        full_name: String,
        /// The `ETag` of the first page when it was last read: unchanged is answered cheaply.
        etag: Option<String>,
        /// Whether this is a first read, which a host may answer in bulk: branches together with their newest commits.
        bulk: bool,
    },
    /// One commit, with its whole message and its parents.
    Commit {
        /// The host's id of the repository.
        repository_id: String,
        /// Its path.
        full_name: String,
        /// Its id.
        sha: String,
    },
    /// The commits that a branch or commit reaches, newest first.
    Commits {
        /// The host's id of the repository.
        repository_id: String,
        /// Its path.
        full_name: String,
        /// The commit to start from.
        from: String,
        /// A commit whose whole history is known: a host that can leaves out what this reaches. Others list it all the same.
        known: Option<String>,
        /// Nothing older than this.
        since: Option<Timestamp>,
    },
    /// One pull request, with its whole description.
    PullRequest {
        /// The host's id of the repository.
        repository_id: String,
        /// Its path.
        full_name: String,
        /// The number people see.
        number: i64,
    },
    /// The pull requests of a repository in all states, last updated first where the host can sort them so.
    PullRequests {
        /// The host's id of the repository.
        repository_id: String,
        /// Its path.
        full_name: String,
        /// The `ETag` of the first page when it was last read.
        etag: Option<String>,
        /// Nothing that was last updated before this is needed: a host that can leaves it out.
        since: Option<Timestamp>,
        /// Whether this is a first read, which a host may answer in bulk.
        bulk: bool,
    },
    /// Whether the host verified the signature of a commit; for hosts that do not tell it with the commit.
    Signature {
        /// The host's id of the repository.
        repository_id: String,
        /// The commit's id.
        sha: String,
    },
    /// The repositories of an owner; without an owner, all that the credential sees.
    Repositories {
        /// The organisation, group, project, path or user.
        owner: Option<String>,
        /// Whether groups inside of the owner count.
        subgroups: bool,
    },
    /// One repository.
    Repository {
        /// Its path.
        full_name: String,
    },
    /// The repositories of a user, for hosts that list them elsewhere than those of an organisation: asked when
    /// [`Want::Repositories`] with an owner was answered by `not_found`.
    UserRepositories {
        /// The user.
        owner: String,
    },
}

impl Want {
    /// What kind of thing is wanted.
    pub fn kind(&self) -> Kind {
        match self {
            Want::Account => Kind::Account,
            Want::Branches { .. } => Kind::Branches,
            Want::Commit { .. } | Want::Commits { .. } | Want::Signature { .. } => Kind::Commits,
            Want::PullRequest { .. } | Want::PullRequests { .. } => Kind::PullRequests,
            Want::Repositories { .. } | Want::UserRepositories { .. } => Kind::Repositories,
            Want::Repository { .. } => Kind::Repository,
        }
    }

    /// The repository it is about.
    pub fn repository_id(&self) -> Option<&str> {
        match self {
            Want::Branches { repository_id, .. }
            | Want::Commit { repository_id, .. }
            | Want::Commits { repository_id, .. }
            | Want::PullRequest { repository_id, .. }
            | Want::PullRequests { repository_id, .. }
            | Want::Signature { repository_id, .. } => Some(repository_id),
            Want::Account | Want::Repositories { .. } | Want::Repository { .. } | Want::UserRepositories { .. } => None,
        }
    }
}

/// What an answer is the answer to. Unknown parts are left out: then what depends on them is not checked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What was wanted.
    pub kind: Kind,
    /// The repository it is about.
    pub repository_id: Option<&'a str>,
    /// The connection's address.
    pub base_url: Option<&'a str>,
    /// The address that was asked.
    pub url: Option<&'a str>,
    /// How much of the answer is read: where no issue key stands in it, what commits and pull requests say does not matter, only
    /// which there are, and how they hang together.
    pub extent: Extent,
}

/// An item that a list does not tell whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Partial {
    /// A commit, by its id: its message is cut.
    Commit(String),
    /// A pull request, by its number: its description is cut.
    PullRequest(i64),
}

/// Where the next page begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// An opaque cursor.
    Cursor(String),
    /// The host's own link.
    Url(String),
}

/// A parsed answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The rows, not yet searched for issue keys.
    pub rows: Update,
    /// Where the next page begins; none when this is the last.
    pub next: Option<Next>,
    /// Whether the answer was only "ask elsewhere" or "ask otherwise": there are no rows, and `next` is the same page at its
    /// new address; without one, the same request is made again, in the new [`dialect`](Page::dialect).
    pub moved: bool,
    /// How the server wants to be asked from now on, in the host's own word, such as a version of its API; none keeps what
    /// was said before.
    pub dialect: Option<String>,
    /// Items whose texts the host cuts in lists; read alone they are whole.
    pub partial: Vec<Partial>,
    /// How fast the host lets us go.
    pub pace: Pace,
    /// The `ETag`, to ask for changes only.
    pub etag: Option<String>,
    /// Whether the host said that nothing changed.
    pub unchanged: bool,
    /// What went wrong, if something did; rows may still be there.
    pub error: Option<Error>,
    /// Items that could not be read, each with its place; the others were.
    pub skipped: Vec<Error>,
    /// The account's user name, when the account was asked for.
    pub account: Option<String>,
    /// Whether the host verified the signature that was asked for.
    pub signed: bool,
}
