// Signature of MailQueue, to compile against.
package com.atlassian.mail.queue;

public interface MailQueue {
    void addItem(MailQueueItem item);
}
