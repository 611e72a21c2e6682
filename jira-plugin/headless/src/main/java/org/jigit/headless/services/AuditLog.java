// Answers as the audit service: each event becomes a line of the log.
package org.jigit.headless.services;

import com.atlassian.audit.entity.AuditEvent;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit log. */
public final class AuditLog {

    public void audit(AuditEvent event) {
        String objects = event.getAffectedObjects().stream()
                .map(each -> each.getType() + " " + each.getName())
                .collect(Collectors.joining(", "));
        String changes = event.getChangedValues().stream()
                .map(each -> each.getKey() + ": " + each.getFrom() + " -> " + each.getTo())
                .collect(Collectors.joining(", "));
        LOG.info("audit: {} [{}] {}", event.getAction(), objects, changes);
    }

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
}
