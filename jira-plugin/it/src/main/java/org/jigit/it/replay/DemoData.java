// The story that the demo shows: an organisation with four repositories and three weeks of work on the headless Jira's
// issues.
package org.jigit.it.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The story that the demo shows. Told from the same moment, it always gives the same ids. */
public final class DemoData {
    /** The organisation. */
    public static final String ORGANISATION = "octo-org";

    private final Model model;
    private final Instant end;

    private DemoData(Model model, Instant end) {
        this.model = model;
        this.end = end;
    }

    /** Tells the story; its last event is some minutes before {@code end}. */
    public static void tell(Model model, Instant end) {
        var data = new DemoData(model, end);
        model.organisation(ORGANISATION);
        data.ago(days(400));
        var payments = model.repository(ORGANISATION, "payments-service");
        var shop = model.repository(ORGANISATION, "web-shop");
        var infra = model.repository(ORGANISATION, "infra");
        model.repository(ORGANISATION, "new-idea");
        data.payments(payments);
        data.shop(shop);
        data.infra(infra);
        model.setClock(InstantSource.system());
    }

    /**
     * Goes on with the story that was told until {@code end}: commits that give commands. Gives the webhooks that tell of them, to
     * be sent once everything before is read.
     */
    public static List<Delivery> goOn(Model model, Instant end) {
        var data = new DemoData(model, end);
        var payments = model.byName(ORGANISATION + "/payments-service");
        var shop = model.byName(ORGANISATION + "/web-shop");
        var infra = model.byName(ORGANISATION + "/infra");
        var told = new ArrayList<Delivery>();
        data.ago(Duration.ofMinutes(9));
        told.add(payments.push(
                "feature/PAY-1-try-again",
                "dev1",
                "PAY-1 Read a Retry-After that is a date #time 1h 30m dates of the bank's proxy"));
        data.ago(Duration.ofMinutes(8));
        told.add(shop.push("PAY-5-tell-the-customer", "dev1", "PAY-5 Tell it on the phone as well #time 30m"));
        data.ago(Duration.ofMinutes(7));
        told.add(infra.push(
                "feature/OPS-2-shorter-backup", "dev4", "OPS-2 Say how long the backup took #time 45m #comment tried"));
        data.ago(Duration.ofMinutes(6));
        told.add(payments.push(
                "bugfix/PAY-2-refund-twice",
                "dev1",
                "PAY-2 Cover a refund of nothing #comment The statement of May is right again."));
        data.ago(Duration.ofMinutes(5));
        told.add(shop.push("main", "dev1", "PAY-3 Ask for rates once an hour #start-progress"));
        data.ago(Duration.ofMinutes(3));
        told.add(payments.push("feature/PAY-1-try-again", "dev1", "PAY-1 Count the attempts in the log #reopen"));
        model.setClock(InstantSource.system());
        return told;
    }

    private void payments(Repository to) {
        ago(days(62));
        to.push("main", "dev1", "Start with the ledger", "Read the bank's statement format");
        to.push("main", "dev2", "Write payment files", "Send payment files at noon");
        ago(days(40));
        to.push("main", "dev3", "PAY-6: Format amounts with the customer's own separators");
        to.push("main", "dev3", "PAY-6 Test amounts of 1, 1,000 and 10,000");
        ago(days(21));
        to.push("feature/PAY-4-double-the-wait", "dev1", "PAY-4 PAY-1: Double the wait after each failed attempt");
        to.push(
                "feature/PAY-4-double-the-wait",
                "dev1",
                "PAY-4 Add a little chance, so that not all of them come back at once");
        to.open(
                "PAY-4 Double the wait after each failed attempt",
                "Part of PAY-1. The wait starts at one second and ends at five minutes.",
                "dev1",
                "feature/PAY-4-double-the-wait",
                "main",
                false);
        ago(days(19).plusHours(3));
        to.push("feature/PAY-4-double-the-wait", "dev1", "PAY-4 Say in the log how long we wait");
        ago(days(18));
        to.merge(1, "dev2");
        ago(days(18).minusHours(1));
        to.deleteBranch("feature/PAY-4-double-the-wait", "dev2");
        ago(days(12));
        to.push("PAY-8-sign-files", "dev4", "PAY-8: Sign outgoing payment files with the key from the vault");
        to.push("PAY-8-sign-files", "dev4", "PAY-8 Refuse to send a file without its signature");
        to.push("PAY-8-sign-files", "dev4", "PAY-8 Read the key anew after midnight");
        to.open(
                "PAY-8: Sign outgoing payment files",
                "The detached signature lies beside each file, named `.sig`. OPS-1 has to be done first.",
                "dev4",
                "PAY-8-sign-files",
                "main",
                true);
        ago(days(6));
        to.push("main", "dev2", "Update the libraries", "PAY-3 Ask the exchange rates over HTTP");
        ago(days(5));
        to.push("bugfix/PAY-2-refund-twice", "dev1", "PAY-2 Show that a refund is counted in both months");
        to.push("bugfix/PAY-2-refund-twice", "dev1", "PAY-2 Take the booking date, not the date of the print");
        to.open(
                "PAY-2 Count a refund once",
                "A refund that is confirmed while the statement is printed belongs to the month of its booking.\n\nPAY-2",
                "dev1",
                "bugfix/PAY-2-refund-twice",
                "main",
                false);
        ago(Duration.ofHours(50));
        to.push("feature/PAY-1-try-again", "dev1", "PAY-1 Try a payment again when the bank does not answer");
        to.push(
                "feature/PAY-1-try-again",
                "dev1",
                "PAY-1 Give up after five attempts\n\nThe customer is told by PAY-5.");
        ago(Duration.ofHours(30));
        to.open(
                "PAY-1 Try a payment again when the bank does not answer",
                "Uses the waiting times of PAY-4. After the fifth attempt the payment is marked as failed.",
                "dev1",
                "feature/PAY-1-try-again",
                "main",
                false);
        ago(Duration.ofHours(9));
        to.push("feature/PAY-1-try-again", "dev1", "PAY-1 PAY-4 Share the waiting times with the statement reader");
        ago(Duration.ofHours(5));
        to.push("feature/PAY-1-try-again", "dev2", "PAY-1 Never try a payment again that the bank has answered");
        ago(Duration.ofHours(3));
        to.push("bugfix/PAY-2-refund-twice", "dev3", "PAY-2 Name the month in the test");
        ago(Duration.ofMinutes(12));
        to.push("feature/PAY-1-try-again", "dev1", "PAY-1 Wait for Retry-After before the next attempt");
    }

    private void shop(Repository to) {
        ago(days(90));
        to.push("main", "dev2", "A basket that can be filled", "A basket that can be emptied");
        ago(days(33));
        to.push("main", "dev5", "PAY-6 Show separators on receipts");
        to.push("main", "dev5", "A smaller picture of the basket", "PAY-6 The same separators in the mail");
        ago(days(14));
        to.push("spike/instant-payments", "dev2", "PAY-7 Try what the bank's sandbox answers");
        to.open(
                "PAY-7: a first try with the sandbox",
                "Only to learn; not to be merged. We know now that an answer takes four seconds.",
                "dev2",
                "spike/instant-payments",
                "main",
                false);
        ago(days(13));
        to.close(1, "dev2");
        ago(days(4));
        to.push("PAY-5-tell-the-customer", "dev5", "PAY-5 Show \"pending\" with a clock beside the payment");
        to.push("PAY-5-tell-the-customer", "dev5", "PAY-5, PAY-1: Explain why a payment is pending");
        ago(days(3));
        to.open(
                "PAY-5 Tell the customer that a payment is pending",
                "The words were checked with the service desk.\n\nBelongs to PAY-1.",
                "dev5",
                "PAY-5-tell-the-customer",
                "main",
                false);
        ago(days(2));
        to.push("main", "dependabot[bot]", "Bump the web framework");
        ago(Duration.ofHours(20));
        to.push("main", "dev2", "PAY-3: Read exchange rates from their own service", "PAY-3 Show how old a rate is");
        ago(Duration.ofHours(2));
        to.push(
                "PAY-5-tell-the-customer",
                "dev5",
                "PAY-5 Say it in the customer's language: “ausstehend”, “en attente”, 保留中");
    }

    private void infra(Repository to) {
        ago(days(120));
        to.push("main", "dev4", "Machines as code");
        ago(days(30));
        to.push("main", "dev4", "OPS-3 Warn before a disk is full", "OPS-3 Warn once, not every minute");
        ago(days(10));
        to.push("OPS-1-renew-certificate", "dev4", "OPS-1 Renew the certificate of the payment gateway (for PAY-8)");
        to.open(
                "OPS-1 Renew the certificate of the payment gateway",
                null,
                "dev4",
                "OPS-1-renew-certificate",
                "main",
                false);
        ago(days(9));
        to.merge(1, "dev1");
        ago(days(8));
        to.push("main", "dev1", "Clean up", "OPS-1 Watch the certificate's last day");
        to.push("main", "dev4", "OPS-3 Leave temporary file systems out");
        ago(days(1));
        to.push("feature/OPS-2-shorter-backup", "dev4", "OPS-2 Leave the archive tables out of the nightly backup");
        to.push("feature/OPS-2-shorter-backup", "dev4", "OPS-2 Back the archive tables up on Sundays");
        ago(Duration.ofHours(6));
        to.open(
                "OPS-2 A backup that ends before the day begins",
                "From 7 h 40 min to 3 h 10 min in the trial.",
                "dev4",
                "feature/OPS-2-shorter-backup",
                "main",
                false);
    }

    /** The next events happen this long before the end, some seconds after each other. */
    private void ago(Duration duration) {
        model.tickFrom(end.minus(duration));
    }

    private static Duration days(long days) {
        return Duration.ofDays(days);
    }
}
