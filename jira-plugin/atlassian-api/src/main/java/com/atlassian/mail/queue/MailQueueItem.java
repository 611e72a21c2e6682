// Signature of MailQueueItem, to compile against.
package com.atlassian.mail.queue;

public interface MailQueueItem {
    String getSubject();
}
