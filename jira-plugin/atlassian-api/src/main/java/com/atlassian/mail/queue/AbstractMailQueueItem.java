// Signature of AbstractMailQueueItem, with the behaviour of a value.
package com.atlassian.mail.queue;

public abstract class AbstractMailQueueItem implements MailQueueItem {
    private final String subject;

    public AbstractMailQueueItem(String subject) {
        this.subject = subject;
    }

    @Override
    public String getSubject() {
        return subject;
    }
}
