// Fills a new Jira: users always, two projects with issues unless it starts empty.
package org.jigit.headless.jira;

/** What is there at the first start; nothing is added when projects or users exist already. */
final class Seed {

    private final People people;
    private final Projects projects;
    private final Changes changes;

    Seed(People people, Projects projects, Changes changes) {
        this.people = people;
        this.projects = projects;
        this.changes = changes;
    }

    void users() {
        people.add("admin", "Administrator", "admin", People.ADMINISTRATORS, People.LICENSED);
        people.add("dev1", "Developer One", "dev1", People.DEVELOPERS, People.LICENSED);
        people.add("dev2", "Developer Two", "dev2", Permissions.READERS, People.LICENSED);
        people.add("outsider", "Outsider", "outsider", People.LICENSED);
    }

    void projects() {
        if (projects.count() > 0) {
            return;
        }
        Person admin = people.named("admin").orElseThrow();
        Person dev1 = people.named("dev1").orElseThrow();
        Person dev2 = people.named("dev2").orElseThrow();
        payments(changes.createProject(admin, "PAY", "Payments"), admin, dev1, dev2);
        operations(changes.createProject(admin, "OPS", "Operations"), admin, dev1);
    }

    private void payments(ProjectRow project, Person admin, Person dev1, Person dev2) {
        IssueRow retry = changes.createIssue(
                dev2,
                project,
                new IssueDraft(
                        "Try a payment again when the bank does not answer",
                        "A transfer that meets a time-out stays \"pending\" for ever.\n\nWait a little longer after each failed"
                                + " attempt, and give up after five.",
                        IssueKind.STORY,
                        IssueStatus.IN_PROGRESS,
                        IssuePriority.HIGH,
                        dev1.key(),
                        null));
        changes.createIssue(
                admin,
                project,
                new IssueDraft(
                        "Refund is shown twice on the statement",
                        "When a refund is confirmed while the statement is being printed, it appears in both months.",
                        IssueKind.BUG,
                        IssueStatus.IN_REVIEW,
                        IssuePriority.HIGHEST,
                        dev1.key(),
                        null));
        changes.createIssue(
                dev1,
                project,
                new IssueDraft(
                        "Move the exchange rates to a service of their own",
                        null,
                        IssueKind.TASK,
                        IssueStatus.TO_DO,
                        IssuePriority.MEDIUM,
                        null,
                        null));
        changes.createIssue(
                dev1,
                project,
                new IssueDraft(
                        "Double the wait after each failed attempt",
                        null,
                        IssueKind.SUB_TASK,
                        IssueStatus.DONE,
                        IssuePriority.MEDIUM,
                        dev1.key(),
                        retry.id()));
        changes.createIssue(
                dev1,
                project,
                new IssueDraft(
                        "Tell the customer that a payment is pending",
                        null,
                        IssueKind.SUB_TASK,
                        IssueStatus.IN_PROGRESS,
                        IssuePriority.MEDIUM,
                        dev2.key(),
                        retry.id()));
        changes.createIssue(
                dev2,
                project,
                new IssueDraft(
                        "Amounts over 10,000 lose their thousands separator",
                        "On receipts only; the amount itself is right.",
                        IssueKind.BUG,
                        IssueStatus.DONE,
                        IssuePriority.LOW,
                        dev1.key(),
                        null));
        changes.createIssue(
                admin,
                project,
                new IssueDraft(
                        "Instant payments",
                        "Money arrives within ten seconds, at any hour.",
                        IssueKind.EPIC,
                        IssueStatus.TO_DO,
                        IssuePriority.MEDIUM,
                        null,
                        null));
        changes.createIssue(
                admin,
                project,
                new IssueDraft(
                        "Sign outgoing payment files",
                        "The bank asks for a detached signature beside each file.",
                        IssueKind.STORY,
                        IssueStatus.TO_DO,
                        IssuePriority.MEDIUM,
                        dev1.key(),
                        null));
    }

    private void operations(ProjectRow project, Person admin, Person dev1) {
        changes.createIssue(
                admin,
                project,
                new IssueDraft(
                        "Renew the certificate of the payment gateway",
                        null,
                        IssueKind.TASK,
                        IssueStatus.IN_PROGRESS,
                        IssuePriority.HIGHEST,
                        dev1.key(),
                        null));
        changes.createIssue(
                dev1,
                project,
                new IssueDraft(
                        "Nightly backup takes longer than the night",
                        "Since the archive tables joined, it ends at 07:40.",
                        IssueKind.BUG,
                        IssueStatus.TO_DO,
                        IssuePriority.HIGH,
                        null,
                        null));
        changes.createIssue(
                admin,
                project,
                new IssueDraft(
                        "Warn before a disk is full",
                        null,
                        IssueKind.STORY,
                        IssueStatus.DONE,
                        IssuePriority.MEDIUM,
                        dev1.key(),
                        null));
    }
}
