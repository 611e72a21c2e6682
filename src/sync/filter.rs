//! What of a host a connection wants: its repositories by patterns and lists, and the branches whose commits are read.

use regex::{Regex, RegexBuilder};

use super::{BranchStrategy, Connection};
use crate::error::{Code, Error};
use crate::model::Repository;

/// Which repositories of a listing belong to a connection.
pub struct Repositories<'a> {
    connection: &'a Connection,
    like: Option<Regex>,
    unlike: Option<Regex>,
}

impl<'a> Repositories<'a> {
    /// Compiles the patterns of a connection.
    ///
    /// # Errors
    /// `misconfigured` with the param `field` when a pattern is none.
    pub fn of(connection: &'a Connection) -> Result<Repositories<'a>, Error> {
        Ok(Repositories {
            connection,
            like: pattern(&connection.repository_pattern, "repositoryPattern")?,
            unlike: pattern(&connection.repository_exclude, "repositoryExclude")?,
        })
    }

    /// Whether a repository is wanted. A pattern has to match the whole name or the whole path.
    pub fn want(&self, repository: &Repository) -> bool {
        let Connection { repo_type, repository_id, subgroups, repositories, .. } = self.connection;
        let matches = |pattern: &Regex| pattern.is_match(&repository.name) || pattern.is_match(&repository.full_name);
        let below = |path: &str| {
            let (path, group) = (path.to_lowercase(), repository_id.trim_matches('/').to_lowercase());
            path.strip_prefix(&group).and_then(|rest| rest.strip_prefix('/')).is_none_or(|rest| !rest.contains('/'))
        };
        let is_nested =
            repo_type == "GroupOfRepositories" && !repository_id.is_empty() && !below(&repository.full_name);
        (*subgroups || !is_nested)
            && (repositories.is_empty()
                || repositories.iter().any(|path| path.eq_ignore_ascii_case(&repository.full_name)))
            && self.like.as_ref().is_none_or(matches)
            && !self.unlike.as_ref().is_some_and(matches)
    }
}

/// Whose commits are read.
pub struct Branches<'a> {
    strategy: BranchStrategy,
    names: &'a [String],
    default: Option<&'a str>,
    masks: Vec<Regex>,
}

impl<'a> Branches<'a> {
    /// The branches of a repository with this default branch.
    ///
    /// # Errors
    /// `misconfigured` when a mask is too large.
    pub fn of(strategy: BranchStrategy, names: &'a [String], default: Option<&'a str>) -> Result<Branches<'a>, Error> {
        let masks = match strategy {
            BranchStrategy::Mask => names.iter().map(|mask| self::mask(mask)).collect::<Result<_, _>>()?,
            _ => Vec::new(),
        };
        Ok(Branches { strategy, names, default, masks })
    }

    /// Whether the commits of a branch are read.
    pub fn want(&self, branch: &str) -> bool {
        match self.strategy {
            BranchStrategy::All => true,
            BranchStrategy::Default => self.default == Some(branch),
            BranchStrategy::Mask => self.masks.iter().any(|mask| mask.is_match(branch)),
            BranchStrategy::Selected if self.names.is_empty() => self.default == Some(branch),
            BranchStrategy::Selected => self.names.iter().any(|name| name == branch),
        }
    }
}

/// A mask such as `bug/*`: a star stands for any characters, a question mark for one.
fn mask(mask: &str) -> Result<Regex, Error> {
    let parts: Vec<String> = mask
        .chars()
        .map(|character| match character {
            '*' => ".*".to_owned(),
            '?' => ".".to_owned(),
            other => regex::escape(other.encode_utf8(&mut [0; 4])),
        })
        .collect();
    compile(&parts.concat(), "branches")
}

fn pattern(text: &str, field: &str) -> Result<Option<Regex>, Error> {
    if text.is_empty() { Ok(None) } else { compile(text, field).map(Some) }
}

fn compile(pattern: &str, field: &str) -> Result<Regex, Error> {
    RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(LARGEST_PATTERN).build().map_err(|error| {
        let said = error.to_string();
        let last = said.lines().last().unwrap_or_default().trim_start_matches("error: ");
        Error::new(Code::Misconfigured, format!("{field}: expected a regular expression, found {pattern:?}: {last}"))
            .with("field", field)
    })
}

/// Room for any pattern that a person writes; what needs more is a mistake.
const LARGEST_PATTERN: usize = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    fn wants(connection: &Connection, full_name: &str) -> bool {
        let name = full_name.rsplit('/').next().unwrap().to_owned();
        let repository = Repository { name, full_name: full_name.to_owned(), ..Repository::default() };
        Repositories::of(connection).unwrap().want(&repository)
    }

    #[test]
    fn repositories_are_chosen_by_patterns_lists_and_groups() {
        let group = || Connection {
            repo_type: "GroupOfRepositories".to_owned(),
            repository_id: "octo".to_owned(),
            subgroups: true,
            ..Connection::default()
        };
        let like = |pattern: &str| Connection { repository_pattern: pattern.to_owned(), ..group() };
        let unlike = |pattern: &str| Connection { repository_exclude: pattern.to_owned(), ..group() };
        for (connection, path, wanted, because) in [
            (group(), "octo/pay", true, "everything by default"),
            (like("pay.*"), "octo/payments", true, "the name matches"),
            (like("octo/.*"), "octo/payments", true, "the path matches"),
            (like("pay"), "octo/payments", false, "a part is not enough"),
            (like("pay|web"), "octo/web", true, "alternatives"),
            (like("pay|web"), "octo/webby", false, "both ends count for each alternative"),
            (unlike("legacy-.*"), "octo/legacy-pay", false, "left out"),
            (unlike("legacy-.*"), "octo/pay", true, "not left out"),
            (Connection { repositories: vec!["Octo/Pay".to_owned()], ..group() }, "octo/pay", true, "listed"),
            (Connection { repositories: vec!["octo/pay".to_owned()], ..group() }, "octo/web", false, "not listed"),
            (Connection { subgroups: false, ..group() }, "octo/pay", true, "directly in the group"),
            (Connection { subgroups: false, ..group() }, "octo/team/pay", false, "in a group of the group"),
            (group(), "octo/team/pay", true, "groups in groups are wanted"),
        ] {
            assert_eq!(wants(&connection, path), wanted, "{path}: {because}");
        }
    }

    #[test]
    fn branches_are_chosen_by_name_and_by_mask() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        for (strategy, list, branch, wanted, because) in [
            (BranchStrategy::All, names(&[]), "x", true, "all"),
            (BranchStrategy::Default, names(&[]), "main", true, "the default branch"),
            (BranchStrategy::Default, names(&[]), "x", false, "another one"),
            (BranchStrategy::Selected, names(&["x"]), "x", true, "named"),
            (BranchStrategy::Selected, names(&["x"]), "main", false, "not named"),
            (BranchStrategy::Selected, names(&[]), "main", true, "nothing named: the default branch"),
            (BranchStrategy::Mask, names(&["bug/*"]), "bug/a/b", true, "a star also stands for slashes"),
            (BranchStrategy::Mask, names(&["bug/*"]), "debug/a", false, "from the beginning"),
            (BranchStrategy::Mask, names(&["v?.x"]), "v1.x", true, "a question mark is one character"),
            (BranchStrategy::Mask, names(&["v?.x"]), "v1yx", false, "a dot is a dot"),
        ] {
            assert_eq!(
                Branches::of(strategy, &list, Some("main")).unwrap().want(branch),
                wanted,
                "{branch}: {because}"
            );
        }
    }

    #[test]
    fn a_broken_pattern_is_told_with_its_field() {
        let connection = Connection { repository_pattern: "pay(".to_owned(), ..Connection::default() };
        let error = Repositories::of(&connection).err().unwrap();
        assert_eq!(error.code, Code::Misconfigured);
        assert_eq!(error.params.first().map(|param| param.value.as_str()), Some("repositoryPattern"));
        assert_eq!(error.message, "repositoryPattern: expected a regular expression, found \"pay(\": unclosed group");
    }
}
