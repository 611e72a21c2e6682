// Takes the mail that plugins send; answers as Jira's MailQueue.
package org.jigit.headless.jira;

import com.atlassian.mail.Email;
import com.atlassian.mail.queue.MailQueueItem;
import com.atlassian.mail.queue.SingleMailQueueItem;
import java.util.List;

/** A mail queue that sends nothing to anybody and keeps everything for tests to read. */
public final class Mails {

    private final Database database;

    Mails(Database database) {
        this.database = database;
    }

    /** A mail as a plugin queued it. */
    public record Mail(String to, String subject, String body, String mimeType) {}

    public void addItem(MailQueueItem item) {
        if (!(item instanceof SingleMailQueueItem single)) {
            throw new UnsupportedOperationException("the headless Jira takes only single mails, not a "
                    + item.getClass().getName());
        }
        Email mail = single.getEmail();
        database.change(
                "insert into mail (recipient, subject, body, mime_type) values (?, ?, ?, ?)",
                mail.getTo(),
                mail.getSubject(),
                mail.getBody(),
                mail.getMimeType());
    }

    /** All mails, the oldest first. */
    public List<Mail> all() {
        return database.list(
                "select recipient, subject, body, mime_type from mail order by id",
                row -> new Mail(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    }

    /** Forgets all mails. */
    public void clear() {
        database.change("delete from mail");
    }
}
